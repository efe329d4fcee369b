using Anneal.Controllers;
using Anneal.Optimizers;

namespace Anneal.Training.Events;

/// <summary>Tells of a run in events, for logs: began, epochs, rates reduced, gradients clipped, guard, checkpoints, and how it ended.</summary>
/// <remarks>Nothing is allocated at a step at which nothing happens, or nothing that matters as much as <see cref="MinimumLevel"/>.</remarks>
/// <example>
/// <code>
/// ILogger logger = factory.CreateLogger("Training");
/// Trainer trainer = new(network, optimizer)
/// {
///     Listeners = [new TrainingEvents(e =&gt; logger.Log((LogLevel)e.Level, new EventId(e.Id, e.Name), e, null, (it, _) =&gt; it.ToString()))],
/// };
/// </code>
/// </example>
public sealed class TrainingEvents : TrainingListener
{
    private static readonly EventTemplate _began = new("Training of {Network} with {Optimizer} begins: {Epochs} epochs of {StepsPerEpoch} steps over {Examples} examples");
    private static readonly EventTemplate _resumed = new("Training of {Network} with {Optimizer} goes on after {Step} updates: {EpochsDone} of {Epochs} epochs are over");
    private static readonly EventTemplate _step = new("Step {Step}: loss {Loss}, rate {LearningRate}");
    private static readonly EventTemplate _clipped = new("Step {Step}: the norm of the gradients was {GradientNorm} and is clipped to {ClipNorm}");
    private static readonly EventTemplate _guard = new("Step {Step}: the guard {Action}; the norm of the gradients was {GradientNorm}");
    private static readonly EventTemplate _reduced = new("Epoch {Epoch}: {Metric} is {Value} and has not been better than {Best} by {Margin} for more than {Patience} epochs; the plateau lowers the scale of the rates from {ScaleBefore} to {Scale}");
    private static readonly EventTemplate _saved = new("Checkpoint written after {Step} updates: {Path}");
    private static readonly EventTemplate _restored = new("Checkpoint taken over, after {Step} updates: {Path}");
    private static readonly EventTemplate _finished = new("Training is over: {Epochs} epochs, {Step} updates");
    private static readonly EventTemplate _stopped = new("Training stops early after epoch {Epoch}: {Metric} was best in epoch {BestEpoch} with {Best}, and no better in the {Stalled} epochs since");
    private static readonly EventTemplate _interrupted = new("Training was left after {Step} updates, in epoch {Epoch}; it can go on from there");
    private static readonly EventTemplate _diverged = new("Training diverged after {Step} updates, in epoch {Epoch}: {Reason}");
    private static readonly EventTemplate _failed = new("Training failed after {Step} updates, in epoch {Epoch}: {Reason}");

    private readonly Action<TrainingEvent> _publish;
    private Trainer? _trainer;
    private TrainingPlan? _plan;
    private PlateauMemory _plateau;
    private (long Skipped, long Shrunk, long RolledBack) _guarded;
    private EventTemplate? _epoch;

    /// <summary>Events of a run.</summary>
    /// <param name="publish">Takes each event, on the thread that trains.</param>
    public TrainingEvents(Action<TrainingEvent> publish)
    {
        ArgumentNullException.ThrowIfNull(publish);
        _publish = publish;
    }

    /// <summary>Events that matter less are not made; default <see cref="TrainingEventLevel.Information"/>.</summary>
    public TrainingEventLevel MinimumLevel { get; init; } = TrainingEventLevel.Information;

    /// <summary>How much events of a kind matter.</summary>
    /// <param name="kind">The kind.</param>
    public static TrainingEventLevel LevelOf(TrainingEventKind kind) => kind switch
    {
        TrainingEventKind.StepMade => TrainingEventLevel.Trace,
        TrainingEventKind.GradientsClipped => TrainingEventLevel.Debug,
        TrainingEventKind.GuardActed => TrainingEventLevel.Warning,
        TrainingEventKind.RunDiverged or TrainingEventKind.RunFailed => TrainingEventLevel.Error,
        _ => TrainingEventLevel.Information,
    };

    /// <inheritdoc/>
    public override void Began(Trainer trainer, TrainingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(plan);
        (_trainer, _plan, _epoch) = (trainer, plan, null);
        Look();
        string rule = trainer.Optimizer.Groups[^1].Rule.ToString();
        if (trainer.History.Losses.Count == 0)
            Publish(TrainingEventKind.RunBegan, _began, trainer.Network.Description, rule, plan.Epochs, plan.StepsPerEpoch, plan.Examples);
        else
            Publish(TrainingEventKind.RunResumed, _resumed, trainer.Network.Description, rule, trainer.Optimizer.Step, trainer.Position.Epoch, plan.Epochs);
    }

