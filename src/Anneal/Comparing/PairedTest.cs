namespace Anneal.Comparing;

/// <summary>Whether two ways to train differ by more than chance, from runs that share their seeds pair by pair.</summary>
/// <remarks>
/// A pair begins with the same weights and sees the same batches, so what is only luck cancels in the difference. The test is Student's t of the
/// differences; with 10 to 20 pairs the exact test over all turned signs, which assumes no normal distribution.
/// When all differences are the same number and not 0, there is no spread that t could divide by, and two runs that agree by chance, because accuracy comes
/// in steps of one example, would look certain: then the turned signs decide with any number of pairs, p = 2^(1 − n), so that six pairs are needed for 0.05.
/// </remarks>
public sealed record PairedTest
{
    // Differences of numbers of magnitude m are known to about m·2⁻⁵²; below some of these they are rounding.
    private const double Rounding = 4 * 2.220446049250313e-16;

    private PairedTest()
    {
    }

    /// <summary>Pairs of finite numbers: those that were tested.</summary>
    public int Pairs { get; private init; }

    /// <summary>Pairs of which a run failed; they are left out.</summary>
    public int LeftOut { get; private init; }

    /// <summary>The mean of a − b; null without a pair.</summary>
    public double? Difference { get; private init; }

    /// <summary>The standard deviation of the differences; null for fewer than two pairs.</summary>
    public double? StandardDeviation { get; private init; }

    /// <summary>Half of the 95 % confidence interval of the difference by Student's t; null for fewer than two pairs, and where there is no spread.</summary>
    public double? HalfWidth { get; private init; }

    /// <summary>How probable a difference at least as large is without a true one, in either direction; null for fewer than two pairs.</summary>
    public double? P { get; private init; }

    /// <summary>Where <see cref="P"/> comes from.</summary>
    public TestMethod Method { get; private init; }

    /// <summary>Whether p is at most the level.</summary>
    public Verdict Verdict { get; private init; }

    /// <summary>Compares two rows of results; those at the same place share a seed.</summary>
    /// <param name="a">Results of one way.</param>
    /// <param name="b">Results of the other, as many.</param>
    /// <param name="level">The p-value up to which a difference counts; default 0.05.</param>
    /// <exception cref="ArgumentException">There are more of one than of the other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public static PairedTest Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double level = 0.05)
    {
        if (a.Length != b.Length)
            throw new ArgumentException($"A paired test needs a result of both ways for every seed, but there are {a.Length} and {b.Length}: give the seeds that both have, NaN for a run that failed.", nameof(b));
        CheckLevel(level);
        List<double> differences = new(a.Length);
        double magnitude = 0;
        for (int i = 0; i < a.Length; i++)
        {
            if (!double.IsFinite(a[i]) || !double.IsFinite(b[i]))
                continue;
            differences.Add(a[i] - b[i]);
            magnitude = Math.Max(magnitude, Math.Max(Math.Abs(a[i]), Math.Abs(b[i])));
        }

        PairedTest test = new() { Pairs = differences.Count, LeftOut = a.Length - differences.Count };
        if (differences.Count == 0)
            return test;
        // Sorted, so that the order of the seeds changes no digit.
        differences.Sort();
        return test.Judged([.. differences], magnitude * Rounding, level);
    }

    internal static void CheckLevel(double level)
    {
        if (!(level > 0 && level < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, FormattableString.Invariant($"The level is the share of false alarms that is put up with, above 0 and below 1, not {level}; 0.05 is usual."));
    }

    private PairedTest Judged(double[] sorted, double rounding, double level)
    {
        Sample sample = Sample.Of(sorted);
        double mean = sample.Mean!.Value;
        if (sorted.Length < 2)
            return this with { Difference = mean };
        if (Math.Max(Math.Abs(sorted[0]), Math.Abs(sorted[^1])) <= rounding)
            return this with { Difference = 0, StandardDeviation = 0, P = 1 };
        bool isConstant = sorted[^1] - sorted[0] <= rounding;
        TestMethod method = isConstant || sorted.Length is >= SignFlips.Fewest and <= SignFlips.Most ? TestMethod.SignFlips : TestMethod.StudentT;
        double deviation = isConstant ? 0 : sample.StandardDeviation!.Value;
        double p = isConstant ? Math.Pow(2, 1 - sorted.Length)
            : method is TestMethod.SignFlips ? SignFlips.P(sorted)
            : StudentT.TwoSided(mean * Math.Sqrt(sorted.Length) / deviation, sorted.Length - 1);
        return this with
        {
            Difference = mean,
            StandardDeviation = deviation,
            HalfWidth = isConstant ? null : sample.HalfWidth,
            P = p,
            Method = method,
            Verdict = p <= level ? Verdict.BeyondNoise : Verdict.WithinNoise,
        };
    }
}
