namespace Anneal.Training.Diagnoses;

/// <summary>What helps, with the figures that the run itself measured.</summary>
internal static class Remedies
{
    // An update of a hundredth of the weights is the largest that training usually stands; a thousandth is usual (Karpathy 2022).
    public const double LargestRatio = 1e-2;

    public const double UsualRatio = 1e-3;

    // Where nothing was measured, the step by which people search.
    private const double UsualFactor = 3;

    private const double LargestFactor = 1e6;

    /// <summary>Begin more gently; null where the run does already.</summary>
    public static string? WarmUp(Signs signs)
    {
        // A schedule that begins below half of its peak is one that warms up.
        if (signs.Rates.Count > 0 && signs.Rates[0] < signs.Rates.Max() / 2)
            return null;
        int steps = signs.StepsPerEpoch > 1 ? signs.StepsPerEpoch : 0;
        return steps > 0 ? $"put a warm-up in front, for example .warmedUp({steps}) over the first epoch" : "put a warm-up in front";
    }

    /// <summary>A lower rate: by how much the largest measured update was larger than training stands.</summary>
    public static string LowerRate(Signs signs, int beforeEpoch = int.MaxValue)
    {
        double ratio = signs.Updates.Where(update => update.Step < (long)beforeEpoch * signs.StepsPerEpoch).Select(update => update.Ratio).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        double factor = Math.Clamp(ratio / LargestRatio, UsualFactor, LargestFactor);
        return signs.Rates.Count == 0 ? $"lower the rate by a factor of about {Words.About(factor)}" : $"lower the rate from {Words.Figure(signs.Rates.Max())} to about {Words.About(signs.Rates.Max() / factor)}";
    }

    /// <summary>A higher rate: by how much the usual update is larger than the median one.</summary>
    public static string RaiseRate(Signs signs, double ratio)
    {
        double factor = ratio > 0 ? Math.Clamp(UsualRatio / ratio, UsualFactor, LargestFactor) : LargestFactor;
        return signs.Rates.Count == 0 ? $"raise the rate by a factor of about {Words.About(factor)}" : $"raise the rate from {Words.Figure(signs.Rates.Max())} to about {Words.About(signs.Rates.Max() * factor)}";
    }

    /// <summary>A bound that half of the steps before the trouble would not have noticed; null where no gradient was measured.</summary>
    public static string? Clip(Signs signs, long before = long.MaxValue)
        => Middle.Of(signs.Gradients.Where(gradient => gradient.Step < before && double.IsFinite(gradient.Global)).Select(gradient => gradient.Global)) is double norm and > 0
            ? $"clip gradients at a norm of {Words.About(norm)}, the median that was measured"
            : null;

    /// <summary>All that is there as one sentence.</summary>
    public static string Together(params string?[] remedies)
    {
        string[] there = [.. remedies.OfType<string>()];
        string text = there.Length < 3 ? string.Join(", or ", there) : $"{string.Join(", ", there[..^1])}, or {there[^1]}";
        return $"{char.ToUpperInvariant(text[0])}{text[1..]}.";
    }
}
