namespace Anneal.Cli.Storage;

/// <summary>A store that is gone with its process.</summary>
internal sealed class MemoryRunStore : IRunStore
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, Entry> _runs = [];
    private readonly HashSet<long> _owned = [];
    private long _newest;

    public string Place => "the store in memory";

    public long Begin(RunDescription run, RunDetails details)
    {
        lock (_gate)
        {
            _runs[++_newest] = new Entry(run, details);
            _owned.Add(_newest);
            return _newest;
        }
    }

    public StoredRun GoOn(long number, long afterStep)
    {
        lock (_gate)
        {
            Entry run = Known(number);
            if (!_owned.Add(number))
                throw new UserError($"Run {number} is being trained.");
            foreach ((string metric, List<(long Step, double Value)> values) in run.Values)
                values.RemoveAll(value => value.Step > afterStep);
            (run.Status, run.Ended) = (StoredStatus.Training, null);
            return Stored(number);
        }
    }

    public void Append(IEnumerable<RunValues> runs)
    {
        lock (_gate)
        {
            foreach (RunValues one in runs)
            {
                Entry run = Owned(one.Number);
                run.Seconds = one.Seconds;
                foreach (MetricSeries series in one.Values)
                {
                    if (!run.Values.TryGetValue(series.Metric, out List<(long, double)>? values))
                        run.Values[series.Metric] = values = [];
                    values.AddRange(series.Steps.Zip(series.Values));
                }
            }
        }
    }

    public void End(long number, RunEnding ending)
    {
        lock (_gate)
        {
            Entry run = Owned(number);
            (run.Status, run.Learned, run.Ended, run.Seconds, run.ExamplesPerSecond) = (ending.Status, ending.Learned, ending.Ended, ending.Seconds, ending.ExamplesPerSecond);
            run.Details = run.Details with { Findings = ending.Findings };
            _owned.Remove(number);
        }
    }

    public IReadOnlyList<StoredRun> List()
    {
        lock (_gate)
            return [.. _runs.Keys.Select(Stored)];
    }

    public StoredRun? Find(long number)
    {
        lock (_gate)
            return _runs.ContainsKey(number) ? Stored(number) : null;
    }

    public RunDetails Details(long number)
    {
        lock (_gate)
            return Known(number).Details;
    }

    public MetricSeries Read(long number, string metric)
    {
        lock (_gate)
        {
            List<(long Step, double Value)> values = Known(number).Values.GetValueOrDefault(metric, []);
            return new(metric, [.. values.Select(value => value.Step)], [.. values.Select(value => value.Value)]);
        }
    }

    public bool Delete(long number)
    {
        lock (_gate)
            return _owned.Contains(number) ? throw new UserError($"Run {number} is being trained.") : _runs.Remove(number);
    }

    /// <summary>Leaves the runs that train without an owner.</summary>
    public void Dispose()
    {
        lock (_gate)
            _owned.Clear();
    }

    private StoredRun Stored(long number)
    {
        Entry run = _runs[number];
        Dictionary<string, MetricSummary> metrics = [];
        foreach ((string metric, List<(long Step, double Value)> values) in run.Values.Where(series => series.Value.Count > 0))
        {
            metrics[metric] = new MetricSummary();
            foreach ((long step, double value) in values)
                metrics[metric].Add(step, value);
        }

        StoredStatus status = run.Status is StoredStatus.Training && !_owned.Contains(number) ? StoredStatus.Interrupted : run.Status;
        return new(number, run.About, status, run.Learned, run.Ended, run.Seconds, run.ExamplesPerSecond, metrics);
    }

    private Entry Known(long number) => _runs.GetValueOrDefault(number) ?? throw new UserError($"There is no run {number}.");

    private Entry Owned(long number) => _owned.Contains(number) ? Known(number) : throw new InvalidOperationException($"Run {number} is not this object's: begin it, or go on with it.");

    private sealed class Entry(RunDescription about, RunDetails details)
    {
        public RunDescription About => about;

        public RunDetails Details { get; set; } = details;

        public StoredStatus Status { get; set; }

        public bool Learned { get; set; } = true;

        public DateTimeOffset? Ended { get; set; }

        public double Seconds { get; set; }

        public double ExamplesPerSecond { get; set; } = double.NaN;

        public Dictionary<string, List<(long Step, double Value)>> Values { get; } = [];
    }
}
