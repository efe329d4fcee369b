namespace Anneal.Comparing;

/// <summary>Holm's correction: p-values of several tests, such that the probability of even one false alarm among all stays at the level.</summary>
/// <remarks>Holm 1979. The i-th smallest of m is multiplied by m − i + 1 and is at least the one before it; valid however the tests depend on each other.</remarks>
public static class Holm
{
    /// <summary>The corrected values, in the order of the given ones.</summary>
    /// <param name="values">p-values from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not from 0 to 1.</exception>
    public static double[] Correct(params ReadOnlySpan<double> values)
    {
        int[] order = new int[values.Length];
        double[] sorted = values.ToArray();
        for (int i = 0; i < order.Length; i++)
        {
            if (!(sorted[i] >= 0 && sorted[i] <= 1))
                throw new ArgumentOutOfRangeException(nameof(values), sorted[i], FormattableString.Invariant($"A p-value is from 0 to 1, not {sorted[i]}: leave out tests that could not be made."));
            order[i] = i;
        }

        Array.Sort(sorted, order);
        double[] corrected = new double[values.Length];
        double least = 0;
        for (int i = 0; i < order.Length; i++)
            corrected[order[i]] = least = Math.Max(least, Math.Min(1, sorted[i] * (order.Length - i)));
        return corrected;
    }
}
