namespace Anneal.Cli.Storage;

/// <summary>Stores what the runs of a training or comparison measure, about twice a second, from a thread of its own.</summary>
/// <remarks>
/// A store that fails while runs train does not end them: their checkpoints hold every number, and <c>anneal resume</c> stores what is missing. It
/// is remembered in <see cref="Failure"/>, for the end to tell.
/// </remarks>
internal sealed class Recording : IDisposable
{
    private const int EveryMilliseconds = 500;

    private readonly IRunStore _store;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, StoredRun> _known;
    private readonly List<RunRecorder> _recorders = [];
    private readonly Lock _writing = new();
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;
    private volatile string? _failure;

    /// <summary>A recording into a store, which is closed with it.</summary>
    /// <param name="store">Where to.</param>
    /// <param name="goesOn">Whether runs that the store has of the same folders are gone on with; else all are new.</param>
    /// <param name="time">The clock; that of the system where none is given.</param>
    public Recording(IRunStore store, bool goesOn, TimeProvider? time = null)
    {
        (_store, _time) = (store, time ?? TimeProvider.System);
        _known = goesOn ? store.List().GroupBy(run => run.About.Folder).ToDictionary(runs => runs.Key, runs => runs.Last()) : [];
        _thread = new Thread(Loop) { IsBackground = true, Name = "recording" };
        _thread.Start();
    }

    /// <summary>Why the store could not be written any more; null while it can.</summary>
    public string? Failure => _failure;

    public long Stamp => _time.GetTimestamp();

    /// <summary>In whole milliseconds, as stores keep it.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(_time.GetUtcNow().ToUnixTimeMilliseconds());

    public double Elapsed(long since) => _time.GetElapsedTime(since).TotalSeconds;

    /// <summary>The run that the store has of the same folder, where runs are gone on with.</summary>
    public StoredRun? Known(RunDescription about) => _known.GetValueOrDefault(about.Folder);

    /// <summary>Begins a run, or goes on with it after a step; null where the store has failed.</summary>
    public StoredRun? Begin(RunRecorder recorder, long steps)
    {
        StoredRun? run = null;
        Try(() => run = Known(recorder.About) is StoredRun known ? _store.GoOn(known.Number, steps) : _store.Find(_store.Begin(recorder.About with { Started = Now }, recorder.Details))!);
        if (run is not null)
        {
            lock (_writing)
                _recorders.Add(recorder);
        }

        return run;
    }

    /// <summary>Stores values that were not noted in passing.</summary>
    public void Append(RunRecorder recorder, RunValues values)
    {
        if (!Try(() => _store.Append([values])))
            recorder.Stop();
    }

    /// <summary>Stores what a run has left, and how it ended.</summary>
    public void End(RunRecorder recorder, long number, RunEnding ending)
    {
        lock (_writing)
        {
            _recorders.Remove(recorder);
            Try(() =>
            {
                if (recorder.Take() is RunValues rest)
                    _store.Append([rest]);
                _store.End(number, ending);
            });
        }
    }

    /// <summary>Stores what is there, and closes the store; runs that were not ended are left as interrupted.</summary>
    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        Flush();
        _stop.Dispose();
        _store.Dispose();
    }

    private void Loop()
    {
        while (!_stop.Wait(EveryMilliseconds))
            Flush();
    }

    private void Flush()
    {
        lock (_writing)
        {
            if (_recorders.Count > 0)
                Try(() => _store.Append(_recorders.Select(recorder => recorder.Take()).OfType<RunValues>()), again: true);
        }
    }

    // Whoever only has to wait for another process tries again at the next turn.
    private bool Try(Action work, bool again = false)
    {
        if (_failure is not null)
            return false;
        try
        {
            work();
            return true;
        }
        catch (StoreException exception)
        {
            if (exception.Passing && again)
                return true;
            Fail(exception.Message);
            return false;
        }
    }

    private void Fail(string why)
    {
        _failure = why;
        lock (_writing)
            _recorders.ForEach(recorder => recorder.Stop());
    }
}
