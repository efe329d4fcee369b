namespace Anneal.Comparing;

/// <summary>What runs say about a difference.</summary>
public enum Verdict
{
    /// <summary>There is nothing to judge by: fewer than two seeds in common, or the same results with every seed.</summary>
    CannotTell,

    /// <summary>Differences as large come about by chance.</summary>
    WithinNoise,

    /// <summary>Larger than chance would make it, at the level that was asked for.</summary>
    BeyondNoise,
}
