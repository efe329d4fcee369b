namespace Anneal.Training.RateFinding;

/// <summary>Whether rates can be read from a sweep, and if not, why.</summary>
public enum RateVerdict
{
    /// <summary>The loss falls, and by more than its noise.</summary>
    Usable,

    /// <summary>No weight changed at any rate: no gradient comes.</summary>
    NothingMoves,

    /// <summary>All targets are alike.</summary>
    NothingToLearn,

    /// <summary>The loss ran away before it fell.</summary>
    DivergesAtOnce,

    /// <summary>The loss never left its noise downwards.</summary>
    NeverFalls,

    /// <summary>The loss fell, but not below what guessing gets without looking at inputs.</summary>
    NoBetterThanGuessing,

    /// <summary>What the seeds suggest lies too far apart.</summary>
    SeedsDisagree,
}
