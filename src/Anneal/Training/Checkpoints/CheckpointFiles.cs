using System.Diagnostics;
using Anneal.Training.Instrumentation;

namespace Anneal.Training.Checkpoints;

/// <summary>Runs as files: a run that goes on from one gives the numbers that it would have given without the interruption, to the last bit.</summary>
/// <remarks>
/// One safetensors file, written whole or not at all, with a checksum over every byte. It holds weights (<c>network.fc.weight</c>), everything modules remember
/// (<c>buffer.…</c>), the optimizer's state by parameter name (<c>optimizer.fc.weight.exp_avg</c>), the rules as text, plateau, early stopping and its best weights, average, guard, the
/// position in the data, and the history. A run whose loss was no number can be saved too; gone on with, it says so again. It does not hold what only your program knows: your own loss, functions within schedules, and what listeners
/// remember. Rules of your own are compared by their rate alone.
/// </remarks>
/// <example>
/// <code>
/// if (File.Exists(path))
///     trainer.Restore(path);
/// trainer.Fit(loader, epochs: 10);
/// </code>
/// </example>
public static class CheckpointFiles
{
    /// <summary>Writes everything that the next step depends on.</summary>
    /// <param name="trainer">A trainer between two steps: before a run, between two reports, in a listener's Stepped, EpochEnded or Ended.</param>
    /// <param name="path">The file, usually <c>.safetensors</c>; its folder must exist.</param>
    /// <exception cref="InvalidOperationException">A step is not over or has failed, or the network holds weights to evaluate with.</exception>
    /// <exception cref="IOException">It could not be written; what was there before is intact.</exception>
    public static void Save(this Trainer trainer, string path)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (trainer.IsWithinStep)
            throw new InvalidOperationException("A step has begun and is not over, or has failed: save between two reports, or in a listener's Stepped, EpochEnded or Ended.");
        if (trainer.Network.Parameters.Scopes > 0)
            throw new InvalidOperationException("The network holds weights to evaluate with, from which training cannot go on: dispose the scope of EvaluationWeights() first.");
        using Activity? activity = Instruments.Source.StartActivity("anneal.checkpoint")?.SetTag("file.path", path);
        CheckpointContents contents = CheckpointContents.Of(trainer);
        try
        {
            contents.Write(path);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            activity?.SetStatus(ActivityStatusCode.Error, failed.Message);
            throw new IOException($"The checkpoint {path} could not be written: {failed.Message.Trim().TrimEnd('.')}. {(File.Exists(path) ? "The previous one is intact; make" : "There is no previous one; make")} room, or name a folder that can be written to, and save again.", failed);
        }

        activity?.SetTag("file.size", new FileInfo(path).Length);
        for (int i = 0; i < trainer.Listeners.Count; i++)
            trainer.Listeners[i].Saved(trainer, path);
    }

    /// <summary>Takes over a checkpoint: the next run goes on where that one stood. A run in progress goes on there too.</summary>
    /// <param name="trainer">A trainer made as the one that wrote the checkpoint was: the same network, rules and settings. The weights may be any.</param>
    /// <param name="path">What <see cref="Save"/> wrote.</param>
    /// <param name="change">What to do when rules or settings are not what they were; default <see cref="ScheduleChange.Refuse"/>.</param>
    /// <remarks>The data comes with the next run, and is compared there: count, shapes, some of its contents, batch size and shuffling.</remarks>
    /// <exception cref="InvalidDataException">The file is damaged, no checkpoint, or of a newer version.</exception>
    /// <exception cref="ArgumentException">Names, shapes, precision, rules or settings differ; nothing was changed.</exception>
    public static void Restore(this Trainer trainer, string path, ScheduleChange change = ScheduleChange.Refuse)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (!Enum.IsDefined(change))
            throw new ArgumentOutOfRangeException(nameof(change), change, "Refuse, Keep or Take.");
        if (trainer.Network.Parameters.Scopes > 0)
            throw new InvalidOperationException("The network holds weights to evaluate with: dispose the scope of EvaluationWeights() first.");
        CheckpointContents.Read(path).Restore(trainer, change);
        for (int i = 0; i < trainer.Listeners.Count; i++)
            trainer.Listeners[i].Restored(trainer, path);
    }
}
