namespace Anneal.Comparing;

/// <summary>Student's distribution of t = mean·√n / s, the mean of few normal numbers in units of its own estimated error.</summary>
/// <remarks>Student 1908. P(|T| > t) = Iₓ(ν/2, ½) with x = ν/(ν + t²), by the continued fraction of the incomplete beta function.</remarks>
public static class StudentT
{
    /// <summary>P(T ≤ t).</summary>
    /// <param name="t">Any number; infinite ones give 0 and 1.</param>
    /// <param name="freedom">Degrees of freedom ν, above 0; n − 1 for n numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException">ν is not above 0, or t is NaN.</exception>
    public static double Cumulative(double t, double freedom)
    {
        double tail = TwoSided(t, freedom) / 2;
        return t > 0 ? 1 - tail : tail;
    }

    /// <summary>P(|T| ≥ |t|): the p-value of a two-sided test.</summary>
    /// <param name="t">Any number; infinite ones give 0.</param>
    /// <param name="freedom">Degrees of freedom ν, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">ν is not above 0, or t is NaN.</exception>
    public static double TwoSided(double t, double freedom)
    {
        Check(freedom);
        if (double.IsNaN(t))
            throw new ArgumentOutOfRangeException(nameof(t), t, "t is NaN: a mean over no spread has none, test such differences by their signs.");
        double square = t * t;
        return double.IsInfinity(square) ? 0 : IncompleteBeta.Regularized(freedom / (freedom + square), square / (freedom + square), freedom / 2, 0.5);
    }

    /// <summary>The t below which T lies with a probability: the inverse of <see cref="Cumulative"/>.</summary>
    /// <param name="probability">Above 0 and below 1; 0.975 for a 95 % interval.</param>
    /// <param name="freedom">Degrees of freedom ν, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not between 0 and 1, or ν not above 0.</exception>
    public static double Quantile(double probability, double freedom)
    {
        if (!(probability > 0 && probability < 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, FormattableString.Invariant($"A quantile belongs to a probability above 0 and below 1, not {probability}."));
        Check(freedom);
        return probability < 0.5 ? -Critical(2 * probability, freedom) : Critical(2 * (1 - probability), freedom);
    }

    // The t ≥ 0 with P(|T| ≥ t) = p: Newton's steps, and the middle of what is left where one would lead outside.
    private static double Critical(double p, double freedom)
    {
        double low = 0, high = 1;
        while (TwoSided(high, freedom) > p)
            (low, high) = (high, high * 2);
        double t = low, scale = IncompleteBeta.LogBeta(0.5, freedom / 2);
        while (true)
        {
            double excess = TwoSided(t, freedom) - p;
            if (excess > 0)
                low = t;
            else
                high = t;
            double density = Math.Exp(((freedom + 1) / 2 * -IncompleteBeta.LogOnePlus(t * t / freedom)) - scale) / Math.Sqrt(freedom);
            double next = t + (excess / (2 * density));
            if (!(next > low && next < high))
                next = low + ((high - low) / 2);
            if (next <= low || next >= high || Math.Abs(next - t) <= 1e-15 * t)
                return next;
            t = next;
        }
    }

    private static void Check(double freedom)
    {
        if (!(freedom > 0 && double.IsFinite(freedom)))
            throw new ArgumentOutOfRangeException(nameof(freedom), freedom, FormattableString.Invariant($"Degrees of freedom are above 0 and finite, not {freedom}: n numbers have n − 1, so there must be two."));
    }
}
