using Anneal.Cli.Comparisons;
using Anneal.Optimizers;
using Anneal.Training;

namespace Anneal.Cli.Storage;

/// <summary>Notes what a run measures while it trains; a <see cref="Recording"/> stores it from another thread.</summary>
/// <remarks>
/// On the thread that trains a step is a few numbers written into an array, which is handed over whole. A run that goes on takes what the store does
/// not have from the history of its checkpoint, so a store that was lost, or could not be written for a while, is made good by going on.
/// </remarks>
/// <param name="recording">Where it is stored.</param>
/// <param name="about">What the run is.</param>
/// <param name="details">What else is known of it.</param>
/// <param name="stepsPerEpoch">Steps of an epoch, skipped ones included: what places epochs among steps.</param>
internal sealed class RunRecorder(Recording recording, RunDescription about, RunDetails details, long stepsPerEpoch) : TrainingListener
{
    // What was not measured; no norm is negative.
    private const double None = double.NegativeInfinity;

    // Loss, rate, norm, guard; then the rates of further groups.
    private const int Columns = 4;

    private readonly Lock _gate = new();
    private readonly List<(long Step, EpochRecord Record)> _epochs = [];
    private string[] _groups = [];
    private double[] _groupRates = [];
    private double[] _front = [];
    private double[] _back = [];
    private StepGuard? _guard;
    private long _first;
    private int _count;
    private int _width;
    private double _before;
    private long _stamp;

    /// <summary>The number in the store; null before the run began, and where the store had failed by then.</summary>
    public long? Number { get; private set; }

    public RunDescription About => about;

    public RunDetails Details => details;

    /// <summary>Seconds since the run began, those before a break included.</summary>
    public double Seconds => _before + recording.Elapsed(_stamp);

    public override void Began(Trainer trainer, TrainingPlan plan)
    {
        Begin(trainer);
        IReadOnlyList<ParameterGroup> groups = trainer.Optimizer.Groups;
        _groups = [.. groups.Take(groups.Count - 1).Select(group => RunMetrics.RateOf(group.Name))];
        _groupRates = new double[_groups.Length];
        Array.Fill(_groupRates, None);
        _width = Columns + _groups.Length;
        (_front, _back) = (new double[_width * 1024], new double[_width * 1024]);
        _guard = trainer.Optimizer.Guard;
    }

    public override void Updating(Trainer trainer)
    {
        for (int i = 0; i < _groupRates.Length; i++)
            _groupRates[i] = trainer.Optimizer.RateOf(trainer.Optimizer.Groups[i]);
    }

    public override void Stepped(in StepReport step)
    {
        lock (_gate)
        {
            if (Number is null)
                return;
            int at = _count * _width;
            if (at == _front.Length)
                Array.Resize(ref _front, 2 * at);
            Span<double> row = _front.AsSpan(at, _width);
            row[0] = step.Loss;
            row[1] = step.LearningRate;
            row[2] = step.GradientNorm ?? None;
            row[3] = _guard?.Last is GuardAction action ? (double)action : None;
            _groupRates.CopyTo(row[Columns..]);
            _count++;
        }
    }

    public override void EpochEnded(Trainer trainer, EpochRecord epoch)
    {
        lock (_gate)
        {
            if (Number is not null)
                _epochs.Add((epoch.Epoch * stepsPerEpoch, epoch));
        }
    }

    /// <summary>Stores a run that an earlier process ended, where the store does not have it.</summary>
    public void Recall(Trainer trainer, RunRecord record)
    {
        if (recording.Known(about) is { Status: StoredStatus.Done or StoredStatus.Diverged } known && known.Steps == trainer.History.Losses.Count)
            return;
        Begin(trainer);
        End(record.Status is RunStatus.Diverged ? StoredStatus.Diverged : StoredStatus.Done, record, record.Seconds);
    }

    /// <summary>Stores what is left, and how the run ended.</summary>
    public void End(StoredStatus status, RunRecord? record = null, double? seconds = null)
    {
        if (Number is long number)
            recording.End(this, number, new RunEnding(status, record is not { Failed: true }, recording.Now, seconds ?? Seconds, record?.ExamplesPerSecond ?? double.NaN, record?.Findings ?? []));
    }

