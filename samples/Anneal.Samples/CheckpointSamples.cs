using Anneal.Data;
using Anneal.Modules;
using Anneal.Optimizers;
using Anneal.Schedules;
using Anneal.Training;
using Anneal.Training.Checkpoints;
using Anneal.Training.Metrics;

namespace Anneal.Samples;

/// <summary>The samples of docs/training.md about checkpoints.</summary>
public static class CheckpointSamples
{
    public static void GoOn(TextWriter Console)
    {
        using Folder folder = new();
        (BatchLoader training, BatchLoader validation) = Fields.Loaders();
        string path = folder.Place("run.safetensors");
        #region GoOn
        Trainer Make()
        {
            Module network = Fields.Network(seed: 1);
            Optimizer optimizer = new AdamW { LearningRate = Schedule.Cosine(0.03, 0, over: 200) }.For(network.Parameters);
            return new Trainer(network, optimizer)
            {
                Metrics = [new Accuracy()],
                Listeners = [new Checkpoints(path) { EverySteps = 50, KeepBest = "validation_loss" }],
            };
        }

        // A run that ends in the middle of an epoch, as Ctrl-C or a power cut would end it.
        foreach (StepReport _ in Make().Run(training, epochs: 20, validation).Take(125)) { }

        // The next process: make everything as before, and go on where the file stands.
        Trainer trainer = Make();
        if (File.Exists(path))
            trainer.Restore(path);
        Console.WriteLine($"goes on after {trainer.Optimizer.Step} updates");
        trainer.Fit(training, epochs: 20, validation);
        #endregion
        Trainer whole = Make();
        whole.Fit(training, epochs: 20, validation);
        if (ResumeCheck.Difference(whole, trainer) is string difference)
            throw new InvalidOperationException(difference);
    }

    public static void ChangeSchedule(TextWriter Console)
    {
        using Folder folder = new();
        (BatchLoader training, _) = Fields.Loaders();
        string path = folder.Place("run.safetensors");
        static Trainer Make(Schedule rate) => Fields.Trainer(rate);
        #region ChangeSchedule
        Trainer first = Make(Schedule.Cosine(0.03, 0, over: 200)); // Make builds network, optimizer and trainer
        first.Fit(training, epochs: 20);
        first.Save(path);

        // It did well: ten epochs more, at a rate that the first run did not have.
        Trainer longer = Make(Schedule.Cosine(0.03, 0.001, over: 300));
        try
        {
            longer.Restore(path);
        }
        catch (ArgumentException refused)
        {
            Console.WriteLine(refused.Message);
        }

        longer.Restore(path, ScheduleChange.Take);
        Console.WriteLine($"goes on at {longer.Optimizer.RateOf():0.0000}");
        longer.Fit(training, epochs: 30);
        #endregion
    }

    public static void VerifyRun(TextWriter Console)
    {
        using Folder place = new();
        string folder = place.Path;
        static (Trainer, BatchLoader, BatchLoader?) Make()
        {
            (BatchLoader training, BatchLoader validation) = Fields.Loaders();
            return (Fields.Trainer(Schedule.OneCycle(0.03, over: 50)), training, validation);
        }

        #region VerifyRun
        // Make builds a trainer and both loaders, all of it anew and each time the same.
        ResumeReport report = ResumeCheck.Run(Make, epochs: 5, stops: [1, 13, 30], folder);

        Console.WriteLine($"{report.Steps} steps, {report.Stops.Count} stops, {report.Numbers} numbers each: {(report.IsExact ? "the same to the last bit" : report.Stops[0].Difference)}");
        #endregion
    }
}
