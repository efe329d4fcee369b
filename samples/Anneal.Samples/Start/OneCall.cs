using Anneal.Data;
using Anneal.Modules;
using Anneal.Modules.Models;
using Anneal.Optimizers;
using Anneal.Schedules;
using Anneal.Training;
using Anneal.Training.Diagnoses;
using Anneal.Training.Metrics;

namespace Anneal.Samples.Start;

/// <summary>Training in one call, with an accuracy, early stopping, and an answer to the question how it went and why.</summary>
public static class OneCall
{
    public static void Run(TextWriter Console)
    {
        // Points of a square, in two classes like the four fields of a small chessboard.
        Random random = new(1);
        float[] points = [.. Enumerable.Range(0, 800).Select(_ => (2 * random.NextSingle()) - 1)];
        Dataset fields = new ArrayDataset(points, [2], [.. points.Chunk(2).Select(point => point[0] * point[1] > 0 ? 1 : 0)], classes: 2);
        (Dataset learned, Dataset kept) = fields.Split(share: 0.75, seed: 1);
        BatchLoader training = new(learned, batchSize: 20) { Shuffle = 1 }, validation = new(kept, batchSize: 100);

        Module network = new MultilayerPerceptron(2, 16, 2);
        network.Initialize(seed: 1);
        Schedule rate = Schedule.OneCycle(peak: 0.05, over: 20 * training.BatchesPerEpoch);
        SignsRecorder signs = new();
        Trainer trainer = new(network, new AdamW { LearningRate = rate }.For(network.Parameters))
        {
            Metrics = [new Accuracy()],
            EarlyStopping = new EarlyStopping("validation_loss") { Patience = 5, RestoreBest = true },
            Listeners = [signs], // new ProgressBars(Console.Out, live: true) draws bars
        };
        History history = trainer.Fit(training, epochs: 20, validation);

        Console.WriteLine($"{history.Epochs.Count} epochs, accuracy {history.Of("validation_accuracy").Max():0.00}");
        Console.WriteLine(signs.Diagnose()[0].Kind);
    }
}

// Prints:
// 20 epochs, accuracy 0.99
// Learned