    /// <inheritdoc/>
    public override void Stepped(in StepReport step)
    {
        if (Wants(TrainingEventKind.StepMade))
            Publish(TrainingEventKind.StepMade, _step, step.Step, step.Loss, step.LearningRate);
        if (step.GradientNorm is double norm && _trainer!.ClipNorm is double limit && norm > limit && Wants(TrainingEventKind.GradientsClipped))
            Publish(TrainingEventKind.GradientsClipped, _clipped, step.Step, norm, limit);
        if (_trainer!.Optimizer.Guard is not StepGuard guard || _guarded == Counts(guard))
            return;
        _guarded = Counts(guard);
        Publish(TrainingEventKind.GuardActed, _guard, step.Step, Words(guard.Last), guard.Norm);
    }

    /// <inheritdoc/>
    public override void EpochEnded(Trainer trainer, EpochRecord epoch)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(epoch);
        _epoch ??= new($"Epoch {{Epoch}} of {{Epochs}}: {string.Join(", ", epoch.Values.Keys.Select(name => $"{name.Replace('_', ' ')} {{{Pascal(name)}}}"))}, rate {{LearningRate}}, {{Seconds}} s");
        Publish(TrainingEventKind.EpochEnded, _epoch, [epoch.Epoch, _plan!.Epochs, .. epoch.Values.Values, epoch.LearningRate, Math.Round(epoch.Seconds, 3)]);
        if (trainer.Plateau is not ReduceOnPlateau plateau)
            return;
        PlateauMemory before = _plateau;
        _plateau = plateau.Memory;
        if (_plateau.Scale == before.Scale)
            return;
        string metric = trainer.PlateauMetric ?? (epoch.Values.ContainsKey("validation_loss") ? "validation_loss" : "train_loss");
        Publish(TrainingEventKind.RateReduced, _reduced, epoch.Epoch, metric, epoch[metric], before.Best, before.Best is double best ? plateau.MarginAt(best) : null, plateau.Patience, before.Scale, _plateau.Scale);
    }

    /// <inheritdoc/>
    public override void Saved(Trainer trainer, string path)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        Publish(TrainingEventKind.CheckpointSaved, _saved, trainer.Optimizer.Step, path);
    }

    /// <inheritdoc/>
    public override void Restored(Trainer trainer, string path)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        if (_trainer is not null)
            Look();
        Publish(TrainingEventKind.CheckpointRestored, _restored, trainer.Optimizer.Step, path);
    }

    /// <inheritdoc/>
    public override void Ended(Trainer trainer, TrainingEnd end)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        (long step, int epoch) = (trainer.Optimizer.Step, trainer.Position.Epoch);
        // What is under way counts from 1; between two epochs the one that is over is meant.
        int present = trainer.Position.Batch > 0 || epoch == 0 || end is TrainingEnd.Failed ? epoch + 1 : epoch;
        switch (end)
        {
            case TrainingEnd.Finished:
                Publish(TrainingEventKind.RunFinished, _finished, epoch, step);
                break;
            case TrainingEnd.StoppedEarly when trainer.EarlyStopping is EarlyStopping stopping:
                Publish(TrainingEventKind.RunStoppedEarly, _stopped, epoch, stopping.Metric, stopping.BestEpoch, stopping.Best, stopping.Stalled);
                break;
            case TrainingEnd.Diverged:
                Publish(TrainingEventKind.RunDiverged, _diverged, step, present, trainer.Diverged ?? "the loss is no number");
                break;
            case TrainingEnd.Failed:
                Publish(TrainingEventKind.RunFailed, _failed, step, present, trainer.Failure ?? "an exception ended it");
                break;
            default:
                Publish(TrainingEventKind.RunInterrupted, _interrupted, step, present);
                break;
        }

        _trainer = null;
    }

    private static (long Skipped, long Shrunk, long RolledBack) Counts(StepGuard guard) => (guard.Skipped, guard.Shrunk, guard.RolledBack);

    private static string Words(GuardAction? action) => action switch
    {
        GuardAction.Shrink => "scaled the gradients down",
        GuardAction.RollBack => "brought weights and state back",
        _ => "skipped the update",
    };

    // train_loss is TrainLoss; a name in a template has letters and digits.
    private static string Pascal(string name)
        => string.Concat(name.Split([.. name.Where(letter => !char.IsAsciiLetterOrDigit(letter))], StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private void Look()
    {
        _plateau = _trainer!.Plateau?.Memory ?? new();
        _guarded = _trainer.Optimizer.Guard is StepGuard guard ? Counts(guard) : default;
    }

    private bool Wants(TrainingEventKind kind) => LevelOf(kind) >= MinimumLevel;

    private void Publish(TrainingEventKind kind, EventTemplate template, params object?[] values)
    {
        if (Wants(kind))
            _publish(new(kind, template, values));
    }
}
