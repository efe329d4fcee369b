using Anneal.Schedules.Text;

namespace Anneal.Schedules;

public abstract partial record Schedule
{
    /// <summary>This schedule from a later step on: its step 0 is step <paramref name="steps"/> of this one.</summary>
    /// <param name="steps">How many steps to leave out, at least 0.</param>
    /// <remarks>For a run that starts from another run's end, or a warm-up that cuts into a schedule as timm's does.</remarks>
    [Catalogue("inner(t + steps)", "cosine(0.3, 0.01, over: 20).skip(8)")]
    public Schedule Skip(long steps) => new SkippedSchedule(this, Guard.Steps(steps));
}

internal sealed record SkippedSchedule(Schedule Inner, long Steps) : Schedule
{
    public override long? Length => Inner.Length is long length ? Math.Max(0, length - Steps) : null;

    internal override Call Form => Inner.Form.Calling("skip").With("steps", Steps);

    internal override IReadOnlyList<Schedule> Parts => [Inner];

    internal override IEnumerable<ActivePart> ActiveAt(double step)
    {
        yield return new(Inner, step + Steps, $"the first {Steps} steps are left out");
    }

    internal override IEnumerable<Turn> Turns => Inner.Turns.Mapped(1, -Steps);

    internal override double Value(long step) => Inner.Value(step + Steps);

    internal override double Value(double step) => Inner.Value(step + Steps);
}
