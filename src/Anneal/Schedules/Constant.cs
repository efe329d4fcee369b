using Anneal.Schedules.Text;

namespace Anneal.Schedules;

public abstract partial record Schedule
{
    /// <summary>The same value at every step; endless.</summary>
    /// <param name="value">Finite, at least 0.</param>
    /// <remarks>PyTorch: no scheduler. DJL: <c>Tracker.fixed</c>. Cut it with <see cref="For"/> to put something after it.</remarks>
    [Catalogue("value", "constant(0.3)")]
    public static Schedule Constant(double value) => new ConstantSchedule(Guard.Rate(value));
}

internal sealed record ConstantSchedule(double Level) : Schedule
{
    internal override Call Form => new Call("constant").With("value", Level);

    internal override double Value(long step) => Level;

    internal override double Value(double step) => Level;
}
