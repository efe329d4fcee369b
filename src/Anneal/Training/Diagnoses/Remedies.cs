namespace Anneal.Training.Diagnoses;

/// <summary>What helps, with the figures that the run itself measured.</summary>
internal static class Remedies
{
    // An update of a hundredth of the weights is the largest that training usually stands; a thousandth is usual (Karpathy 2022).
    public const double LargestRatio = 1e-2;

    public const double UsualRatio = 1e-3;

    // Where nothing was measured, the step by which people search.
    private const double UsualFactor = 3;

    private const double LargestFactor = 1e9;

    // Below a ratio of 1e-9 single precision measures nothing any more.
    private const double LargestRise = 1e6;

    /// <summary>Begin more gently; null where the run does already.</summary>
    public static string? WarmUp(Signs signs)
    {
        // A schedule that begins below half of its peak is one that warms up.
        if (signs.Rates.Count > 0 && signs.Rates[0] < signs.Rates.Max() / 2)
            return null;
        int steps = signs.StepsPerEpoch > 1 ? signs.StepsPerEpoch : 0;
        return steps > 0 ? $"put a warm-up in front, for example .warmedUp({steps}) over the first epoch" : "put a warm-up in front";
    }

    /// <summary>A lower rate: by how much the usual update before the trouble was larger than training stands.</summary>
    public static string LowerRate(Signs signs, long before = long.MaxValue)
    {
        IEnumerable<double> ratios = signs.Updates.Where(update => update.Ratio > 0 && double.IsFinite(update.Ratio) && update.Step < before).Select(update => AtPeak(signs, update));
        // Where the trouble came before anything else, the first update is still that of a healthy network.
        double ratio = Middle.Of(ratios) ?? (signs.Updates.Count > 0 && double.IsFinite(signs.Updates[0].Ratio) ? AtPeak(signs, signs.Updates[0]) : 0);
        double factor = Math.Clamp(ratio / LargestRatio, UsualFactor, LargestFactor);
        return signs.Rates.Count == 0 ? $"lower the rate by a factor of about {Words.About(factor)}" : $"lower the rate from {Words.Figure(signs.Rates.Max())} to about {Words.About(signs.Rates.Max() / factor)}";
    }

    /// <summary>A higher rate: by how much the usual update is larger than the median one.</summary>
    public static string RaiseRate(Signs signs, double ratio)
    {
        double factor = ratio > 0 ? Math.Clamp(UsualRatio / ratio, UsualFactor, LargestRise) : LargestRise;
        return signs.Rates.Count == 0 ? $"raise the rate by a factor of about {Words.About(factor)}" : $"raise the rate from {Words.Figure(signs.Rates.Max())} to about {Words.About(signs.Rates.Max() * factor)}";
    }

    /// <summary>A bound that half of the steps before the trouble would not have noticed; null where no gradient was measured.</summary>
    public static string? Clip(Signs signs, long before = long.MaxValue)
        => Middle.Of(signs.Gradients.Where(gradient => gradient.Step < before && double.IsFinite(gradient.Global)).Select(gradient => gradient.Global)) is double norm and > 0
            ? $"clip gradients at a norm of {Words.About(norm)}, the median that was measured"
            : null;

    // What the update would have been with the largest rate of the run: a warm-up hides it.
    private static double AtPeak(Signs signs, UpdateSample update)
        => update.Step < signs.Rates.Count && signs.Rates[(int)update.Step] > 0 ? update.Ratio * signs.Rates.Max() / signs.Rates[(int)update.Step] : update.Ratio;

    /// <summary>All that is there as one sentence.</summary>
    public static string Together(params string?[] remedies)
    {
        string[] there = [.. remedies.OfType<string>()];
        string text = there.Length < 3 ? string.Join(", or ", there) : $"{string.Join(", ", there[..^1])}, or {there[^1]}";
        return $"{char.ToUpperInvariant(text[0])}{text[1..]}.";
    }
}
