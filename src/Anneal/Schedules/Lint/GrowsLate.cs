namespace Anneal.Schedules.Lint;

internal static partial class Rules
{
    [Rule("grows-late", "The rate keeps growing to more than ten times its first value late in the run.")]
    private static Remark? GrowsLate(Subject subject)
    {
        // A single triangle over the run, Smith's one cycle, peaks in the middle: that is not late.
        if (subject.Values.Length < 3 || subject.PeakStep < 0.6 * subject.Total || WarmupTooLong(subject) is not null || Overruns(subject))
            return null;
        double first = Array.Find(subject.Values, value => value > 0);
        if (!(subject.Peak > 10 * first) || !double.IsFinite(subject.Peak))
            return null;
        return new(
            Severity.Warning,
            $"The rate is highest at step {subject.PeakStep} of {subject.Total}, {Figures.Of(Math.Round(subject.Peak / first))} times its first value: late updates undo what early ones learned.",
            "Right for a learning-rate range test; for training reach the peak in the first third, "
                + $"by step {subject.Total / 3}, or put a ceiling on it: .atMost({Figures.Of(10 * first)}).",
            subject.PeakStep);
    }
}
