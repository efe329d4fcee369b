namespace Anneal.Cli.Comparisons;

/// <summary>How far a run of a comparison has come.</summary>
internal enum RunStatus
{
    Waiting,
    Training,
    Done,

    /// <summary>Its loss was no number any more.</summary>
    Diverged,

    /// <summary>Cancelled; it can be gone on with.</summary>
    Interrupted,
}
