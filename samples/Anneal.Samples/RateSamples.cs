using Anneal.Data;
using Anneal.Modules.Models;
using Anneal.Optimizers;
using Anneal.Schedules;
using Anneal.Training;
using Anneal.Training.RateFinding;

namespace Anneal.Samples;

/// <summary>The samples of docs/finding-a-rate.md.</summary>
public static class RateSamples
{
    public static void FindRate(TextWriter Console)
    {
        (BatchLoader training, _) = Fields.Loaders();
        #region FindRate
        RateFinding found = RateFinder.Find(
            (seed, rate) =>
            {
                var network = new MultilayerPerceptron(2, 16, 2);
                network.Initialize(seed);
                return (new Trainer(network, new AdamW { LearningRate = rate }.For(network.Parameters)), training);
            },
            new RateSweep { From = 1e-5, To = 1, Steps = 60, UpdatesPerRate = 20 });
        Console.WriteLine(found.Sentence);
        if (found.Rate is double peak)
            Console.WriteLine(Schedule.OneCycle(Math.Round(peak, 3), over: 20 * training.BatchesPerEpoch));
        #endregion
    }

    public static void FindRateInPlace(TextWriter Console)
    {
        (BatchLoader training, _) = Fields.Loaders();
        Trainer trainer = Fields.Trainer(0.001);
        #region FindRateInPlace
        foreach (StepReport step in trainer.Run(training, epochs: 20))
        {
            if (step.Finished is { Epoch: 5 })
                Console.WriteLine(trainer.FindRate(training, new RateSweep { UpdatesPerRate = 20, Seeds = 1 }).Verdict);
        }

        Console.WriteLine($"{trainer.Optimizer.Step} updates, as if nobody had asked");
        #endregion
    }
}
