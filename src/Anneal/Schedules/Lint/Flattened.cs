namespace Anneal.Schedules.Lint;

internal static partial class Rules
{
    [Rule("flattened", "A floor or a ceiling makes a schedule the same everywhere.")]
    private static Remark? Flattened(Subject subject) => Flattened(subject.Schedule, subject.Total);

    private static Remark? Flattened(Schedule schedule, long total)
    {
        if (schedule is FloorSchedule floor && Range(floor.Inner, total) is (double low, double high) && low < high && high <= floor.Floor)
        {
            return new(
                Severity.Warning,
                $"The floor {Figures.Of(floor.Floor)} is not below any value of {floor.Inner}, whose highest is {Figures.Of(high)}: the result never changes.",
                $"Lower the floor, for example to {Figures.Of(high / 100)}, or write constant({Figures.Of(floor.Floor)}).");
        }

        if (schedule is CeilingSchedule ceiling && Range(ceiling.Inner, total) is (double least, double most) && least < most && least >= ceiling.Ceiling)
        {
            return new(
                Severity.Warning,
                $"The ceiling {Figures.Of(ceiling.Ceiling)} is not above any value of {ceiling.Inner}, whose lowest is {Figures.Of(least)}: the result never changes.",
                $"Raise the ceiling, for example to {Figures.Of(most)}, or write constant({Figures.Of(ceiling.Ceiling)}).");
        }

        foreach (Schedule part in schedule.Parts)
        {
            if (Flattened(part, total) is { } remark)
                return remark;
        }

        return null;
    }

    /// <summary>The lowest and highest value over a run, sampled.</summary>
    private static (double Low, double High)? Range(Schedule schedule, long total)
    {
        long end = schedule is StrictSchedule ? Math.Min(total, schedule.Length!.Value) : total;
        const int samples = 256;
        (double low, double high) = (double.PositiveInfinity, double.NegativeInfinity);
        for (int i = 0; i <= samples && end > 0; i++)
        {
            double value = schedule.Value((long)((end - 1) * (i / (double)samples)));
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        return low <= high ? (low, high) : null;
    }
}
