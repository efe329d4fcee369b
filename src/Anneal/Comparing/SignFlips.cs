namespace Anneal.Comparing;

/// <summary>The exact test by turned signs: without a true difference each could as well have had the other sign.</summary>
internal static class SignFlips
{
    // The smallest p is 2^(1 − n). Ten pairs reach 0.002, which leaves room for Holm's correction over 25 comparisons; with fewer pairs the test could not
    // say yes however clear the matter is.
    public const int Fewest = 10;

    // 2^19 sums take about a millisecond, and beyond that Student's t is as good.
    public const int Most = 20;

    /// <summary>The share of all ways to turn the signs whose |sum| is at least the observed one.</summary>
    public static double P(ReadOnlySpan<double> differences)
    {
        double observed = 0, magnitude = 0;
        foreach (double difference in differences)
        {
            observed += difference;
            magnitude += Math.Abs(difference);
        }

        // Sums that are equal on paper count as equal.
        double bound = Math.Abs(observed) - (1e-12 * magnitude);
        // The first sign stays: turning all signs changes no |sum|.
        return Count(differences[1..], differences[0], bound) / Math.Pow(2, differences.Length - 1);
    }

    private static long Count(ReadOnlySpan<double> rest, double sum, double bound)
        => rest.IsEmpty
            ? Math.Abs(sum) >= bound ? 1 : 0
            : Count(rest[1..], sum + rest[0], bound) + Count(rest[1..], sum - rest[0], bound);
}
