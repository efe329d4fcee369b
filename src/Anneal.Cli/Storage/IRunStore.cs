namespace Anneal.Cli.Storage;

/// <summary>Keeps what trainings measured. Any thread may use it; other processes may use the same store at the same time.</summary>
/// <remarks>
/// A run that trains is owned by the store object that began it or went on with it, until it ends or the store is closed; ownership dies with the
/// process. A run that says it trains and has no owner is reported as <see cref="StoredStatus.Interrupted"/>.
/// Every method throws <see cref="StoreException"/> where the store cannot be read or written, or cannot be trusted.
/// </remarks>
internal interface IRunStore : IDisposable
{
    /// <summary>What messages call the store: its path.</summary>
    string Place { get; }

    /// <summary>A new run, owned by this object.</summary>
    /// <returns>Its number: larger than that of any run before it, those that were deleted included.</returns>
    long Begin(RunDescription run, RunDetails details);

    /// <summary>Takes over a run that somebody else left, to go on with it: values after a step are forgotten.</summary>
    /// <returns>What the store has of it then.</returns>
    /// <exception cref="UserError">Another process trains it.</exception>
    StoredRun GoOn(long number, long afterStep);

    /// <summary>Adds values to runs owned by this object, all or none. The sequence is read when the store is ready to write, and not at all where it never is.</summary>
    void Append(IEnumerable<RunValues> runs);

    /// <summary>Ends a run owned by this object.</summary>
    void End(long number, RunEnding ending);

    /// <summary>All runs with summaries of what they measured, in the order of their numbers.</summary>
    IReadOnlyList<StoredRun> List();

    /// <summary>One run; null where there is none of the number.</summary>
    StoredRun? Find(long number);

    /// <summary>What is known of a run besides its summary.</summary>
    RunDetails Details(long number);

    /// <summary>All values of a metric of a run; empty where it has none.</summary>
    MetricSeries Read(long number, string metric);

    /// <summary>Forgets a run and its values; one that is damaged, too.</summary>
    /// <returns>Whether it was there.</returns>
    /// <exception cref="UserError">It is being trained.</exception>
    bool Delete(long number);
}
