using Anneal.Schedules.Text;

namespace Anneal.Schedules;

public abstract partial record Schedule
{
    /// <summary>A cosine whose progress is bent: to + (from − to)·(1 + cos(π·p^k))/2 with p = t / over; holds <paramref name="to"/> afterwards.</summary>
    /// <param name="from">Value at step 0, at least 0.</param>
    /// <param name="to">Value at step <paramref name="over"/>, at least 0.</param>
    /// <param name="over">Steps; 0 counts as finished.</param>
    /// <param name="k">Above 0; 1 is the plain cosine, larger stays high longer, smaller falls earlier.</param>
    /// <remarks>Zhang &amp; Li 2020, "k-decay". timm: <c>CosineLRScheduler(k_decay)</c>. For polynomials see <see cref="Polynomial"/>.</remarks>
    [Catalogue("to + (from − to)·(1 + cos(π·p^k))/2", "kDecay(0.3, 0.01, over: 20, k: 2)")]
    public static Schedule KDecay(double from, double to, long over, double k)
        => new KDecayRamp(Guard.Rate(from), Guard.Rate(to), Guard.Steps(over), Guard.Positive(k));
}

internal sealed record KDecayRamp(double From, double To, long Over, double K) : Ramp(From, To, Over)
{
    internal override Call Form => Named("kDecay").With("k", K);

    private protected override double Remaining(double step) => (1 + Math.Cos(Math.PI * Math.Pow(step / Over, K))) / 2;
}
