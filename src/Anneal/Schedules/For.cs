using Anneal.Schedules.Text;

namespace Anneal.Schedules;

public abstract partial record Schedule
{
    /// <summary>Exactly this many steps: a longer schedule is cut and holds the value it has there, a shorter one holds its last value.</summary>
    /// <param name="steps">The new length, at least 0.</param>
    [Catalogue("the same values, for exactly so many steps", "constant(0.3).for(12) then linear(0.3, 0, over: 8)")]
    public Schedule For(long steps) => new CutSchedule(this, Guard.Steps(steps));
}

internal sealed record CutSchedule(Schedule Inner, long Steps) : Schedule
{
    public override long? Length => Steps;

    internal override Call Form => Inner.Form.Calling("for").With("steps", Steps);

    internal override IReadOnlyList<Schedule> Parts => [Inner];

    internal override IEnumerable<ActivePart> ActiveAt(double step)
    {
        yield return step < Steps
            ? new(Inner, step, $"within the first {Steps} steps")
            : new(Inner, Steps, $"cut at step {Steps}: the value there holds");
    }

    internal override IEnumerable<Turn> Turns => [.. Inner.Turns.Where(turn => turn.At < Steps), new(Steps, TurnKind.End)];

    internal override double Value(long step) => Inner.Value(Math.Min(step, Steps));

    internal override double Value(double step) => Inner.Value(Math.Min(step, Steps));
}
