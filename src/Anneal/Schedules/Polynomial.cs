using Anneal.Schedules.Text;

namespace Anneal.Schedules;

public abstract partial record Schedule
{
    /// <summary>A power of what is left: to + (from − to)·(1 − p^k)^power with p = t / over; holds <paramref name="to"/> afterwards.</summary>
    /// <param name="from">Value at step 0, at least 0.</param>
    /// <param name="to">Value at step <paramref name="over"/>, at least 0.</param>
    /// <param name="over">Steps; 0 counts as finished.</param>
    /// <param name="power">Above 0; 1 is a straight line, 2 bends down early, 0.5 late.</param>
    /// <param name="k">Exponent of the progress, above 0; default 1. Below 1 falls earlier, above 1 later (k-decay, Zhang &amp; Li 2020).</param>
    /// <remarks>PyTorch: <c>PolynomialLR</c> (to 0 only); Paddle: <c>PolynomialDecay</c>; D2L: <c>PolyScheduler</c>; timm: <c>PolyLRScheduler</c>.</remarks>
    [Catalogue("to + (from − to)·(1 − p^k)^power", "polynomial(0.3, 0.01, over: 20, power: 2)")]
    public static Schedule Polynomial(double from, double to, long over, double power = 1, double k = 1)
        => new PolynomialRamp(Guard.Rate(from), Guard.Rate(to), Guard.Steps(over), Guard.Positive(power), Guard.Positive(k));
}

internal sealed record PolynomialRamp(double From, double To, long Over, double Power, double K) : Ramp(From, To, Over)
{
    internal override Call Form => Named("polynomial").Unless("power", Power, 1).Unless("k", K, 1);

    private protected override double Remaining(double step)
    {
        // Not (over − step)/over: 1 − progress is rounded as the peers round it, so that both agree to the last bit.
        double progress = step / Over;
        double ahead = 1 - (K == 1 ? progress : Math.Pow(progress, K));
        return Power == 1 ? ahead : Math.Pow(ahead, Power);
    }
}
