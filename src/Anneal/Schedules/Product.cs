using Anneal.Schedules.Text;

namespace Anneal.Schedules;

public abstract partial record Schedule
{
    /// <summary>Both schedules multiplied step by step, each in its own time: a warm-up over a decay, a scale.</summary>
    /// <param name="left">One factor.</param>
    /// <param name="right">The other; a number scales.</param>
    /// <remarks>PyTorch: <c>ChainedScheduler</c> of factors. Ends when both have ended; a constant factor has no say in that.</remarks>
    [Catalogue("a(t)·b(t)", "linear(0.2, 1, over: 5) * inverseTime(0.3, rate: 0.1)")]
    public static Schedule operator *(Schedule left, Schedule right) => Multiply(left, right);

    /// <summary>Both schedules multiplied step by step; the named form of the operator.</summary>
    /// <param name="left">One factor.</param>
    /// <param name="right">The other.</param>
    public static Schedule Multiply(Schedule left, Schedule right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new Product(left, right);
    }
}

internal sealed record Product(Schedule Left, Schedule Right) : SideBySide(Left, Right)
{
    internal override Call Form => Call.Joining("*", Left, Right);

    private protected override (string Left, string Right) Roles => ("first factor", "second factor");

    internal override double Value(long step) => Left.Value(step) * Right.Value(step);

    internal override double Value(double step) => Left.Value(step) * Right.Value(step);
}
