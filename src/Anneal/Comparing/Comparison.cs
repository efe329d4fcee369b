namespace Anneal.Comparing;

/// <summary>Two contenders side by side.</summary>
/// <param name="First">The one that stands before the other in the ranking.</param>
/// <param name="Second">The other.</param>
/// <param name="Paired">First − second by the seeds with which both gave a number.</param>
/// <param name="Method">What decided; <see cref="TestMethod.Fisher"/> where they failed differently often.</param>
/// <param name="P">The p-value of this comparison alone; null when there was nothing to test.</param>
/// <param name="CorrectedP">The p-value after Holm's correction for all comparisons of the ranking; null when there was nothing to test.</param>
/// <param name="Verdict">Whether the corrected value is at most the level.</param>
/// <param name="SeedsNeeded">About how many seeds would tell a difference like this one, four times of five; null where it is told, or a thousand would not do.</param>
/// <param name="Sentence">All of it in words.</param>
public sealed record Comparison(string First, string Second, PairedTest Paired, TestMethod Method, double? P, double? CorrectedP, Verdict Verdict, int? SeedsNeeded, string Sentence)
{
    /// <summary>The sentence.</summary>
    public override string ToString() => Sentence;
}
