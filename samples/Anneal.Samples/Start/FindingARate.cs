using Anneal.Data;
using Anneal.Modules.Models;
using Anneal.Optimizers;
using Anneal.Schedules;
using Anneal.Training;
using Anneal.Training.RateFinding;

namespace Anneal.Samples.Start;

/// <summary>A rate from a range test: the loss is watched while the rate rises, then everything is put back, and the schedule gets what was found.</summary>
public static class FindingARate
{
    public static void Run(TextWriter Console)
    {
        Random random = new(1);
        float[] points = [.. Enumerable.Range(0, 1000).Select(_ => (2 * random.NextSingle()) - 1)];
        Dataset fields = new ArrayDataset(points, [2], [.. points.Chunk(2).Select(point => point[0] * point[1] > 0 ? 1 : 0)], classes: 2);
        BatchLoader training = new(fields, batchSize: 20) { Shuffle = 1 };

        MultilayerPerceptron network = new(2, 16, 2);
        network.Initialize(seed: 1);
        Trainer trainer = new(network, new AdamW().For(network.Parameters));
        RateFinding finding = trainer.FindRate(training);
        Console.WriteLine(finding.Verdict);
        if (finding.Rate is not double peak)
            return; // finding.Reason says why

        trainer.Optimizer.Groups[^1].Rule = new AdamW { LearningRate = Schedule.OneCycle(peak, over: 20 * training.BatchesPerEpoch) };
        History history = trainer.Fit(training, epochs: 20);
        Console.WriteLine($"a peak between {finding.Range!.Value.Low:0.000} and {finding.Range.Value.High:0.0}; the loss goes from {history.Losses[0]:0.0} to {history.Losses[^1]:0.0}");
    }
}
