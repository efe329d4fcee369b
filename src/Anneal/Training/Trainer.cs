using Anneal.Controllers;
using Anneal.Data;
using Anneal.Modules;
using Anneal.Optimizers;
using Anneal.Optimizers.Averages;
using Anneal.Training.Checkpoints;
using Anneal.Training.Metrics;

namespace Anneal.Training;

/// <summary>Trains a network: a lazy sequence of step reports, or one call.</summary>
/// <remarks>
/// A step: gradients to zero → loss → backward → clip → rate = schedule(step) · controller → update → step + 1 → report. The trainer keeps its place: leaving the
/// loop and asking again goes on with the next batch, and a checkpoint written between two steps holds everything that the next one depends on.
/// </remarks>
/// <example>
/// <code>
/// Trainer trainer = new(network, optimizer) { Metrics = [new Accuracy()] };
/// foreach (StepReport step in trainer.Run(loader, epochs: 10).TakeWhile(step =&gt; double.IsFinite(step.Loss)))
///     log.Write(step);
/// </code>
/// </example>
public sealed partial class Trainer
{
    /// <summary>A trainer.</summary>
    /// <param name="network">An initialised network.</param>
    /// <param name="optimizer">An optimizer over its parameters.</param>
    /// <exception cref="ArgumentException">The optimizer is bound to other parameters.</exception>
    public Trainer(Module network, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(optimizer);
        if (network.Parameters != optimizer.Store)
            throw new ArgumentException("The optimizer is bound to parameters of another network: make it with rule.For(network.Parameters).", nameof(optimizer));
        (Network, Optimizer) = (network, optimizer);
    }

    /// <summary>What is trained.</summary>
    public Module Network { get; }

    /// <summary>What trains it.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>What is minimised; null, the default, is <see cref="Losses.For"/> the data.</summary>
    public Loss? Loss { get; init; }

    /// <summary>What is measured besides the loss, on the training batches as they pass and on the validation data after each epoch.</summary>
    public IReadOnlyList<Metric> Metrics { get; init => field = Distinct(value); } = [];

