using Anneal.Schedules.Text;

namespace Anneal.Schedules;

public abstract partial record Schedule
{
    /// <summary>Never below a floor: max(floor, value).</summary>
    /// <param name="floor">At least 0.</param>
    [Catalogue("max(floor, inner(t))", "exponential(0.3, factor: 0.8).atLeast(0.05)")]
    public Schedule AtLeast(double floor) => new FloorSchedule(this, Guard.Rate(floor));

    /// <summary>Never above a ceiling: min(ceiling, value).</summary>
    /// <param name="ceiling">At least 0.</param>
    [Catalogue("min(ceiling, inner(t))", "exponential(0.3, factor: 0.8).atMost(0.2)")]
    public Schedule AtMost(double ceiling) => new CeilingSchedule(this, Guard.Rate(ceiling));
}

internal sealed record FloorSchedule(Schedule Inner, double Floor) : Schedule
{
    public override long? Length => Inner.Length;

    internal override Call Form => Inner.Form.Calling("atLeast").With("floor", Floor);

    internal override IReadOnlyList<Schedule> Parts => [Inner];

    internal override IEnumerable<ActivePart> ActiveAt(double step)
    {
        yield return new(Inner, step, Inner.Value(step) < Floor ? FormattableString.Invariant($"below the floor: {Floor} is used instead") : "above the floor");
    }

    internal override double Value(long step) => Math.Max(Inner.Value(step), Floor);

    internal override double Value(double step) => Math.Max(Inner.Value(step), Floor);
}

internal sealed record CeilingSchedule(Schedule Inner, double Ceiling) : Schedule
{
    public override long? Length => Inner.Length;

    internal override Call Form => Inner.Form.Calling("atMost").With("ceiling", Ceiling);

    internal override IReadOnlyList<Schedule> Parts => [Inner];

    internal override IEnumerable<ActivePart> ActiveAt(double step)
    {
        yield return new(Inner, step, Inner.Value(step) > Ceiling ? FormattableString.Invariant($"above the ceiling: {Ceiling} is used instead") : "below the ceiling");
    }

    internal override double Value(long step) => Math.Min(Inner.Value(step), Ceiling);

    internal override double Value(double step) => Math.Min(Inner.Value(step), Ceiling);
}
