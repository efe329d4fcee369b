using Anneal.Schedules.Text;

namespace Anneal.Schedules;

public abstract partial record Schedule
{
    /// <summary>Multiplied by a factor every so many steps, smoothly: from·factor^(t / every); endless.</summary>
    /// <param name="from">Value at step 0, at least 0.</param>
    /// <param name="factor">At least 0; below 1 it decays, above 1 it grows.</param>
    /// <param name="every">Steps per factor, above 0; default 1.</param>
    /// <remarks>PyTorch: <c>ExponentialLR(gamma)</c>; DJL: <c>factor</c>, whose floor is <see cref="AtLeast"/>. For stairs use <see cref="Step"/>.</remarks>
    [Catalogue("from·factor^(t/every)", "exponential(2, factor: 0.9).atLeast(0.01)")]
    public static Schedule Exponential(double from, double factor, long every = 1)
        => new ExponentialSchedule(Guard.Rate(from), Guard.Rate(factor), Guard.PositiveSteps(every));
}

internal sealed record ExponentialSchedule(double From, double Factor, long Every) : Schedule
{
    internal override Call Form
        => new Call("exponential").With("from", From).With("factor", Factor).Unless("every", Every, 1);

    internal override double Value(long step) => Value((double)step);

    internal override double Value(double step) => Growth.Of(From, Factor, step / Every);
}
