using Anneal.Schedules.Text;

namespace Anneal.Schedules;

public abstract partial record Schedule
{
    /// <summary>Stairs of equal width: from·factor^⌊t / every⌋; endless.</summary>
    /// <param name="from">Value at step 0, at least 0.</param>
    /// <param name="factor">At least 0.</param>
    /// <param name="every">Width of a stair in steps, above 0.</param>
    /// <remarks>PyTorch: <c>StepLR</c>. The new value is in force at the step that is a multiple of <paramref name="every"/>.</remarks>
    [Catalogue("from·factor^⌊t/every⌋", "step(0.3, factor: 0.5, every: 5)")]
    public static Schedule Step(double from, double factor, long every)
        => new StepSchedule(Guard.Rate(from), Guard.Rate(factor), Guard.PositiveSteps(every));
}

internal sealed record StepSchedule(double From, double Factor, long Every) : Schedule
{
    // The first stairs, worked out once: most runs have no more.
    private readonly Values<double> _stairs = new(Enumerable.Range(0, 32).Select(stair => Growth.Of(From, Factor, stair)));

    internal override Call Form => new Call("step").With("from", From).With("factor", Factor).With("every", Every);

    internal override double Value(long step)
    {
        long stair = step / Every;
        return stair < _stairs.Count ? _stairs.Span[(int)stair] : Growth.Of(From, Factor, stair);
    }

    internal override double Value(double step) => Value((long)step);
}
