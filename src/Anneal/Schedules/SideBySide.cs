namespace Anneal.Schedules;

/// <summary>Two schedules joined step by step, each in its own time. It ends when both have ended; one that never changes has no say in that.</summary>
internal abstract record SideBySide(Schedule Left, Schedule Right) : Schedule
{
    public sealed override long? Length { get; } = Left is ConstantSchedule ? Right.Length
        : Right is ConstantSchedule ? Left.Length
        : Left.Length is long a && Right.Length is long b ? Math.Max(a, b)
        : null;

    internal sealed override IReadOnlyList<Schedule> Parts => [Left, Right];

    /// <summary>What the two are called in an explanation.</summary>
    private protected abstract (string Left, string Right) Roles { get; }

    internal sealed override IEnumerable<ActivePart> ActiveAt(double step)
    {
        yield return new(Left, step, Roles.Left);
        yield return new(Right, step, Roles.Right);
    }
}
