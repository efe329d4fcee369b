using Anneal.Schedules.Text;

namespace Anneal.Schedules;

public abstract partial record Schedule
{
    /// <summary>Slow decay: from / √(1 + t / timescale); endless.</summary>
    /// <param name="from">Value at step 0, at least 0.</param>
    /// <param name="timescale">Steps until the value has fallen to from/√2, above 0; default 10,000.</param>
    /// <remarks>Hugging Face: <c>inverse_sqrt</c>. The slowest decay for which stochastic gradient descent on convex problems still converges, up to logarithms.</remarks>
    [Catalogue("from/√(1 + t/timescale)", "inverseSquareRoot(0.3, timescale: 4)")]
    public static Schedule InverseSquareRoot(double from, double timescale = 10_000)
        => new InverseSquareRootSchedule(Guard.Rate(from), Guard.Positive(timescale));

    /// <summary>The square-root schedule of Dive into Deep Learning: from·(t + 1)^−½, which is <see cref="InverseSquareRoot"/> with timescale 1.</summary>
    /// <param name="from">Value at step 0, at least 0.</param>
    [Catalogue("from·(t + 1)^−½", "squareRoot(0.1)")]
    public static Schedule SquareRoot(double from) => InverseSquareRoot(from, timescale: 1);
}

internal sealed record InverseSquareRootSchedule(double From, double Timescale) : Schedule
{
    internal override Call Form => new Call("inverseSquareRoot").With("from", From).With("timescale", Timescale);

    internal override double Value(long step) => Value((double)step);

    internal override double Value(double step) => From / Math.Sqrt(1 + (step / Timescale));
}
