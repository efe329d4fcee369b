namespace Anneal.Schedules;

public abstract partial record Schedule
{
    /// <summary>Triangles between two values for ever; the peaks may shrink with each cycle or with each step.</summary>
    /// <param name="low">Value at the bottom, at least 0.</param>
    /// <param name="high">Value at the first peak, at least <paramref name="low"/>.</param>
    /// <param name="up">Steps from bottom to peak, at least 0.</param>
    /// <param name="down">Steps from peak to bottom; default as many as <paramref name="up"/>.</param>
    /// <param name="shrink">Height of each cycle relative to the one before, default 1; 0.5 is the policy "triangular2".</param>
    /// <param name="decay">Height of each step relative to the one before, default 1; below 1 is the policy "exp_range".</param>
    /// <remarks>Smith 2017. PyTorch and Paddle: <c>CyclicLR</c>; DJL: <c>cyclical</c>.</remarks>
    [Catalogue("low + (high − low)·triangle(t)·shrink^cycle·decay^t", "cyclic(0.01, 0.3, up: 4, shrink: 0.7)")]
    public static Schedule Cyclic(double low, double high, long up, long? down = null, double shrink = 1, double decay = 1)
    {
        double height = Above(high, low);
        long fall = down ?? up;
        if (shrink == 1 && decay == 1)
            return Linear(low, high, up).Then(Linear(high, low, fall)).Repeat();
        Schedule swing = Linear(0, height, up).Then(Linear(height, 0, fall)).Repeat(scale: shrink);
        return Constant(low) + (decay == 1 ? swing : swing * Exponential(1, decay));
    }

    /// <summary>The momentum that goes with <see cref="Cyclic"/>: low at the peaks of the rate.</summary>
    /// <param name="high">Momentum at the bottom of the rate; default 0.9.</param>
    /// <param name="low">Momentum at the first peak, at most <paramref name="high"/>; default 0.8.</param>
    /// <param name="up">As given to <see cref="Cyclic"/>.</param>
    /// <param name="down">As given to <see cref="Cyclic"/>.</param>
    /// <param name="shrink">As given to <see cref="Cyclic"/>; default 1.</param>
    /// <param name="decay">As given to <see cref="Cyclic"/>; default 1.</param>
    [Catalogue("high − (high − low)·triangle(t)·shrink^cycle·decay^t", "cyclicMomentum(up: 4)")]
    public static Schedule CyclicMomentum(long up, double high = 0.9, double low = 0.8, long? down = null, double shrink = 1, double decay = 1)
    {
        double depth = Above(high, low);
        long back = down ?? up;
        if (shrink == 1 && decay == 1)
            return Linear(high, low, up).Then(Linear(low, high, back)).Repeat();
        Schedule dip = Linear(0, depth, up).Then(Linear(depth, 0, back)).Repeat(scale: shrink);
        return Constant(high) - (decay == 1 ? dip : dip * Exponential(1, decay));
    }
}
