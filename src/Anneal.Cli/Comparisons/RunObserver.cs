using System.Diagnostics;
using System.Numerics;
using Anneal.Cli.Experiments;
using Anneal.Tensors;
using Anneal.Training;
using Anneal.Training.Diagnoses;

namespace Anneal.Cli.Comparisons;

/// <summary>Measures while a run trains what a diagnosis needs: gradients, sizes of updates, dead units.</summary>
internal sealed class RunObserver(Setup setup) : TrainingListener
{
    // Long runs are looked at in so many epochs; each look costs about as much as a batch, that at dead units as a validation.
    private const int MostLooks = 100;

    // Further below chance than this a run is under way, and its units need no watching.
    private const double NearChance = 0.9;

    private readonly List<GradientSample> _gradients = [];
    private readonly List<UpdateSample> _updates = [];
    private readonly List<DeadScan> _scans = [];
    private readonly long _every = Math.Max(1, setup.Epochs / MostLooks);
    private readonly Tape _tape = new() { Threads = 1 };
    private GradientNorms? _norms;
    private UpdateRatios? _ratios;
    private long _steps;
    private bool _looking;

    /// <summary>What all this took.</summary>
    public double Seconds { get; private set; }

    public override void Began(Trainer trainer, TrainingPlan plan)
    {
        _steps = plan.StepsPerEpoch;
        _norms = GradientNorms.Of(trainer.Network.Parameters);
        _ratios = new UpdateRatios(trainer.Network.Parameters);
        if (trainer.Optimizer.Step == 0)
            Scan(trainer, 0);
    }

    public override void Updating(Trainer trainer)
    {
        long step = trainer.Optimizer.Step;
        _looking = step < _steps ? BitOperations.IsPow2(step + 1) || step == _steps - 1 : (step + 1) % (_steps * _every) == 0;
        if (!_looking)
            return;
        long began = Stopwatch.GetTimestamp();
        _norms!.Measure();
        _gradients.Add(new(step, _norms.Global, _norms.Profile));
        _ratios!.Before();
        Seconds += Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    public override void Stepped(in StepReport step)
    {
        if (!_looking)
            return;
        _looking = false;
        long began = Stopwatch.GetTimestamp();
        _updates.Add(new(step.Step - 1, _ratios!.After()));
        Seconds += Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    public override void EpochEnded(Trainer trainer, EpochRecord epoch)
    {
        bool last = epoch.Epoch == setup.Epochs;
        bool near = !(epoch["train_loss"] < NearChance * setup.Chance.Loss);
        if (last || epoch.Epoch == 1 || (near && epoch.Epoch % _every == 0))
            Scan(trainer, epoch.Epoch);
    }

    /// <summary>What it all says.</summary>
    public RunVerdict Judge(Trainer trainer, string? diverged)
    {
        History history = trainer.History;
        // A process that was killed between the end of a run and its verdict leaves the last look to the next one.
        if (diverged is null && (_scans.Count == 0 || _scans[^1].Epoch < history.Epochs.Count))
            Scan(trainer, history.Epochs.Count);
        bool classes = setup.Data.Training.Classes > 0;
        Signs signs = new()
        {
            Losses = history.Losses,
            Rates = history.Rates,
            StepsPerEpoch = (int)_steps,
            ValidationLosses = history.Of("validation_loss"),
            ValidationAccuracies = classes && history.Epochs.Count > 0 && history.Epochs[0].Values.ContainsKey("validation_accuracy") ? history.Of("validation_accuracy") : [],
            ValidationExamples = setup.Data.Validation.Count,
            Chance = setup.Chance,
            Dead = _scans,
            Gradients = _gradients,
            Updates = _updates,
            NonFinite = diverged,
        };
        IReadOnlyList<Finding> findings = Diagnosis.Of(signs);
        return new(
            findings.Any(finding => finding.Kind is FindingKind.NeverLearned or FindingKind.Exploded),
            [.. findings.Select(finding => new RunFinding(finding.Kind.ToString(), finding.Sentence, finding.Remedy ?? ""))]);
    }

    private void Scan(Trainer trainer, int epoch)
    {
        long began = Stopwatch.GetTimestamp();
        _scans.Add(new(epoch, DeadUnits.Scan(trainer.Network, setup.ValidationBatches().Epoch(0), _tape)));
        Seconds += Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