    /// <summary>How many batches make one update, at least 1, the default; gradients are averaged. The last update of an epoch may have fewer.</summary>
    public int AccumulateOver { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(AccumulateOver), value, "At least one batch makes an update."); } = 1;

    /// <summary>The largest global norm of the gradients; longer ones are shortened to it. Null, the default, does not clip.</summary>
    public double? ClipNorm { get; init => field = Positive(value, nameof(ClipNorm)); }

    /// <summary>The largest size of a single gradient; null, the default, does not clip. Before <see cref="ClipNorm"/>, where both are set.</summary>
    public double? ClipValue { get; init => field = Positive(value, nameof(ClipValue)); }

    /// <summary>Lowers the rate when a metric stops improving; null, the default, does not.</summary>
    public ReduceOnPlateau? Plateau { get; init; }

    /// <summary>What <see cref="Plateau"/> watches; null, the default, is <c>validation_loss</c>, or <c>train_loss</c> without validation data.</summary>
    public string? PlateauMetric { get; init; }

    /// <summary>Ends the run when a metric stops improving; null, the default, does not.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>An average of the weights, taken after each update and put in place for validation; null, the default, is none.</summary>
    public Average? Average { get; init; }

    /// <summary>How many training batches batch norms are run over, before an <see cref="Average"/> is validated; 0, the default, leaves their running values as training made them.</summary>
    public int RefreshBatchNorms { get; init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(RefreshBatchNorms), value, "A number of batches is at least 0."); }

    /// <summary>Who hears what happens, in this order.</summary>
    public IReadOnlyList<TrainingListener> Listeners { get; init; } = [];

    /// <summary>How many threads the kernels of a step may use; default: all processors. Results do not depend on it.</summary>
    public int Threads { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Threads), value, "At least one thread trains."); } = Environment.ProcessorCount;

    /// <summary>What traces and measurements call the run, in the tag <c>anneal.run.name</c>; null, the default, leaves it out.</summary>
    public string? Name { get; init; }

    /// <summary>The clock; default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What was measured so far.</summary>
    public History History { get; } = new();

    /// <summary>Where the run stands.</summary>
    public TrainingPosition Position { get; private set; }

    /// <summary>The network of the best epoch by <see cref="EarlyStopping"/>; null where none is kept.</summary>
    internal NetworkNumbers? BestEpoch { get; set; }

    /// <summary>The sums of the present epoch: those of the loss, then those of each metric.</summary>
    internal double[]? Sums { get; set; }

    /// <summary>The data of the last run; null before the first.</summary>
    internal DataIdentity? Data { get; set; }

    /// <summary>The data that the next run must be given; null when any will do.</summary>
    internal DataIdentity? Expected { get; set; }

    /// <summary>Whether a step has begun and is not over: then there is no place to go on from.</summary>
    internal bool IsWithinStep { get; set; }

    /// <summary>Why the last loss was no number; null while all are.</summary>
    internal string? Diverged { get; set; }

    /// <summary>Why the last step ended the run although its loss was a number: a guard gave up, or gradients were no numbers; null when none did.</summary>
    internal string? Failure { get; set; }

    /// <summary>The last step's report; null before the first, and after a checkpoint was restored.</summary>
    internal StepReport? Last { get; set; }

    /// <summary>The last step of an epoch whose validation was cancelled: it is reported when that is made up for.</summary>
    internal StepReport? Pending { get; set; }

    /// <summary>How often a checkpoint was restored.</summary>
    internal int Restorations { get; set; }

    /// <summary>Trains, one update for each report that is asked for; nothing happens before the first is.</summary>
    /// <param name="training">The batches to learn from.</param>
    /// <param name="epochs">The number of the last epoch, counted from the run's beginning: a run that stands at 4 of 10 makes 6 more.</param>
    /// <param name="validation">The batches to judge by after each epoch; null, the default, judges by none.</param>
    /// <param name="cancellation">Ends the run between two steps, or within a validation, with an <see cref="OperationCanceledException"/>. Asked again, it goes on there; a validation that was cut short is made anew.</param>
    /// <returns>The reports. One whose loss is no number updated nothing; asking for the next one then throws.</returns>
    /// <exception cref="ArgumentException">The data, the metrics and the loss do not fit each other.</exception>
    public IEnumerable<StepReport> Run(BatchLoader training, int epochs, BatchLoader? validation = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        return Walk(new TrainingRun(this, training, validation, epochs, cancellation), cancellation);
    }

    /// <summary>Trains to the end.</summary>
    /// <param name="training">The batches to learn from.</param>
    /// <param name="epochs">The number of the last epoch, counted from the run's beginning.</param>
    /// <param name="validation">The batches to judge by after each epoch; null, the default, judges by none.</param>
    /// <param name="progress">Told of every step, on the thread that trains; null, the default, tells nobody. Nothing is allocated for it.</param>
    /// <param name="cancellation">Ends the run between two steps, or within a validation, with an <see cref="OperationCanceledException"/>. Asked again, it goes on there.</param>
    /// <returns>The <see cref="History"/>.</returns>
    /// <remarks>A <see cref="Progress{T}"/> passes each report on to the thread that made it, such as that of a window: <c>await Task.Run(() =&gt; trainer.Fit(training, 10, validation, progress, token))</c>.</remarks>
    /// <exception cref="ArithmeticException">The loss was no number; the message names the first operation that made none.</exception>
    public History Fit(BatchLoader training, int epochs, BatchLoader? validation = null, IProgress<StepReport>? progress = null, CancellationToken cancellation = default)
    {
        foreach (StepReport step in Run(training, epochs, validation, cancellation))
            progress?.Report(step);
        return History;
    }

    /// <summary>Judges the network as a validation of the run would: with the weights meant for evaluation, without learning.</summary>
    /// <param name="data">The batches.</param>
    /// <param name="cancellation">Ends it between two batches with an <see cref="OperationCanceledException"/>; the network is as it was.</param>
    /// <returns>The loss and the metrics by name, without a part before: <c>loss</c>, <c>accuracy</c>.</returns>
    public IReadOnlyDictionary<string, double> Evaluate(BatchLoader data, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new Validation(this, data, Loss ?? Losses.For(data.Data)).Measure(null, cancellation);
    }

    internal void MoveTo(TrainingPosition position) => Position = position;

    private static IEnumerable<StepReport> Walk(TrainingRun run, CancellationToken cancellation)
    {
        TrainingEnd end = TrainingEnd.Interrupted;
        run.Begin();
        try
        {
            while (run.Open(ref end))
            {
                if (run.MakeUp(ref end) is StepReport late)
                {
                    yield return late;
                    run.Resumed();
                    continue;
                }

                foreach (Batch batch in run.Batches())
                {
                    if (run.IsBetweenSteps)
                        cancellation.ThrowIfCancellationRequested();
                    if (run.Take(batch, ref end) is not StepReport report)
                        continue;
                    yield return report;
                    // A checkpoint that was restored meanwhile goes on at its own place.
                    if (!run.Resumed())
                        break;
                }
            }
        }
        finally
        {
            run.End(end);
        }
    }

    private static IReadOnlyList<Metric> Distinct(IReadOnlyList<Metric> metrics)
        => metrics.GroupBy(metric => metric.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1 || group.Key == "loss") is IGrouping<string, Metric> same
            ? throw new ArgumentException($"'{same.Key}' would be measured twice: each metric has a name of its own, and the loss is always measured.", nameof(metrics))
            : metrics;

    private static double? Positive(double? value, string name)
        => value is null or > 0 and < double.PositiveInfinity ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is a positive number, or null for no clipping.");
}

/// <summary>Where a run stands: between two steps.</summary>
/// <param name="Epoch">Epochs that are over.</param>
/// <param name="Batch">Batches of the present epoch that are over.</param>
/// <param name="Examples">Their examples.</param>
/// <param name="Seconds">The time that the present epoch has taken.</param>
public readonly record struct TrainingPosition(int Epoch, int Batch, long Examples = 0, double Seconds = 0);
