namespace Anneal.Comparing;

/// <summary>The regularised incomplete beta function Iₓ(a, b), from which the distributions of t and F follow.</summary>
internal static class IncompleteBeta
{
    // The fraction needs about √max(a, b) terms: enough for a billion degrees of freedom.
    private const int MostTerms = 100_000;

    private const double HalfLogTwoPi = 0.91893853320467274178;

    // Above this Stirling's series with six terms is exact to rounding.
    private const double Large = 10;

    /// <summary>Iₓ(a, b) with y = 1 − x, which the caller knows without cancellation.</summary>
    public static double Regularized(double x, double y, double a, double b)
    {
        if (x <= 0)
            return 0;
        if (y <= 0)
            return 1;
        double front = Front(x, y, a, b);
        // The fraction converges fast on this side of the mean only; the other side is 1 − I₁₋ₓ(b, a).
        return x < (a + 1) / (a + b + 2)
            ? front * Fraction(x, a, b) / a
            : 1 - (front * Fraction(y, b, a) / b);
    }

    /// <summary>xᵃyᵇ/B(a, b), with y = 1 − x.</summary>
    public static double Front(double x, double y, double a, double b) => Math.Exp((a * Log(x, y)) + (b * Log(y, x)) - LogBeta(a, b));

    /// <summary>ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b), without the cancellation of large terms.</summary>
    public static double LogBeta(double a, double b)
    {
        (double small, double large) = (Math.Min(a, b), Math.Max(a, b));
        double share = small / (small + large);
        if (small >= Large)
        {
            return HalfLogTwoPi - (0.5 * Math.Log(large)) + Stirling(small) + Stirling(large) - Stirling(small + large)
                + ((small - 0.5) * Math.Log(share)) + (large * LogOnePlus(-share));
        }

        return large >= Large
            ? LogGamma(small) + Stirling(large) - Stirling(small + large) + small - (small * Math.Log(small + large)) + ((large - 0.5) * LogOnePlus(-share))
            : LogGamma(small) + LogGamma(large) - LogGamma(small + large);
    }

    /// <summary>ln Γ(x) for x > 0: up by Γ(x + 1) = x·Γ(x), then Stirling's series.</summary>
    public static double LogGamma(double x)
    {
        double product = 1;
        for (; x < Large; x++)
            product *= x;
        return HalfLogTwoPi + ((x - 0.5) * Math.Log(x)) - x + Stirling(x) - Math.Log(product);
    }

    // Lentz' evaluation of the continued fraction (Abramowitz and Stegun 26.5.8).
    private static double Fraction(double x, double a, double b)
    {
        const double tiny = 1e-300;
        double c = 1, d = 1 / Away(1 - ((a + b) * x / (a + 1))), value = d;
        for (int m = 1; m < MostTerms; m++)
        {
            Turn(m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m))));
            double factor = Turn(-(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1)));
            if (Math.Abs(factor - 1) < 1e-15)
                break;
        }

        return value;

        double Turn(double term)
        {
            d = 1 / Away(1 + (term * d));
            c = Away(1 + (term / c));
            value *= c * d;
            return c * d;
        }

        static double Away(double number) => Math.Abs(number) < tiny ? tiny : number;
    }

    // ln Γ(x) − ((x − ½)·ln x − x + ½·ln 2π).
    private static double Stirling(double x)
    {
        double inverse = 1 / x, square = inverse * inverse;
        return inverse * ((1 / 12.0) - (square * ((1 / 360.0) - (square * ((1 / 1260.0) - (square * ((1 / 1680.0) - (square * ((1 / 1188.0) - (square * 691 / 360360))))))))));
    }

    // ln x, where 1 − x is known better than x when x is near 1.
    private static double Log(double x, double rest) => x > 0.5 ? LogOnePlus(-rest) : Math.Log(x);

    /// <summary>ln(1 + x) by Kahan's way: the error of 1 + x cancels in the quotient. <see cref="double.LogP1"/> rounds 1 + x first.</summary>
    public static double LogOnePlus(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * x / (sum - 1);
    }
}