    /// <summary>Forgets what is noted, and notes no more: the store cannot take it.</summary>
    public void Stop()
    {
        lock (_gate)
            Number = null;
    }

    /// <summary>Hands over what was noted since the last time; on any thread, one at a time.</summary>
    public RunValues? Take()
    {
        (long number, long first, int count) = (0, 0, 0);
        (long Step, EpochRecord Record)[] epochs;
        lock (_gate)
        {
            if (Number is not long known || (_count == 0 && _epochs.Count == 0))
                return null;
            (number, first, count, _count) = (known, _first, _count, 0);
            _first += count;
            (_front, _back) = (_back, _front);
            if (_front.Length < _back.Length)
                _front = new double[_back.Length];
            epochs = [.. _epochs];
            _epochs.Clear();
        }

        List<MetricSeries> series = [Column(RunMetrics.Loss, 0), Column(RunMetrics.Rate, 1), Column(RunMetrics.GradientNorm, 2), Column(RunMetrics.Guard, 3)];
        series.AddRange(_groups.Select((name, i) => Column(name, Columns + i)));
        series.AddRange(OfEpochs(epochs));
        return new RunValues(number, Seconds, [.. series.Where(one => one.Values.Count > 0)]);

        MetricSeries Column(string metric, int column)
        {
            List<long> steps = new(count);
            List<double> values = new(count);
            for (int i = 0; i < count; i++)
            {
                double value = _back[(i * _width) + column];
                if (double.IsNegativeInfinity(value) && column >= 2)
                    continue;
                steps.Add(first + i + 1);
                values.Add(value);
            }

            return new(metric, steps, values);
        }
    }

    private void Begin(Trainer trainer)
    {
        History history = trainer.History;
        StoredRun? stored = recording.Begin(this, history.Losses.Count);
        (_first, _count, _before, _stamp) = (history.Losses.Count, 0, stored?.Seconds ?? 0, recording.Stamp);
        Number = stored?.Number;
        if (stored is not null && Missing(history, stored) is { Count: > 0 } missing)
            recording.Append(this, new RunValues(stored.Number, _before, missing));
    }

    // What a checkpoint knows and the store does not; norms, guards and the rates of further groups are not in checkpoints.
    private List<MetricSeries> Missing(History history, StoredRun stored)
    {
        int first = (int)stored.Steps;
        long epoch = stored.Metrics.GetValueOrDefault(RunMetrics.Epoch)?.LastStep ?? 0;
        long[] steps = [.. Enumerable.Range(first + 1, history.Losses.Count - first).Select(step => (long)step)];
        MetricSeries[] all =
        [
            new(RunMetrics.Loss, steps, [.. history.Losses.Skip(first)]),
            new(RunMetrics.Rate, steps, [.. history.Rates.Skip(first)]),
            .. OfEpochs([.. history.Epochs.Select(record => (Step: record.Epoch * stepsPerEpoch, record)).Where(record => record.Step > epoch)]),
        ];
        return [.. all.Where(series => series.Values.Count > 0)];
    }

    private static IEnumerable<MetricSeries> OfEpochs((long Step, EpochRecord Record)[] epochs)
    {
        if (epochs.Length == 0)
            return [];
        long[] steps = [.. epochs.Select(epoch => epoch.Step)];
        return
        [
            new(RunMetrics.Epoch, steps, [.. epochs.Select(epoch => (double)epoch.Record.Epoch)]),
            new(RunMetrics.EpochSeconds, steps, [.. epochs.Select(epoch => epoch.Record.Seconds)]),
            new(RunMetrics.EpochExamples, steps, [.. epochs.Select(epoch => (double)epoch.Record.Examples)]),
            .. epochs[0].Record.Values.Keys.Select(metric => new MetricSeries(metric, steps, [.. epochs.Select(epoch => epoch.Record.Values.GetValueOrDefault(metric, double.NaN))])),
        ];
    }
}
