using Anneal.Schedules.Text;

namespace Anneal.Schedules;

public abstract partial record Schedule
{
    /// <summary>This schedule over and over: warm restarts, cycles. Cycle i is lengthen^i times as long and scale^i times as high.</summary>
    /// <param name="times">How many cycles; null repeats for ever.</param>
    /// <param name="lengthen">Each cycle's length relative to the one before, above 0; default 1.</param>
    /// <param name="scale">Each cycle's values relative to the one before, at least 0; default 1.</param>
    /// <exception cref="ArgumentException">The schedule is endless, or has no length and would repeat for ever.</exception>
    /// <remarks>
    /// A lengthened cycle asks this schedule at fractional positions, so curves stay smooth. Restarts are exact at any step: they are
    /// counted in whole steps, where the peers' logarithms miss some. After the last cycle its last value holds.
    /// </remarks>
    [Catalogue("cycle i: scale^i · inner((t − start_i)/lengthen^i)", "cosine(0.3, 0.01, over: 5).repeat(3, lengthen: 2)")]
    public Schedule Repeat(long? times = null, double lengthen = 1, double scale = 1)
    {
        long length = Guard.Ended(this, "repeated", "this");
        if (times is not null)
            Guard.PositiveSteps(times.Value, nameof(times));
        Guard.Positive(lengthen);
        Guard.Rate(scale);
        if (length == 0 && times is null)
            throw new ArgumentException("A schedule of no length cannot be repeated for ever; give it a length or a number of times.", nameof(times));
        return lengthen == 1
            ? new EqualCycles(this, times, scale, length)
            : new GrowingCycles(this, times, lengthen, scale);
    }
}

internal sealed record EqualCycles(Schedule Inner, long? Times, double Scale, long Cycle) : Schedule
{
    public override long? Length { get; } = Times is null ? null
        : Cycle <= Guard.MaxSteps / Times ? Cycle * Times
        : throw new ArgumentOutOfRangeException(nameof(Times), Times, $"{Times} cycles of {Cycle} steps are more than 2^53 steps; repeat for ever instead.");

    internal override Call Form => Inner.Form.Calling("repeat").Unless("times", Times, null).Unless("scale", Scale, 1);

    internal override IReadOnlyList<Schedule> Parts => [Inner];

    internal override IEnumerable<ActivePart> ActiveAt(double step)
    {
        if (step >= Length)
        {
            yield return new(Inner, Cycle, $"after all {Times} cycles: the last value holds");
            yield break;
        }

        long cycle = (long)step / Cycle;
        string scaled = Scale == 1 ? "" : FormattableString.Invariant($", scaled by {Math.Pow(Scale, cycle)}");
        yield return new(Inner, step - (cycle * Cycle), $"cycle {cycle + 1}, which starts at step {cycle * Cycle}{scaled}");
    }

    internal override IEnumerable<Turn> Turns
    {
        get
        {
            long shown = Math.Min(Times ?? TurnList.MostCycles, TurnList.MostCycles);
            for (long cycle = 0; cycle < shown; cycle++)
            {
                if (cycle > 0)
                    yield return new(cycle * Cycle, TurnKind.Cycle);
                foreach (Turn turn in Inner.InCycle(1, cycle * Cycle))
                    yield return turn;
            }

            if (Length is long length)
                yield return new(length, TurnKind.End);
        }
    }

    internal override double Value(long step)
    {
        if (step >= Length)
            return Scaled(Inner.Value(Cycle), Times!.Value - 1);
        long cycle = step / Cycle;
        return Scaled(Inner.Value(step - (cycle * Cycle)), cycle);
    }

    internal override double Value(double step)
    {
        if (step >= Length)
            return Scaled(Inner.Value(Cycle), Times!.Value - 1);
        long cycle = (long)step / Cycle;
        return Scaled(Inner.Value(step - (cycle * Cycle)), cycle);
    }

    private double Scaled(double value, long cycle) => Scale == 1 ? value : Growth.Of(value, Scale, cycle);
}
