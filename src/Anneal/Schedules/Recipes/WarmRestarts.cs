namespace Anneal.Schedules;

public abstract partial record Schedule
{
    /// <summary>Cosine decay with warm restarts (SGDR): from falls to to, jumps back up, and falls again, each cycle lengthen times as long.</summary>
    /// <param name="from">Value at every restart, at least 0.</param>
    /// <param name="to">Value each cycle ends at, at least 0.</param>
    /// <param name="over">Steps of the first cycle, above 0.</param>
    /// <param name="times">How many cycles; null goes on for ever.</param>
    /// <param name="lengthen">Each cycle's length relative to the one before, above 0; default 1.</param>
    /// <param name="scale">Each restart's height above <paramref name="to"/> relative to the one before; default 1.</param>
    /// <remarks>
    /// Loshchilov &amp; Hutter 2017. PyTorch: <c>CosineAnnealingWarmRestarts(T_0, T_mult, eta_min)</c>, whose floating logarithm misses some
    /// restarts when stepped by fractional epochs; here all are exact.
    /// </remarks>
    [Catalogue("cosine(from → to), again and again", "warmRestarts(0.3, 0.01, over: 4, lengthen: 2)")]
    public static Schedule WarmRestarts(double from, double to, long over, long? times = null, double lengthen = 1, double scale = 1)
        => scale == 1
            ? Cosine(from, to, Guard.PositiveSteps(over)).Repeat(times, lengthen)
            : Constant(to) + Cosine(Above(from, to), 0, Guard.PositiveSteps(over)).Repeat(times, lengthen, scale);

    /// <summary>The height of one value above another that must not be larger.</summary>
    private static double Above(double high, double low)
        => Guard.Rate(high) >= Guard.Rate(low)
            ? high - low
            : throw new ArgumentException(FormattableString.Invariant($"Shrinking cycles swing above their lower value, so {high} must be at least {low}. Exchange them."), nameof(high));
}
