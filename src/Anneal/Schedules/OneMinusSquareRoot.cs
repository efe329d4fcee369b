using Anneal.Schedules.Text;

namespace Anneal.Schedules;

public abstract partial record Schedule
{
    /// <summary>Steep at first, flat at the end: to + (from − to)·(1 − √p) with p = t / over; holds <paramref name="to"/> afterwards.</summary>
    /// <param name="from">Value at step 0, at least 0.</param>
    /// <param name="to">Value at step <paramref name="over"/>, at least 0.</param>
    /// <param name="over">Steps; 0 counts as finished.</param>
    /// <remarks>The cool-down of warm-up-stable-decay, Hägele et al. 2024. Hugging Face: <c>decay_type="1-sqrt"</c>.</remarks>
    [Catalogue("to + (from − to)·(1 − √p)", "oneMinusSquareRoot(0.3, 0.01, over: 20)")]
    public static Schedule OneMinusSquareRoot(double from, double to, long over)
        => new OneMinusSquareRootRamp(Guard.Rate(from), Guard.Rate(to), Guard.Steps(over));
}

internal sealed record OneMinusSquareRootRamp(double From, double To, long Over) : Ramp(From, To, Over)
{
    internal override Call Form => Named("oneMinusSquareRoot");

    private protected override double Remaining(double step) => 1 - Math.Sqrt(step / Over);
}
