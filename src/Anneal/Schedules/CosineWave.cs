using Anneal.Schedules.Text;

namespace Anneal.Schedules;

public abstract partial record Schedule
{
    /// <summary>A cosine that swings back: to + (from − to)·(1 + cos(πt / over))/2 for ever, with period 2·over.</summary>
    /// <param name="from">Value at step 0 and at every even multiple of <paramref name="over"/>, at least 0.</param>
    /// <param name="to">Value at every odd multiple, at least 0.</param>
    /// <param name="over">Half a period in steps, above 0; it need not be whole.</param>
    /// <remarks>PyTorch and Paddle: <c>CosineAnnealingLR</c> past <c>T_max</c>. For a decay that stays down use <see cref="Cosine"/>.</remarks>
    [Catalogue("to + (from − to)·(1 + cos(πt/over))/2, for ever", "cosineWave(0.3, 0.01, over: 7)")]
    public static Schedule CosineWave(double from, double to, double over)
        => new CosineWaveSchedule(Guard.Rate(from), Guard.Rate(to), Guard.Positive(over));
}

internal sealed record CosineWaveSchedule(double From, double To, double Over) : Schedule
{
    private readonly double _low = Math.Min(From, To);
    private readonly double _high = Math.Max(From, To);

    internal override Call Form => new Call("cosineWave").With("from", From).With("to", To).With("over", Over);

    internal override IEnumerable<Turn> Turns => [.. Enumerable.Range(1, TurnList.MostCycles).Select(half => new Turn(half * Over, TurnKind.Cycle))];

    internal override double Value(long step) => Value((double)step);

    internal override double Value(double step)
    {
        // Reduced to one period first: the cosine of a large argument loses digits.
        double phase = Phase(step);
        if (phase == 0)
            return From;
        return Math.Clamp(To + ((From - To) * (1 + Math.Cos(Math.PI * (phase / Over))) / 2), _low, _high);
    }

    // The remainder of doubles is exact but slow; with a whole period the quotient gives the same, but for one rounding up.
    private double Phase(double step)
    {
        double period = 2 * Over;
        if (step < period)
            return step;
        if (period != Math.Floor(period))
            return step % period;
        double phase = step - (period * Math.Floor(step / period));
        return phase < 0 ? phase + period : phase;
    }
}
