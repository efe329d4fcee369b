namespace Anneal.Schedules.Lint;

internal static partial class Rules
{
    [Rule("ends-late", "The run is over before the schedule is, so the rate never reaches its end.")]
    private static Remark? EndsLate(Subject subject)
    {
        // Pieces that are never reached and warm-ups that are too long are reported as such.
        if (!subject.EndsLate || CountsSteps(subject) || WarmupTooLong(subject) is not null || Unreached(subject) is not null)
            return null;
        long length = subject.Horizon!.Value;
        double? end = subject.Ask(length) ?? subject.Ask(length - 1);
        // A cycle that starts again ends on the step before.
        if (subject.Schedule.Length is null && subject.Ask(length - 1) is double bottom)
            end = Math.Min(end!.Value, bottom);
        // A run that stops where a cycle starts again has seen a whole cycle.
        bool wholeCycle = subject.Turns.Any(turn => turn.Kind == TurnKind.Cycle && Math.Abs(turn.At - subject.Total) <= subject.Slack);
        if (wholeCycle || end is null || Math.Abs(subject.Last - end.Value) <= 1e-3 * subject.Peak)
            return null;
        return new(
            Severity.Warning,
            $"The schedule needs {length} steps{(subject.Schedule.Length is null ? " for its first cycle" : "")} but the run has {subject.Total}: the last update uses {Figures.Of(subject.Last)} instead of {Figures.Of(end.Value)}.",
            $"To end with the run, {Wording.Fit(subject)}; or train {length} steps.",
            subject.Total - 1);
    }
}
