using Anneal.Schedules.Text;

namespace Anneal.Schedules;

public abstract partial record Schedule
{
    /// <summary>One schedule less another, step by step, each in its own time: a momentum that dips while the rate swings.</summary>
    /// <param name="left">What is taken from.</param>
    /// <param name="right">What is taken away; it should stay below <paramref name="left"/>.</param>
    [Catalogue("a(t) − b(t)", "0.9 - cyclic(0, 0.1, up: 4)")]
    public static Schedule operator -(Schedule left, Schedule right) => Subtract(left, right);

    /// <summary>One schedule less another, step by step; the named form of the operator.</summary>
    /// <param name="left">What is taken from.</param>
    /// <param name="right">What is taken away.</param>
    public static Schedule Subtract(Schedule left, Schedule right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new Difference(left, right);
    }
}

internal sealed record Difference(Schedule Left, Schedule Right) : SideBySide(Left, Right)
{
    internal override Call Form => Call.Joining("-", Left, Right);

    private protected override (string Left, string Right) Roles => ("taken from", "taken away");

    internal override double Value(long step) => Left.Value(step) - Right.Value(step);

    internal override double Value(double step) => Left.Value(step) - Right.Value(step);
}
