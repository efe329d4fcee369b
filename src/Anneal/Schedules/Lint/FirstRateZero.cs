namespace Anneal.Schedules.Lint;

internal static partial class Rules
{
    [Rule("first-rate-zero", "The first update has rate 0 and changes nothing.")]
    private static Remark? FirstRateZero(Subject subject)
    {
        if (subject.Values.Length < 2 || subject.Values[0] != 0 || !(subject.Peak > 0))
            return null;
        double next = subject.Ask(1) ?? 0;
        string remedy = next > 0 && next < subject.Peak
            ? $"Start the warm-up at {Figures.Of(next / 2)}, half of the second rate"
            : $"Start at a rate above 0, such as {Figures.Of(subject.Peak / 100)}";
        return new(
            Severity.Warning,
            "The first update has rate 0: its batch is computed and then thrown away.",
            $"{remedy}; .warmedUp(steps) starts at peak / (steps + 1) by itself.",
            0);
    }
}
