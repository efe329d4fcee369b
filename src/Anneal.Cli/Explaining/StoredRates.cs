using System.Text.Json;
using Anneal.Cli.Comparisons;
using Anneal.Cli.Experiments;
using Anneal.Cli.Plans;
using Anneal.Cli.Storage;
using Anneal.Optimizers;
using Anneal.Training;
using Anneal.Training.Explanations;

namespace Anneal.Cli.Explaining;

/// <summary>Why a stored run had its rates: its plan says what was set, its series what happened.</summary>
internal sealed class StoredRates
{
    private readonly StoredRun _run;
    private readonly Trainer _trainer;
    private readonly EpochRecord[] _epochs;
    private readonly long[] _skips;
    private readonly MetricSeries _rates;
    private readonly MetricSeries _norms;
    private readonly MetricSeries _guard;

    /// <summary>Makes network and optimizer anew as the plan says, and reads what the run measured.</summary>
    public StoredRates(IRunStore store, StoredRun run, TextWriter progress)
    {
        _run = run;
        _trainer = Made(Read(store.Details(run.Number).Plan, run), run, progress);
        (_rates, _norms, _guard) = (store.Read(run.Number, RunMetrics.Rate), store.Read(run.Number, RunMetrics.GradientNorm), store.Read(run.Number, RunMetrics.Guard));
        _skips = [.. _guard.Steps.Where((_, i) => (GuardAction)_guard.Values[i] is GuardAction.Skip or GuardAction.RollBack)];
        _epochs = [.. Epochs(store, run)];
    }

    /// <summary>What was asked for, in a line.</summary>
    public string Title => FormattableString.Invariant($"Run {_run.Number}: {AskedRuns.NameOf(_run)}, {_run.About.Label}, seed {_run.About.Seed}, {_run.Steps} steps of {_run.About.Optimizer}");

    /// <summary>Explains a step.</summary>
    /// <param name="at">Steps of the run before it, skipped ones included; as many as it made is the one that would come next.</param>
    public RateExplanation At(long at)
    {
        if (at > _run.Steps)
            throw new UserError(FormattableString.Invariant($"Run {_run.Number} has made {_run.Steps} steps: --at is at most {_run.Steps}, the step that would come next, not {at}."));
        bool ahead = at == _run.Steps;
        // What a step measured has its number from 1: that of the step itself, or of the one before where it is still to come.
        long measured = ahead ? at : at + 1;
        return RateExplanation.At(_trainer.Optimizer, Updates(at), new RateRecord
        {
            Epochs = _epochs,
            Plateau = _trainer.Plateau,
            PlateauMetric = _trainer.PlateauMetric,
            LearningRate = ahead ? null : Value(_rates, measured),
            ClipNorm = _trainer.ClipNorm,
            ClipValue = _trainer.ClipValue,
            GradientNorm = Value(_norms, measured),
            Guard = _trainer.Optimizer.Guard is null || measured == 0 ? null : new(Value(_guard, measured) is double action ? (GuardAction)action : null),
            IsAhead = ahead,
        });
    }

    /// <summary>Updates made by then: schedules count these, and a step that a guard skipped is none.</summary>
    private long Updates(long steps)
    {
        int before = Array.BinarySearch(_skips, steps);
        return steps - (before >= 0 ? before + 1 : ~before);
    }

    private IEnumerable<EpochRecord> Epochs(IRunStore store, StoredRun run)
    {
        MetricSeries numbers = store.Read(run.Number, RunMetrics.Epoch);
        string[] watched = [.. new[] { "train_loss", "validation_loss", _trainer.PlateauMetric }.OfType<string>().Where(run.Metrics.ContainsKey).Distinct()];
        MetricSeries[] series = [.. watched.Select(metric => store.Read(run.Number, metric))];
        for (int i = 0; i < numbers.Steps.Count; i++)
        {
            long step = numbers.Steps[i];
            Dictionary<string, double> values = [];
            foreach (MetricSeries one in series)
            {
                if (Value(one, step) is double value)
                    values[one.Metric] = value;
            }

            yield return new((int)numbers.Values[i], Updates(step), Value(_rates, step) ?? double.NaN, double.NaN, 0, values);
        }
    }

    private static Plan Read(string json, StoredRun run)
    {
        try
        {
            return JsonSerializer.Deserialize(json, PlanJson.Default.Plan) ?? throw new JsonException("it holds nothing");
        }
        catch (JsonException exception)
        {
            throw new UserError($"The plan of run {run.Number} cannot be read: {exception.Message}");
        }
    }

    private static Trainer Made(Plan plan, StoredRun run, TextWriter progress)
    {
        (Setup setup, IReadOnlyList<Entrant> entrants) = ContestRunner.Prepare(plan, progress);
        Entrant entrant = entrants.FirstOrDefault(one => one.Label == run.About.Label)
            ?? throw new UserError($"The plan of run {run.Number} has no schedule '{run.About.Label}'; it has {string.Join(", ", entrants.Select(one => one.Label))}.");
        return setup.Trainer(setup.Rule(entrant.Schedule), run.About.Seed);
    }

    private static double? Value(MetricSeries series, long step)
    {
        int low = 0, high = series.Steps.Count - 1;
        while (low <= high)
        {
            int middle = low + ((high - low) / 2);
            if (series.Steps[middle] == step)
                return series.Values[middle];
            (low, high) = series.Steps[middle] < step ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }
}
