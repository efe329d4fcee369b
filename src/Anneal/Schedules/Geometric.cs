using Anneal.Schedules.Text;

namespace Anneal.Schedules;

public abstract partial record Schedule
{
    /// <summary>A straight line on a logarithmic axis: from·(to/from)^p with p = t / over; holds <paramref name="to"/> afterwards.</summary>
    /// <param name="from">Value at step 0, above 0.</param>
    /// <param name="to">Value at step <paramref name="over"/>, above 0.</param>
    /// <param name="over">Steps; 0 counts as finished.</param>
    /// <remarks>The sweep of a learning-rate range test (Smith 2017); fastai: <c>SchedExp</c>.</remarks>
    [Catalogue("from·(to/from)^p", "geometric(0.3, 0.003, over: 20)")]
    public static Schedule Geometric(double from, double to, long over)
        => new GeometricRamp(Guard.Positive(from), Guard.Positive(to), Guard.Steps(over));
}

internal sealed record GeometricRamp(double From, double To, long Over) : Schedule
{
    private readonly double _low = Math.Min(From, To);
    private readonly double _high = Math.Max(From, To);

    public override long? Length => Over;

    internal override Call Form => new Call("geometric").With("from", From).With("to", To).With("over", Over);

    internal override double Value(long step) => Value((double)step);

    internal override double Value(double step)
        => step >= Over ? To : step == 0 ? From : Math.Clamp(Between(step), _low, _high);

    // Two powers instead of one of the ratio, which overflows when the ends are far apart.
    private double Between(double step) => Math.Pow(From, (Over - step) / Over) * Math.Pow(To, step / Over);
}
