namespace Anneal.Schedules.Lint;

/// <summary>A schedule and its run as the rules see them: the values that matter, measured once.</summary>
internal sealed class Subject
{
    // Every step of a short run; of a long one this many, spread evenly, and the surroundings of every turn.
    private const int Spread = 4096;

    public Subject(Schedule schedule, RunLength run)
    {
        (Schedule, Run) = (schedule, run);
        Turns = [.. schedule.Turns.Where(turn => turn.At > 0).OrderBy(turn => turn.At)];
        Steps = [.. Places()];
        Values = new double[Steps.Length];
        for (int i = 0; i < Steps.Length; i++)
        {
            if (Ask(Steps[i]) is double value)
            {
                Values[i] = value;
                continue;
            }

            RefusedFrom = FirstRefused(i == 0 ? -1 : Steps[i - 1], Steps[i]);
            (Steps, Values) = (Steps[..i], Values[..i]);
        }

        for (int i = 0; i < Values.Length; i++)
        {
            if (double.IsFinite(Values[i]) && !(Values[i] <= Peak))
                (Peak, PeakStep) = (Values[i], Steps[i]);
        }
    }

    public Schedule Schedule { get; }

    public RunLength Run { get; }

    /// <summary>Updates in the run: they use the steps 0 to Total − 1.</summary>
    public long Total => Run.Total;

    /// <summary>Epochs in the run; null when it is not counted in epochs.</summary>
    public long? Epochs => Run.Total / Run.StepsPerEpoch;

    /// <summary>Where the shape changes, ascending, also beyond the run.</summary>
    public IReadOnlyList<Turn> Turns { get; }

    /// <summary>The steps looked at, ascending.</summary>
    public long[] Steps { get; }

    /// <summary>The values there.</summary>
    public double[] Values { get; }

    /// <summary>The first step of the run the schedule refuses to answer for; null: none.</summary>
    public long? RefusedFrom { get; }

    /// <summary>The highest value, and the first step that has it.</summary>
    public double Peak { get; private set; } = double.NaN;

    public long PeakStep { get; private set; }

    /// <summary>Steps by which the horizon may miss the end of the run: off-by-one conventions and rounded shares are no mistake.</summary>
    public long Slack => Math.Max(1, Total / 200);

    /// <summary>The value of the last update.</summary>
    public double Last => Values.Length > 0 ? Values[^1] : double.NaN;

    /// <summary>Whether the schedule is finished long before the run.</summary>
    public bool EndsEarly => Schedule.Length < Total - Slack && RefusedFrom is null;

    /// <summary>Where the schedule is finished or, if it cycles for ever, has seen its first cycle; null when it does neither.</summary>
    public long? Horizon
    {
        get
        {
            if (Schedule.Length is not null)
                return Schedule.Length;
            foreach (Turn turn in Turns)
            {
                if (turn.Kind == TurnKind.Cycle)
                    return (long)Math.Round(turn.At);
            }

            return null;
        }
    }

    /// <summary>Whether the run is over long before the schedule, or before its first cycle.</summary>
    public bool EndsLate => Horizon > Total + Slack;

    /// <summary>The value at a step, which may lie beyond the run; null when the schedule refuses.</summary>
    public double? Ask(long step)
    {
        try
        {
            return Schedule.At(step);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private SortedSet<long> Places()
    {
        SortedSet<long> places = [0, Total - 1, Math.Min(1, Total - 1), Total / 2];
        for (long i = 0; i < Spread; i++)
            places.Add(Total <= Spread ? Math.Min(i, Total - 1) : (long)((double)i / Spread * Total));
        foreach (Turn turn in Turns.TakeWhile(turn => turn.At < Total + 2.0).Take(Spread / 4))
        {
            for (long step = (long)turn.At - 3; step <= (long)Math.Ceiling(turn.At) + 2; step++)
            {
                if (step >= 0 && step < Total)
                    places.Add(step);
            }
        }

        return places;
    }

    private long FirstRefused(long answered, long refused)
    {
        while (refused - answered > 1)
        {
            long middle = answered + ((refused - answered) / 2);
            if (Ask(middle) is null)
                refused = middle;
            else
                answered = middle;
        }

        return refused;
    }
}
