namespace Anneal.Comparing;

/// <summary>Where a p-value comes from.</summary>
public enum TestMethod
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>Student's t of the differences by seed.</summary>
    StudentT,

    /// <summary>All 2ⁿ ways to turn the signs of the differences; exact, whatever their distribution, as long as it is symmetric without a true difference.</summary>
    SignFlips,

    /// <summary>Wilcoxon's signed ranks of the differences by seed, exact; a seed with which only one of the two failed has the largest difference. Used where they failed differently often and there are 10 to 20 seeds.</summary>
    SignedRanks,

    /// <summary>Fisher's exact test of how many runs failed.</summary>
    Fisher,
}
