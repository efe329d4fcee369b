using Anneal.Schedules.Text;

namespace Anneal.Schedules;

public abstract partial record Schedule
{
    /// <summary>A straight line: from + (to − from)·p with p = t / over; holds <paramref name="to"/> afterwards.</summary>
    /// <param name="from">Value at step 0, at least 0.</param>
    /// <param name="to">Value at step <paramref name="over"/>, at least 0.</param>
    /// <param name="over">Steps; 0 counts as finished.</param>
    /// <remarks>PyTorch: <c>LinearLR</c>, with factors of the base rate. Unlike there, a ramp may start at 0 and may have no length.</remarks>
    [Catalogue("from + (to − from)·p", "linear(0.3, 0, over: 20)")]
    public static Schedule Linear(double from, double to, long over)
        => new LinearRamp(Guard.Rate(from), Guard.Rate(to), Guard.Steps(over));
}

internal sealed record LinearRamp(double From, double To, long Over) : Ramp(From, To, Over)
{
    internal override Call Form => Named("linear");

    private protected override double Remaining(double step) => (Over - step) / Over;
}
