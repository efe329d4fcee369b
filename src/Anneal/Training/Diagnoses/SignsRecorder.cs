using System.Numerics;
using Anneal.Data;
using Anneal.Tensors;

namespace Anneal.Training.Diagnoses;

/// <summary>Gathers while a run trains what a diagnosis asks for: losses, rates, gradients, sizes of updates, dead units and what guessing reaches.</summary>
/// <remarks>
/// Gradients and updates are measured at the steps 1, 2, 4, 8, … of the first epoch, at its end, and at the end of further ones; each look costs about as much as a batch. ReLUs are looked
/// at before the first epoch, after it, at the end, and after others while the loss is near that of guessing; that costs at most a validation. Runs of more than 100 epochs are looked at in
/// 100 of them. It listens to one run at a time, and is not part of checkpoints: of a run that was gone on with it knows what came after, and its whole history.
/// </remarks>
/// <example>
/// <code>
/// SignsRecorder signs = new();
/// Trainer trainer = new(network, optimizer) { Listeners = [signs] };
/// trainer.Fit(training, 10, validation);
/// foreach (Finding finding in signs.Diagnose())
///     Console.WriteLine(finding);
/// </code>
/// </example>
public sealed class SignsRecorder : TrainingListener
{
    private const int MostLooks = 100;

    // Further below chance than this a run is under way, and its units need no watching.
    private const double NearChance = 0.9;

    // Of training data, where there is no other: enough to see every healthy unit alive.
    private const int Looked = 2048;

    private readonly List<GradientSample> _gradients = [];
    private readonly List<UpdateSample> _updates = [];
    private readonly List<DeadScan> _scans = [];
    private readonly Tape _tape = new() { Threads = 1 };
    private Trainer? _trainer;
    private TrainingPlan? _plan;
    private BatchLoader? _batches;
    private Chance? _chance;
    private GradientNorms? _norms;
    private UpdateRatios? _ratios;
    private bool _looking;

    /// <summary>What guessing reaches; null, the default, works it out from the training data when the run begins, where the loss is cross-entropy or the mean squared error.</summary>
    public Chance? Chance { get; init; }

    /// <summary>How long measuring took, in seconds by the trainer's clock.</summary>
    public double Seconds { get; private set; }

    /// <summary>What it all says: how the run ended or how far it is, then why. Empty before the first step.</summary>
    public IReadOnlyList<Finding> Diagnose() => Diagnosis.Of(Gather());

    /// <summary>What was measured so far; for a judgement of your own, or to add what only you know: <c>signs.Gather() with { … }</c>.</summary>
    public Signs Gather()
    {
        if (_trainer is null || _plan is null)
            return new();
        History history = _trainer.History;
        return new()
        {
            Losses = [.. history.Losses],
            Rates = [.. history.Rates],
            StepsPerEpoch = _plan.StepsPerEpoch,
            ValidationLosses = Measured(history, "validation_loss"),
            ValidationAccuracies = Measured(history, "validation_accuracy"),
            ValidationExamples = _plan.Validation?.Data.Count ?? 0,
            Chance = _chance,
            Dead = [.. _scans],
            Gradients = [.. _gradients],
            Updates = [.. _updates],
            NonFinite = _trainer.Diverged ?? _trainer.Failure,
        };
    }

    /// <inheritdoc/>
    public override void Began(Trainer trainer, TrainingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(plan);
        if (trainer != _trainer)
        {
            _gradients.Clear();
            _updates.Clear();
            _scans.Clear();
            (_chance, Seconds) = (null, 0);
        }

        long began = trainer.Time.GetTimestamp();
        (_trainer, _plan) = (trainer, plan);
        Dataset judged = (plan.Validation ?? plan.Training).Data;
        _batches = new(judged, Math.Min(judged.Count, Math.Max(plan.Training.BatchSize, 256))) { Prefetch = 0 };
        _chance ??= Chance ?? (Guessable(trainer.Loss) ? Diagnoses.Chance.Of(plan.Training.Data) : null);
        _norms = GradientNorms.Of(trainer.Network.Parameters);
        _ratios = new UpdateRatios(trainer.Network.Parameters);
        Seconds += trainer.Time.GetElapsedTime(began).TotalSeconds;
        if (trainer.History.Losses.Count == 0)
            Scan(trainer, 0);
    }

    /// <inheritdoc/>
    public override void Updating(Trainer trainer)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        long step = trainer.Optimizer.Step, epoch = _plan!.StepsPerEpoch;
        _looking = step < epoch ? BitOperations.IsPow2(step + 1) || step == epoch - 1 : (step + 1) % (epoch * Every) == 0;
        if (!_looking)
            return;
        long began = trainer.Time.GetTimestamp();
        _norms!.Measure();
        _gradients.Add(new(step, _norms.Global, _norms.Profile));
        _ratios!.Before();
        Seconds += trainer.Time.GetElapsedTime(began).TotalSeconds;
    }

    /// <inheritdoc/>
    public override void Stepped(in StepReport step)
    {
        if (!_looking)
            return;
        _looking = false;
        // What a guard kept from happening says nothing about the size of updates.
        if (!step.Updated)
            return;
        long began = _trainer!.Time.GetTimestamp();
        _updates.Add(new(step.Step - 1, _ratios!.After()));
        Seconds += _trainer.Time.GetElapsedTime(began).TotalSeconds;
    }

    /// <inheritdoc/>
    public override void EpochEnded(Trainer trainer, EpochRecord epoch)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(epoch);
        bool near = _chance is null || !(epoch["train_loss"] < NearChance * _chance.Loss);
        if (epoch.Epoch == _plan!.Epochs || epoch.Epoch == 1 || (near && epoch.Epoch % Every == 0))
            Scan(trainer, epoch.Epoch);
    }

    /// <inheritdoc/>
    public override void Ended(Trainer trainer, TrainingEnd end)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        int epochs = trainer.History.Epochs.Count;
        // A process that was killed between the end of a run and its verdict leaves the last look to the next one.
        if (end is TrainingEnd.Finished or TrainingEnd.StoppedEarly && (_scans.Count == 0 || _scans[^1].Epoch < epochs))
            Scan(trainer, epochs);
    }

    private int Every => Math.Max(1, _plan!.Epochs / MostLooks);

    // Of another loss nobody knows what guessing has.
    private static bool Guessable(Loss? loss) => loss is null || loss == Losses.CrossEntropy || loss == Losses.MeanSquaredError;

    private static IReadOnlyList<double> Measured(History history, string metric)
        => [.. history.Epochs.Where(epoch => epoch.Values.ContainsKey(metric)).Select(epoch => epoch[metric])];

    private void Scan(Trainer trainer, int epoch)
    {
        long began = trainer.Time.GetTimestamp();
        IEnumerable<Batch> batches = _batches!.Epoch(0);
        if (_plan!.Validation is null)
            batches = batches.Take((Looked + _batches.BatchSize - 1) / _batches.BatchSize);
        _scans.Add(new(epoch, DeadUnits.Scan(trainer.Network, batches, _tape)));
        Seconds += trainer.Time.GetElapsedTime(began).TotalSeconds;
    }
}
