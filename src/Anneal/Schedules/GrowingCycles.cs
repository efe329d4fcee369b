using Anneal.Schedules.Text;

namespace Anneal.Schedules;

/// <summary>Cycles whose length changes by a factor: their starts are added up once, so that a restart is never missed by a rounded logarithm.</summary>
internal sealed record GrowingCycles : Schedule
{
    private const int MostCycles = 100_000;

    private readonly Values<double> _starts;
    private readonly Values<double> _stretch;
    private readonly double _length;

    public GrowingCycles(Schedule inner, long? times, double lengthen, double scale)
    {
        (Inner, Times, Lengthen, Scale) = (inner, times, lengthen, scale);
        _length = inner.Length!.Value;
        _starts = new Values<double>(Starts(inner.Length.Value, times, lengthen));
        _stretch = new Values<double>(_starts.Select((_, cycle) => Math.Pow(lengthen, cycle)));
    }

    public Schedule Inner { get; }

    public long? Times { get; }

    public double Lengthen { get; }

    public double Scale { get; }

    public override long? Length => Times is null ? null : (long)Math.Ceiling(_starts[_starts.Count - 1]);

    internal override Call Form
        => Inner.Form.Calling("repeat").Unless("times", Times, null).With("lengthen", Lengthen).Unless("scale", Scale, 1);

    internal override IReadOnlyList<Schedule> Parts => [Inner];

    internal override IEnumerable<ActivePart> ActiveAt(double step)
    {
        int cycle = CycleAt(step);
        if (cycle == Times)
        {
            yield return new(Inner, Inner.Length!.Value, $"after all {Times} cycles: the last value holds");
            yield break;
        }

        string scaled = Scale == 1 ? "" : FormattableString.Invariant($", scaled by {Math.Pow(Scale, cycle)}");
        yield return new(Inner, (step - _starts[cycle]) / Math.Pow(Lengthen, cycle), FormattableString.Invariant(
            $"cycle {cycle + 1}, which starts at step {_starts[cycle]} and is {Math.Pow(Lengthen, cycle)} times as long as the first{scaled}"));
    }

    internal override IEnumerable<Turn> Turns
    {
        get
        {
            for (int cycle = 0; cycle < Math.Min(_starts.Count - 1, TurnList.MostCycles); cycle++)
            {
                if (cycle > 0)
                    yield return new(_starts[cycle], TurnKind.Cycle);
                foreach (Turn turn in Inner.InCycle(Math.Pow(Lengthen, cycle), _starts[cycle]))
                    yield return turn;
            }

            if (Length is long length)
                yield return new(length, TurnKind.End);
        }
    }

    internal override double Value(long step) => Value((double)step);

    internal override double Value(double step)
    {
        int cycle = CycleAt(step);
        if (cycle == Times)
            return Scaled(Inner.Value(_length), cycle - 1);
        double position = (step - _starts.Span[cycle]) / _stretch.Span[cycle];
        return Scaled(Inner.Value(Math.Min(position, _length)), cycle);
    }

    /// <summary>The cycle in force; the number of cycles when all are over.</summary>
    private int CycleAt(double step)
    {
        ReadOnlySpan<double> starts = _starts.Span;
        // Cycles that grow are few, and the early ones are asked most.
        if (starts.Length <= 64)
        {
            int cycle = 1;
            while (cycle < starts.Length && starts[cycle] <= step)
                cycle++;
            return cycle - 1;
        }

        int low = 0, high = starts.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (starts[middle] <= step)
                low = middle + 1;
            else
                high = middle;
        }

        return low - 1;
    }

    private double Scaled(double value, int cycle) => Scale == 1 ? value : Growth.Of(value, Scale, cycle);

    private static List<double> Starts(long length, long? times, double lengthen)
    {
        if (times is null && lengthen < 1)
            throw new ArgumentException("Cycles that grow shorter cannot go on for ever; say how many times.", nameof(times));
        if (times > MostCycles)
            throw new ArgumentOutOfRangeException(nameof(times), times, $"Cycles of changing length can be repeated at most {MostCycles} times, not {times}.");
        List<double> starts = [0];
        double cycle = length;
        while (times is null ? starts[^1] <= Guard.MaxSteps : starts.Count <= times)
        {
            starts.Add(starts[^1] + cycle);
            cycle *= lengthen;
            if (starts.Count > MostCycles + 1)
                throw new ArgumentOutOfRangeException(nameof(lengthen), lengthen, FormattableString.Invariant($"lengthen is so close to 1 that 2^53 steps hold more than {MostCycles} cycles; use 1, or at least 1.001: {lengthen}."));
        }

        if (times is not null && starts[^1] > Guard.MaxSteps)
            throw new ArgumentOutOfRangeException(nameof(times), times, FormattableString.Invariant($"{times} cycles that grow by {lengthen} are more than 2^53 steps; repeat fewer times, or for ever."));
        return starts;
    }
}
