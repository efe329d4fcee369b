using Anneal.Schedules.Text;

namespace Anneal.Schedules;

public abstract partial record Schedule
{
    /// <summary>This schedule counted in epochs: asked once per epoch and held for all its steps, a staircase.</summary>
    /// <param name="stepsPerEpoch">Updates in one epoch, above 0.</param>
    /// <remarks>What calling PyTorch's <c>scheduler.step()</c> once per epoch does.</remarks>
    [Catalogue("inner(⌊t/stepsPerEpoch⌋)", "cosine(0.3, 0.01, over: 5).perEpoch(4)")]
    public Schedule PerEpoch(long stepsPerEpoch)
    {
        Guard.PositiveSteps(stepsPerEpoch);
        if (Length > Guard.MaxSteps / stepsPerEpoch)
            throw new ArgumentOutOfRangeException(nameof(stepsPerEpoch), stepsPerEpoch, $"{Length} epochs of {stepsPerEpoch} steps are more than 2^53 steps.");
        return new EpochSchedule(this, stepsPerEpoch);
    }
}

internal sealed record EpochSchedule(Schedule Inner, long StepsPerEpoch) : Schedule
{
    public override long? Length => Inner.Length * StepsPerEpoch;

    internal override Call Form => Inner.Form.Calling("perEpoch").With("stepsPerEpoch", StepsPerEpoch);

    internal override IReadOnlyList<Schedule> Parts => [Inner];

    internal override IEnumerable<ActivePart> ActiveAt(double step)
    {
        long epoch = (long)step / StepsPerEpoch;
        yield return new(Inner, epoch, $"epoch {epoch}, which starts at step {epoch * StepsPerEpoch}");
    }

    internal override IEnumerable<Turn> Turns => Inner.Turns.Mapped(StepsPerEpoch, 0);

    internal override double Value(long step) => Inner.Value(step / StepsPerEpoch);

    internal override double Value(double step) => Value((long)step);
}
