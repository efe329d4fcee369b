namespace Anneal.Schedules.Lint;

internal static partial class Rules
{
    [Rule("negative", "Some value is below 0.")]
    private static Remark? Negative(Subject subject)
    {
        int at = Array.FindIndex(subject.Values, value => value < 0);
        return at < 0 ? null : new(
            Severity.Error,
            $"The value at step {subject.Steps[at]} is {Figures.Of(subject.Values[at])}: a negative rate climbs instead of descending.",
            "Append .atLeast(0), or a small floor such as .atLeast(1e-6).",
            subject.Steps[at]);
    }
}
