namespace Anneal.Comparing;

/// <summary>How probably a paired t-test sees a true difference, and how many seeds it takes.</summary>
/// <remarks>
/// t² follows the non-central F distribution with 1 and n − 1 degrees of freedom and λ = n·effect²: a sum of incomplete beta functions with Poisson weights.
/// The effect is the difference in standard deviations of the differences by seed. Estimated from few seeds it is itself uncertain by half or more, so a
/// number of seeds that follows from it is an order of magnitude, not a promise.
/// </remarks>
public static class Power
{
    // More runs than anybody makes to tell two schedules apart.
    private const int MostPairs = 1000;

    /// <summary>The probability that a test finds the difference.</summary>
    /// <param name="effect">The true difference over the standard deviation of the differences.</param>
    /// <param name="pairs">Seeds, at least 2.</param>
    /// <param name="level">The level of the test; default 0.05.</param>
    /// <exception cref="ArgumentOutOfRangeException">The effect is not finite, there are fewer than 2 pairs, or the level is not between 0 and 1.</exception>
    public static double Of(double effect, int pairs, double level = 0.05)
    {
        if (!double.IsFinite(effect))
            throw new ArgumentOutOfRangeException(nameof(effect), effect, "An effect is a difference over its spread, both finite and the spread above 0.");
        ArgumentOutOfRangeException.ThrowIfLessThan(pairs, 2);
        PairedTest.CheckLevel(level);
        double freedom = pairs - 1, critical = StudentT.Quantile(1 - (level / 2), freedom), square = critical * critical;
        double mean = pairs * effect * effect / 2, x = square / (freedom + square), y = freedom / (freedom + square);
        // The counts of so large a mean lie so close together that the middle one speaks for all.
        if (mean > 1e4)
            return IncompleteBeta.Regularized(y, x, freedom / 2, 0.5 + mean);
        double width = 10 * Math.Sqrt(mean), found = 0;
        int first = Math.Max(0, (int)(mean - width - 10));
        double a = 0.5 + first, b = freedom / 2;
        double weight = first == 0 ? Math.Exp(-mean) : Math.Exp((first * Math.Log(mean)) - mean - IncompleteBeta.LogGamma(first + 1));
        double beyond = IncompleteBeta.Regularized(y, x, b, a), step = IncompleteBeta.Front(x, y, a, b) / a;
        for (int j = first; j <= mean + width + 40; j++, a++)
        {
            found += weight * beyond;
            weight *= mean / (j + 1);
            // I(b, a + 1) = I(b, a) + xᵃyᵇ/(a·B(a, b)).
            beyond += step;
            step *= x * (a + b) / (a + 1);
        }

        return Math.Min(1, found);
    }

    /// <summary>The fewest seeds with which a test finds the difference with a probability.</summary>
    /// <param name="effect">The true difference over the standard deviation of the differences.</param>
    /// <param name="level">The level of the test; default 0.05.</param>
    /// <param name="power">The probability to find it; default 0.8.</param>
    /// <returns>At least 2; null when a thousand would not do.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The effect is not finite, or level or power are not between 0 and 1.</exception>
    public static int? PairsFor(double effect, double level = 0.05, double power = 0.8)
    {
        if (!(power > 0 && power < 1))
            throw new ArgumentOutOfRangeException(nameof(power), power, FormattableString.Invariant($"The power is a probability above 0 and below 1, not {power}; 0.8 is usual."));
        // It grows with the number of pairs.
        int low = 1, high = 2;
        while (Of(effect, high, level) < power)
        {
            if (high == MostPairs)
                return null;
            (low, high) = (high, Math.Min(MostPairs, high * 2));
        }

        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (Of(effect, middle, level) >= power)
                high = middle;
            else
                low = middle;
        }

        return high;
    }
}
