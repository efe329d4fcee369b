namespace Anneal.Schedules.Lint;

internal static partial class Rules
{
    [Rule("not-finite", "Some value is infinite or not a number.")]
    private static Remark? NotFinite(Subject subject)
    {
        int at = Array.FindIndex(subject.Values, value => !double.IsFinite(value));
        return at < 0 ? null : new(
            Severity.Error,
            $"The value at step {subject.Steps[at]} is {(double.IsNaN(subject.Values[at]) ? "not a number" : "infinite")}: one such update destroys every weight.",
            "Bound the growth with .atMost(ceiling), or correct the function.",
            subject.Steps[at]);
    }
}
