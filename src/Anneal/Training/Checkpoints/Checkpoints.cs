using Anneal.Controllers;

namespace Anneal.Training.Checkpoints;

/// <summary>Writes checkpoints while a run goes on: after epochs, after steps, and when it ends or is broken off between two steps.</summary>
/// <remarks>A checkpoint that cannot be written ends the run with an <see cref="IOException"/>; the one before stays as it is.</remarks>
/// <example>
/// <code>
/// Trainer trainer = new(network, optimizer) { Listeners = [new Checkpoints("run.safetensors") { KeepBest = "validation_loss" }] };
/// if (File.Exists("run.safetensors"))
///     trainer.Restore("run.safetensors");
/// </code>
/// </example>
public sealed class Checkpoints : TrainingListener
{
    private Trainer? _trainer;
    private (TrainingPosition, int Restorations) _written;
    private Direction _direction;
    private long _stamp;

    /// <summary>A writer of checkpoints.</summary>
    /// <param name="path">The file, written anew each time; its folder must exist.</param>
    public Checkpoints(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = path;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>After how many epochs it is written; default 1. Null writes after none.</summary>
    public int? EveryEpochs { get; init => field = value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(EveryEpochs), value, "At least 1 epoch, or null for none."); } = 1;

    /// <summary>After how many steps of the run it is written; null, the default, writes after none.</summary>
    public long? EverySteps { get; init => field = value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(EverySteps), value, "At least 1 step, or null for none."); }

    /// <summary>After how many seconds, by the trainer's clock, the next step writes it; null, the default, lets time pass.</summary>
    public double? EverySeconds { get; init => field = value is null or (> 0 and < double.PositiveInfinity) ? value : throw new ArgumentOutOfRangeException(nameof(EverySeconds), value, "Above 0 seconds, or null for no time."); }

    /// <summary>The metric whose best epoch is kept in <see cref="BestPath"/>, such as <c>validation_loss</c>; null, the default, keeps none.</summary>
    public string? KeepBest { get; init; }

    /// <summary>Where the best epoch is kept: <c>run.best.safetensors</c> beside <c>run.safetensors</c>.</summary>
    public string BestPath => System.IO.Path.ChangeExtension(Path, ".best" + System.IO.Path.GetExtension(Path));

    /// <inheritdoc/>
    public override void Began(Trainer trainer, TrainingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        (_trainer, _written, _stamp) = (trainer, (trainer.Position, trainer.Restorations), trainer.Time.GetTimestamp());
        string folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!;
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"The folder {folder} for the checkpoint {System.IO.Path.GetFileName(Path)} does not exist: make it before the run, or name another path.");
        if (KeepBest is not null)
        {
            MetricNames names = new(trainer.Metrics, trainer.Data?.Validation is not null);
            _direction = names.DirectionOf(names.Known(KeepBest, nameof(KeepBest)));
        }

        Parameters.Files.AtomicFile.Clean(Path);
        Parameters.Files.AtomicFile.Clean(BestPath);
    }

    /// <inheritdoc/>
    public override void Stepped(in StepReport step)
    {
        // Counted over the run, as steps that a guard skipped are no updates.
        if ((EverySteps is long every && _trainer!.History.Losses.Count % every == 0) || (EverySeconds is double seconds && _trainer!.Time.GetElapsedTime(_stamp).TotalSeconds >= seconds))
            Write();
    }

    /// <inheritdoc/>
    public override void EpochEnded(Trainer trainer, EpochRecord epoch)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(epoch);
        if (epoch.Epoch % EveryEpochs == 0)
            Write();
        if (KeepBest is string metric && trainer.Diverged is null && trainer.History.Best(metric, _direction) == epoch)
            trainer.Save(BestPath);
    }

    /// <inheritdoc/>
    public override void Ended(Trainer trainer, TrainingEnd end)
    {
        if (end is TrainingEnd.Interrupted or TrainingEnd.Finished && !_trainer!.IsWithinStep)
            Write();
        _trainer = null;
    }

    // A loss that was no number is nothing to go on from: the checkpoint before is.
    private void Write()
    {
        (TrainingPosition, int) place = (_trainer!.Position, _trainer.Restorations);
        if (_trainer.Diverged is not null || _written == place)
            return;
        _trainer.Save(Path);
        (_written, _stamp) = (place, _trainer.Time.GetTimestamp());
    }
}
