namespace Anneal.Schedules.Lint;

internal static partial class Rules
{
    [Rule("ends-early", "The schedule is over before the run is, and its last value holds for the rest.")]
    private static Remark? EndsEarly(Subject subject)
    {
        if (!subject.EndsEarly || CountsEpochs(subject) || Overruns(subject))
            return null;
        long length = subject.Schedule.Length!.Value;
        // Holding the peak after a warm-up is a recipe of its own.
        if (subject.Last >= subject.Peak * 0.99)
            return null;
        long rest = subject.Total - length;
        return new(
            Severity.Warning,
            $"The schedule is over after {Wording.Count(length)}; the last {rest} of the {subject.Total} updates all use {Figures.Of(subject.Last)}.",
            $"To decay until the end of the run, {Wording.Fit(subject)}; or train {length} steps; or write the tail you want: … then constant({Figures.Of(subject.Last)}).",
            length);
    }
}
