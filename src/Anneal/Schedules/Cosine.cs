using Anneal.Schedules.Text;

namespace Anneal.Schedules;

public abstract partial record Schedule
{
    /// <summary>Half a cosine: to + (from − to)·(1 + cos πp)/2 with p = t / over; holds <paramref name="to"/> afterwards.</summary>
    /// <param name="from">Value at step 0, at least 0.</param>
    /// <param name="to">Value at step <paramref name="over"/>, at least 0.</param>
    /// <param name="over">Steps; 0 counts as finished.</param>
    /// <remarks>
    /// Loshchilov &amp; Hutter 2017 (SGDR), one cycle. DJL and Keras end the same way; PyTorch's <c>CosineAnnealingLR</c> rises again after
    /// <c>T_max</c>, see <see cref="CosineWave"/>.
    /// </remarks>
    [Catalogue("to + (from − to)·(1 + cos πp)/2", "cosine(0.3, 0.01, over: 20)")]
    public static Schedule Cosine(double from, double to, long over)
        => new CosineRamp(Guard.Rate(from), Guard.Rate(to), Guard.Steps(over));
}

internal sealed record CosineRamp(double From, double To, long Over) : Ramp(From, To, Over)
{
    internal override Call Form => Named("cosine");

    private protected override double Remaining(double step) => (1 + Math.Cos(Math.PI * (step / Over))) / 2;
}
