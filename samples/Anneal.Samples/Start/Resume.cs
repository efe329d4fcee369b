using Anneal.Data;
using Anneal.Modules.Models;
using Anneal.Optimizers;
using Anneal.Schedules;
using Anneal.Training;
using Anneal.Training.Checkpoints;

namespace Anneal.Samples.Start;

/// <summary>A training that may be broken off at any moment, and goes on as if it had not been: every number is the same.</summary>
public static class Resume
{
    public static void Run(TextWriter Console)
    {
        using Folder folder = new();
        string path = folder.Place("run.safetensors");
        BatchLoader training = new(SquareFunction.Training, batchSize: 2) { Shuffle = 1 };

        // Ctrl-C, or any other reason: the loop is left within epoch 13, and the checkpoint is written.
        using CancellationTokenSource source = new();
        Trainer first = Make(path);
        Progress stop = new(step => { if (step.Step == 63) source.Cancel(); });
        try { first.Fit(training, epochs: 100, progress: stop, cancellation: source.Token); }
        catch (OperationCanceledException) { Console.WriteLine($"cancelled after {first.Optimizer.Step} steps"); }

        // The next process makes everything as before.
        Trainer second = Make(path);
        second.Restore(path);
        second.Fit(training, epochs: 100);

        Trainer whole = Make(folder.Place("whole.safetensors"));
        whole.Fit(training, epochs: 100);
        Console.WriteLine($"the same as a run without a break: {ResumeCheck.Difference(whole, second) is null}");
    }

    private static Trainer Make(string path)
    {
        MultilayerPerceptron network = new(1, 16, 1);
        network.Initialize(seed: 1);
        return new(network, new Adam { LearningRate = Schedule.OneCycle(0.02, over: 500) }.For(network.Parameters)) { Listeners = [new Checkpoints(path)] };
    }

    private sealed class Progress(Action<StepReport> told) : IProgress<StepReport>
    {
        public void Report(StepReport value) => told(value);
    }
}

// Prints:
// cancelled after 63 steps
// the same as a run without a break: True
