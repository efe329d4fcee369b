using Anneal.Schedules.Text;

namespace Anneal.Schedules;

public abstract partial record Schedule
{
    /// <summary>Exponential decay by a rate: from·e^(−rate·t); endless.</summary>
    /// <param name="from">Value at step 0, at least 0.</param>
    /// <param name="rate">Decay per step, at least 0.</param>
    /// <remarks>Paddle: <c>NaturalExpDecay(gamma)</c>.</remarks>
    [Catalogue("from·e^(−rate·t)", "naturalExponential(0.3, rate: 0.15)")]
    public static Schedule NaturalExponential(double from, double rate)
        => new NaturalExponentialSchedule(Guard.Rate(from), Guard.Rate(rate));
}

internal sealed record NaturalExponentialSchedule(double From, double Rate) : Schedule
{
    internal override Call Form => new Call("naturalExponential").With("from", From).With("rate", Rate);

    internal override double Value(long step) => Value((double)step);

    internal override double Value(double step) => From * Math.Exp(-Rate * step);
}
