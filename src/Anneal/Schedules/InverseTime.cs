using Anneal.Schedules.Text;

namespace Anneal.Schedules;

public abstract partial record Schedule
{
    /// <summary>Hyperbolic decay: from / (1 + rate·t); endless.</summary>
    /// <param name="from">Value at step 0, at least 0.</param>
    /// <param name="rate">Decay per step, at least 0.</param>
    /// <remarks>Robbins &amp; Monro 1951. Paddle: <c>InverseTimeDecay(gamma)</c>; Keras: <c>InverseTimeDecay</c> with rate = decay_rate / decay_steps.</remarks>
    [Catalogue("from/(1 + rate·t)", "inverseTime(0.3, rate: 0.2)")]
    public static Schedule InverseTime(double from, double rate) => new InverseTimeSchedule(Guard.Rate(from), Guard.Rate(rate));
}

internal sealed record InverseTimeSchedule(double From, double Rate) : Schedule
{
    internal override Call Form => new Call("inverseTime").With("from", From).With("rate", Rate);

    internal override double Value(long step) => Value((double)step);

    internal override double Value(double step) => From / (1 + (Rate * step));
}
