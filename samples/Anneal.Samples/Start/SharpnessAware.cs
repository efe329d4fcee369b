using Anneal.Data;
using Anneal.Modules.Models;
using Anneal.Optimizers;
using Anneal.Optimizers.Wrappers;
using Anneal.Schedules;
using Anneal.Training;

namespace Anneal.Samples.Start;

/// <summary>Sharpness-aware minimisation around another rule: each update looks at the worst point nearby first. The trainer evaluates the loss as often as a rule needs it.</summary>
public static class SharpnessAware
{
    public static void Run(TextWriter Console)
    {
        UpdateRule plain = new Sgd { LearningRate = Schedule.Cosine(0.1, 0, over: 1000), Momentum = 0.9 };
        UpdateRule aware = new Sam(plain) { Rho = 0.05 };

        Console.WriteLine($"{"sgd",-4}{Loss(plain):0.00000}");
        Console.WriteLine($"{"sam",-4}{Loss(aware):0.00000}");
        Console.WriteLine(aware); // the same as text, which UpdateRule.Parse and the tool read
    }

    private static double Loss(UpdateRule rule)
    {
        MultilayerPerceptron network = new(1, 16, 1);
        network.Initialize(seed: 1);
        BatchLoader training = new(SquareFunction.Training, batchSize: 10), validation = new(SquareFunction.Validation, batchSize: 9);
        return new Trainer(network, rule.For(network.Parameters)).Fit(training, epochs: 1000, validation).Of("validation_loss")[^1];
    }
}

// Prints:
// sgd 0.00029
// sam 0.00020
// sam(sgd(cosine(0.1, 0, over: 1000), momentum: 0.9))
