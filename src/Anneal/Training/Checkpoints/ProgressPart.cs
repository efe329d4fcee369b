using Anneal.Controllers;

namespace Anneal.Training.Checkpoints;

/// <summary>Where the run stands, and what its controllers, its average and its guard remember.</summary>
internal static class ProgressPart
{
    /// <summary>A time: it differs from run to run.</summary>
    public const string Seconds = "position.seconds";

    private const string Position = "position";
    private const string Sums = "metrics.sums";
    private const string Pending = "pending.counts";
    private const string PendingNumbers = "pending.numbers";
    private const string PlateauPrefix = "plateau.";
    private const string StoppingPrefix = "stopping.";
    private const string AveragePrefix = "average.";
    private const string GuardPrefix = "guard.";
    private const string TrainingPrefix = "training.";
    private const string ValidationPrefix = "validation.";
    private const string DivergedNote = "diverged";

    public static void Save(CheckpointContents contents, Trainer trainer)
    {
        contents.Add(Position, trainer.Position.Epoch, trainer.Position.Batch, trainer.Position.Examples);
        contents.Add(Seconds, trainer.Position.Seconds);
        if (trainer.Sums is double[] sums)
            contents.Add(Sums, sums);
        if (trainer.Pending is StepReport pending)
        {
            contents.Add(Pending, pending.Step, pending.Examples, pending.Updated ? 1 : 0);
            contents.Add(PendingNumbers, [pending.Loss, pending.LearningRate, .. pending.GradientNorm is double norm ? [norm] : (double[])[]]);
        }

        if (trainer.Plateau?.Memory is PlateauMemory plateau)
        {
            contents.Add(PlateauPrefix + "scale", plateau.Scale);
            contents.Add(PlateauPrefix + "best", plateau.Best is double best ? [best] : []);
            contents.Add(PlateauPrefix + "counts", plateau.Stalled, plateau.Cooling);
        }

        if (trainer.EarlyStopping is EarlyStopping stopping)
        {
            contents.Add(StoppingPrefix + "best", stopping.Best is double best ? [best] : []);
            contents.Add(StoppingPrefix + "counts", stopping.BestEpoch, stopping.Stalled);
        }

        if (trainer.Average is not null)
            contents.Add(AveragePrefix, trainer.Average.Save());
        if (trainer.Optimizer.Guard is not null)
            contents.Add(GuardPrefix, trainer.Optimizer.Guard.Save());
        if (trainer.Diverged is string diverged)
            contents.Notes[DivergedNote] = diverged;
        if (trainer.Data is DataIdentity data)
        {
            contents.Add(TrainingPrefix, data.Training);
            if (data.Validation is not null)
                contents.Add(ValidationPrefix, data.Validation);
        }
    }

    // A controller, an average or a guard that the checkpoint does not know, or nobody has any more, passed the settings' check only because it was asked for.
    public static Action Prepare(CheckpointContents contents, Trainer trainer)
    {
        long[] position = contents.Wholes(Position, 3);
        TrainingPosition at = new((int)position[0], (int)position[1], position[2], contents.Number(Seconds));
        double[]? sums = contents.Has(Sums) ? contents.Numbers(Sums) : null;
        List<Action> changes = [];
        if (trainer.Plateau is ReduceOnPlateau plateau && contents.HasAny(PlateauPrefix))
        {
            long[] counts = contents.Wholes(PlateauPrefix + "counts", 2);
            PlateauMemory memory = new(contents.Number(PlateauPrefix + "scale"), Optional(contents, PlateauPrefix + "best"), counts[0], counts[1]);
            changes.Add(() => plateau.Memory = memory);
        }

        if (trainer.EarlyStopping is EarlyStopping stopping && contents.HasAny(StoppingPrefix))
        {
            long[] counts = contents.Wholes(StoppingPrefix + "counts", 2);
            double? best = Optional(contents, StoppingPrefix + "best");
            changes.Add(() => stopping.Restore(best, (int)counts[0], (int)counts[1]));
        }

        if (trainer.Average is not null && contents.HasAny(AveragePrefix))
            changes.Add(trainer.Average.Prepare(contents.State(AveragePrefix)));
        if (trainer.Optimizer.Guard is not null && contents.HasAny(GuardPrefix))
            changes.Add(trainer.Optimizer.Guard.Prepare(contents.State(GuardPrefix)));
        SortedDictionary<string, string> training = contents.NotesOf(TrainingPrefix), validation = contents.NotesOf(ValidationPrefix);
        DataIdentity? data = training.Count == 0 ? null : new(training, validation.Count == 0 ? null : validation);
        StepReport? pending = contents.Has(Pending) ? Reported(contents, at) : null;
        return () =>
        {
            changes.ForEach(change => change());
            trainer.MoveTo(at);
            (trainer.Sums, trainer.Data, trainer.Expected, trainer.IsWithinStep, trainer.Diverged) = (sums, data, data, false, contents.Notes.GetValueOrDefault(DivergedNote));
            (trainer.Last, trainer.Failure, trainer.Pending) = (null, null, pending);
            trainer.Restorations++;
        };
    }

    /// <summary>The step whose validation was cancelled.</summary>
    private static StepReport Reported(CheckpointContents contents, TrainingPosition at)
    {
        (long[] counts, double[] numbers) = (contents.Wholes(Pending, 3), contents.Numbers(PendingNumbers));
        return new(counts[0], at.Epoch + 1, at.Batch, numbers[0], numbers[1], (int)counts[1], counts[2] == 1, numbers.Length > 2 ? numbers[2] : null);
    }

    private static double? Optional(CheckpointContents contents, string name) => contents.Numbers(name) is { Length: 1 } values ? values[0] : null;
}
