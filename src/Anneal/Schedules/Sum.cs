using Anneal.Schedules.Text;

namespace Anneal.Schedules;

public abstract partial record Schedule
{
    /// <summary>Both schedules added step by step, each in its own time: a base under a swing.</summary>
    /// <param name="left">One term.</param>
    /// <param name="right">The other; a number lifts.</param>
    /// <remarks>Cycles that shrink towards a base rate are a sum: <c>0.001 + triangle.Repeat(scale: 0.5)</c>.</remarks>
    [Catalogue("a(t) + b(t)", "0.05 + cosine(0.25, 0, over: 5).repeat(4, scale: 0.5)")]
    public static Schedule operator +(Schedule left, Schedule right) => Add(left, right);

    /// <summary>Both schedules added step by step; the named form of the operator.</summary>
    /// <param name="left">One term.</param>
    /// <param name="right">The other.</param>
    public static Schedule Add(Schedule left, Schedule right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new Sum(left, right);
    }
}

internal sealed record Sum(Schedule Left, Schedule Right) : SideBySide(Left, Right)
{
    internal override Call Form => Call.Joining("+", Left, Right);

    private protected override (string Left, string Right) Roles => ("first term", "second term");

    internal override double Value(long step) => Left.Value(step) + Right.Value(step);

    internal override double Value(double step) => Left.Value(step) + Right.Value(step);
}
