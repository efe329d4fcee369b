using Anneal.Data;
using Anneal.Modules;
using Anneal.Modules.Models;
using Anneal.Optimizers;
using Anneal.Schedules;
using Anneal.Training;
using Anneal.Training.Metrics;

namespace Anneal.Samples;

/// <summary>The problem of samples that are not about the problem: points of a square, in two classes like the four fields of a small chessboard.</summary>
internal static class Fields
{
    public static (BatchLoader Training, BatchLoader Validation) Loaders() => (new(Points(200, seed: 1), 20) { Shuffle = 1 }, new(Points(100, seed: 2), 100));

    public static Module Network(int seed = 1)
    {
        var network = new MultilayerPerceptron(2, 16, 2);
        network.Initialize(seed);
        return network;
    }

    public static Trainer Trainer(Schedule rate, params IReadOnlyList<TrainingListener> listeners)
    {
        Module network = Network();
        return new(network, new AdamW { LearningRate = rate }.For(network.Parameters)) { Metrics = [new Accuracy()], Listeners = listeners };
    }

    private static ArrayDataset Points(int count, int seed)
    {
        Random random = new(seed);
        float[] points = [.. Enumerable.Range(0, 2 * count).Select(_ => (2 * random.NextSingle()) - 1)];
        return new(points, [2], [.. Enumerable.Range(0, count).Select(i => points[2 * i] * points[(2 * i) + 1] > 0 ? 1 : 0)], classes: 2);
    }
}
