using Anneal.Data;
using Anneal.Modules;
using Anneal.Optimizers;
using Anneal.Training;
using Anneal.Training.Explanations;
using Linear = Anneal.Modules.Linear;
using Tanh = Anneal.Modules.Tanh;

namespace Anneal.Samples.Start;

/// <summary>Fine-tuning: weights from a safetensors file, a new head, a rate of its own for each part, and a base that is frozen for the first epoch.</summary>
public static class FineTuning
{
    public static void Run(TextWriter Console)
    {
        using Folder folder = new();
        string file = folder.Place("base.safetensors"); // yours may come from PyTorch: the names and layouts are the same
        Network(outputs: 4).Save(file);

        Module network = Network(outputs: 1);
        Console.WriteLine(network.Restore(file, lenient: true)); // what fits is taken, and the rest reported

        BatchLoader training = new(SquareFunction.Training, batchSize: 2) { Shuffle = 1 };
        Optimizer optimizer = new AdamW { LearningRate = 1e-3 }.For(network.Parameters);
        ParameterGroup trunk = optimizer.Group("base", parameter => parameter.Name.StartsWith("0."), (AdamW rule) => rule with { LearningRate = 1e-2 });
        trunk.FrozenUntil = training.BatchesPerEpoch; // the first epoch is the head's alone
        Trainer trainer = new(network, optimizer);
        trainer.Fit(training, epochs: 50);

        foreach (GroupRate group in trainer.ExplainRate(step: 0).Groups)
            Console.WriteLine($"{group.Name}: rate {group.Rate}, {(group.IsFrozen ? "frozen" : "learns")} at first");
        Console.WriteLine(trainer.History.Losses[^1] < trainer.History.Losses[0]);
    }

    private static Module Network(int outputs)
    {
        Module network = new Sequential(new Linear(1, 16), new Tanh(), new Linear(16, outputs));
        network.Initialize(seed: 1);
        return network;
    }
}

// Prints:
// 2 restored, 2 mismatched (2.weight, 2.bias)
// base: rate 0.01, frozen at first
// rest: rate 0.001, learns at first
// True
