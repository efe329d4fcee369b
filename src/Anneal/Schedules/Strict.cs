using Anneal.Schedules.Text;

namespace Anneal.Schedules;

public abstract partial record Schedule
{
    /// <summary>This schedule with a hard end: asking for a step at or beyond its length throws instead of holding the last value.</summary>
    /// <exception cref="ArgumentException">The schedule is endless, so it has no end to guard.</exception>
    /// <remarks>
    /// Past the end a schedule holds its last value by default; <see cref="Repeat"/> starts it again; this refuses. A run of <c>Length</c> updates
    /// uses steps 0 to Length − 1.
    /// </remarks>
    [Catalogue("inner(t), an error from its end on", "cosine(0.3, 0.01, over: 20).strict()")]
    public Schedule Strict()
    {
        Guard.Ended(this, "given a hard end", "this");
        return new StrictSchedule(this);
    }
}

internal sealed record StrictSchedule(Schedule Inner) : Schedule
{
    private readonly long _length = Inner.Length!.Value;

    public override long? Length => _length;

    internal override Call Form => Inner.Form.Calling("strict");

    internal override IReadOnlyList<Schedule> Parts => [Inner];

    internal override IEnumerable<ActivePart> ActiveAt(double step)
    {
        yield return new(Inner, step, step < _length ? $"before the hard end at step {_length}" : $"beyond the hard end at step {_length}");
    }

    internal override double Value(long step) => step < _length ? Inner.Value(step) : throw Beyond(step);

    internal override double Value(double step) => step < _length ? Inner.Value(step) : throw Beyond(step);

    private ArgumentOutOfRangeException Beyond(double step)
        => new(nameof(step), step, FormattableString.Invariant($"Step {step} is beyond the end: this schedule has {_length} steps, 0 to {_length - 1}. Train fewer steps, stretch it, or leave out Strict() to hold the last value."));
}
