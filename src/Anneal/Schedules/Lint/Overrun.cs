namespace Anneal.Schedules.Lint;

internal static partial class Rules
{
    [Rule("overrun", "The run goes on past the end of a schedule that stops there or jumps up.")]
    private static Remark? Overrun(Subject subject)
    {
        if (subject.RefusedFrom is long refused)
        {
            return new(
                Severity.Error,
                $"The schedule has a hard end: the update at step {refused} fails, {Wording.Count(subject.Total - refused)} before the run of {subject.Total} is over.",
                subject.Schedule.Length is not long planned
                    ? $"Train {refused} steps."
                    : $"To last as long as the run, {Wording.Fit(subject)}; or train {Math.Min(planned, refused)} steps{(HasHardEnd(subject.Schedule) ? "; or leave out strict() to hold the last value" : "")}.",
                refused);
        }

        if (!Overruns(subject))
            return null;
        long length = subject.Schedule.Length!.Value;
        return new(
            Severity.Error,
            $"The schedule is over after {Wording.Count(length)} and then jumps up, from {Figures.Of(subject.Ask(length - 1)!.Value)} to {Figures.Of(subject.Ask(length)!.Value)}.",
            $"Plan it for {subject.Total} steps, or train {length}.",
            length);
    }

    private static bool HasHardEnd(Schedule schedule) => schedule is StrictSchedule || schedule.Parts.Any(HasHardEnd);

    /// <summary>Whether the rate jumps up where the schedule ends, as PyTorch's one-cycle does one step too late.</summary>
    private static bool Overruns(Subject subject)
        => subject.Schedule.Length is long length and > 1 && length < subject.Total && subject.RefusedFrom is null
            && subject.Ask(length - 2) is double before && subject.Ask(length - 1) is double last && subject.Ask(length) is double beyond
            && last <= before && beyond > 2 * last && beyond > subject.Peak / 100;
}
