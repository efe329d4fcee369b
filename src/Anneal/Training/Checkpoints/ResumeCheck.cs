using Anneal.Data;
using Anneal.Parameters.Files;

namespace Anneal.Training.Checkpoints;

/// <summary>Proves of a training of yours that it can be broken off: every number of a run that went on from a checkpoint is compared with those of one that was never broken off.</summary>
public static class ResumeCheck
{
    // Times differ from run to run.
    private static readonly string[] _times = [ProgressPart.Seconds, HistoryPart.Seconds];

    /// <summary>Trains once without a break, once saving at each stop, and from each of these checkpoints again to the end with new objects.</summary>
    /// <param name="fresh">Makes everything anew, each time the same: network, optimizer, trainer and loaders.</param>
    /// <param name="epochs">How long a run is.</param>
    /// <param name="stops">After how many steps to save; 0 is before the first. Those beyond the end of the run are at its end.</param>
    /// <param name="folder">Where the checkpoints are written, and deleted again; it must exist.</param>
    /// <param name="cancellation">Ends it with an <see cref="OperationCanceledException"/>; its checkpoints are deleted all the same.</param>
    /// <returns>For each stop whether everything is equal to the last bit: weights, buffers, state of the optimizer and of controllers, history.</returns>
    public static ResumeReport Run(Func<(Trainer Trainer, BatchLoader Training, BatchLoader? Validation)> fresh, int epochs, IReadOnlyList<long> stops, string folder, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(fresh);
        ArgumentNullException.ThrowIfNull(stops);
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        (Trainer Trainer, BatchLoader Training, BatchLoader? Validation) run = fresh();
        Finish(run, epochs, cancellation);
        CheckpointContents whole = CheckpointContents.Of(run.Trainer);
        long steps = run.Trainer.History.Losses.Count;
        string prefix = Path.Combine(folder, $"resume-{Guid.NewGuid():N}-");
        string[] paths = [.. stops.Select(stop => prefix + FormattableString.Invariant($"{Math.Clamp(stop, 0, steps)}.safetensors"))];
        try
        {
            run = fresh();
            Save(run, epochs, paths.Zip(stops, (path, stop) => (path, Math.Clamp(stop, 0, steps))).DistinctBy(entry => entry.path).OrderBy(entry => entry.Item2), cancellation);
            if (Difference(whole, CheckpointContents.Of(run.Trainer)) is string difference)
                return new(steps, Numbers(whole), [new(0, $"two runs without a break differ already, in {difference}: something is random in what is made anew")]);
            return new(steps, Numbers(whole), [.. stops.Zip(paths, (stop, path) => new ResumeStop(Math.Clamp(stop, 0, steps), Resumed(fresh(), path, epochs, whole, cancellation)))]);
        }
        finally
        {
            foreach (string path in paths)
                File.Delete(path);
        }
    }

    /// <summary>The first number in which two trainers differ, times left out: its name, its place and both values.</summary>
    /// <param name="expected">One trainer.</param>
    /// <param name="actual">The other.</param>
    /// <returns>Null when everything is equal to the last bit.</returns>
    public static string? Difference(Trainer expected, Trainer actual)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(actual);
        return Difference(CheckpointContents.Of(expected), CheckpointContents.Of(actual));
    }

    private static string? Resumed((Trainer Trainer, BatchLoader Training, BatchLoader? Validation) run, string path, int epochs, CheckpointContents whole, CancellationToken cancellation)
    {
        run.Trainer.Restore(path);
        Finish(run, epochs, cancellation);
        return Difference(whole, CheckpointContents.Of(run.Trainer));
    }

    private static void Save((Trainer Trainer, BatchLoader Training, BatchLoader? Validation) run, int epochs, IEnumerable<(string Path, long Stop)> stops, CancellationToken cancellation)
    {
        Queue<(string Path, long Stop)> open = new(stops);
        while (open.TryPeek(out (string Path, long Stop) first) && first.Stop == 0)
            run.Trainer.Save(open.Dequeue().Path);
        Walk(run, epochs, made =>
        {
            if (open.TryPeek(out (string Path, long Stop) next) && next.Stop == made)
                run.Trainer.Save(open.Dequeue().Path);
        }, cancellation);
    }

    private static void Finish((Trainer Trainer, BatchLoader Training, BatchLoader? Validation) run, int epochs, CancellationToken cancellation) => Walk(run, epochs, _ => { }, cancellation);

    private static void Walk((Trainer Trainer, BatchLoader Training, BatchLoader? Validation) run, int epochs, Action<long> stepped, CancellationToken cancellation)
    {
        try
        {
            foreach (StepReport _ in run.Trainer.Run(run.Training, epochs, run.Validation, cancellation))
                stepped(run.Trainer.History.Losses.Count);
        }
        catch (ArithmeticException)
        {
            // A run that diverges, or whose guard gives up, must do so again at the same step.
        }
    }

    private static long Numbers(CheckpointContents contents) => contents.Arrays.Values.Sum(array => (long)array.Values.Length);

    private static string? Difference(CheckpointContents expected, CheckpointContents actual)
    {
        foreach (string name in expected.Arrays.Keys.Union(actual.Arrays.Keys).Except(_times))
        {
            if (!expected.Arrays.TryGetValue(name, out FileTensor? left) || !actual.Arrays.TryGetValue(name, out FileTensor? right))
                return $"'{name}', which only one of them has";
            if (left.Shape != right.Shape || left.Values.GetType() != right.Values.GetType())
                return $"'{name}', which has the shape {left.Shape} in one and {right.Shape} in the other";
            ReadOnlySpan<byte> bytes = SafeTensors.Bytes(left.Values), others = SafeTensors.Bytes(right.Values);
            int same = bytes.CommonPrefixLength(others);
            if (same == bytes.Length)
                continue;
            int place = same / (bytes.Length / left.Values.Length);
            return FormattableString.Invariant($"'{name}'[{place}]: {left.Values.GetValue(place)} and {right.Values.GetValue(place)}");
        }

        return expected.Notes.Keys.Union(actual.Notes.Keys).FirstOrDefault(name => expected.Notes.GetValueOrDefault(name) != actual.Notes.GetValueOrDefault(name)) is string note
            ? $"'{note}': {expected.Notes.GetValueOrDefault(note, "none")} and {actual.Notes.GetValueOrDefault(note, "none")}"
            : null;
    }
}

/// <summary>Whether a training can be broken off.</summary>
/// <param name="Steps">Steps of the run without a break.</param>
/// <param name="Numbers">How many numbers were compared at each stop.</param>
/// <param name="Stops">The stops.</param>
public sealed record ResumeReport(long Steps, long Numbers, IReadOnlyList<ResumeStop> Stops)
{
    /// <summary>Whether every run that went on ended with the same bits.</summary>
    public bool IsExact => Stops.All(stop => stop.Difference is null);
}

/// <summary>A run that went on from a stop.</summary>
/// <param name="Step">Steps made before.</param>
/// <param name="Difference">The first number that is not the same, by name; null when all are.</param>
public sealed record ResumeStop(long Step, string? Difference);
