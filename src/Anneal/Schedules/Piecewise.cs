using Anneal.Schedules.Text;

namespace Anneal.Schedules;

public abstract partial record Schedule
{
    /// <summary>A list of values and the steps at which the next one takes over; endless.</summary>
    /// <param name="values">One more than <paramref name="at"/> has, each at least 0.</param>
    /// <param name="at">Ascending steps; <c>values[i + 1]</c> is in force from <c>at[i]</c> on.</param>
    /// <exception cref="ArgumentException">The lists do not fit together.</exception>
    /// <remarks>Paddle: <c>PiecewiseDecay</c>. Keras' <c>PiecewiseConstantDecay</c> keeps the old value at the boundary itself, one step longer.</remarks>
    [Catalogue("values[#{at ≤ t}]", "piecewise([0.1, 0.3, 0.05, 0.01], at: [4, 12, 16])")]
    public static Schedule Piecewise(IReadOnlyList<double> values, IReadOnlyList<long> at)
    {
        ArgumentNullException.ThrowIfNull(values);
        Values<long> steps = Guard.Ascending(at, repeats: false, nameof(at));
        if (values.Count != steps.Count + 1)
            throw new ArgumentException($"There must be one value more than steps in 'at', but there are {values.Count} values and {steps.Count} steps.", nameof(values));
        foreach (double value in values)
            Guard.Rate(value, nameof(values));
        return new PiecewiseSchedule(new Values<double>(values), steps);
    }
}

internal sealed record PiecewiseSchedule(Values<double> Levels, Values<long> Milestones) : Schedule
{
    internal override Call Form => new Call("piecewise").With("values", Levels).With("at", Milestones);

    internal override IEnumerable<Turn> Turns => TurnList.Milestones(Milestones.Span);

    internal override double Value(long step) => Levels.Span[Stairs.Passed(Milestones.Span, step)];

    internal override double Value(double step) => Value((long)step);
}
