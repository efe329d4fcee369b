namespace Anneal.Comparing;

/// <summary>Wilcoxon's signed ranks (1945) of pairs in which one side may have failed.</summary>
internal static class SignedRanks
{
    /// <summary>The rank of each |difference| with the sign of who was better, + for the first; seeds with which both failed, or gave the same, are left out.</summary>
    /// <remarks>A seed with which only one failed has a larger difference than any other; equal differences share the mean of their ranks.</remarks>
    public static double[] Of(ReadOnlySpan<double> first, ReadOnlySpan<double> second, Better better)
    {
        List<double> differences = [];
        for (int i = 0; i < first.Length; i++)
        {
            double difference = (double.IsFinite(first[i]), double.IsFinite(second[i])) switch
            {
                (true, true) => better is Better.Higher ? first[i] - second[i] : second[i] - first[i],
                (true, false) => double.PositiveInfinity,
                (false, true) => double.NegativeInfinity,
                _ => 0,
            };
            if (difference != 0)
                differences.Add(difference);
        }

        return [.. differences.Select(difference => Math.Sign(difference) * Rank(differences, Math.Abs(difference)))];
    }

    // How many are smaller, and the middle of those that are equal.
    private static double Rank(List<double> differences, double size)
        => differences.Count(other => Math.Abs(other) < size) + ((differences.Count(other => Math.Abs(other) == size) + 1) / 2.0);
}
