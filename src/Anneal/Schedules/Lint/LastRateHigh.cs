namespace Anneal.Schedules.Lint;

internal static partial class Rules
{
    [Rule("last-rate-high", "A decaying schedule ends above a tenth of its peak.")]
    private static Remark? LastRateHigh(Subject subject)
    {
        if (subject.EndsLate || subject.RefusedFrom is not null || CountsEpochs(subject) || subject.Peak <= 0)
            return null;
        double last = subject.Last;
        if (!(last > 0.105 * subject.Peak) || last > 0.9 * subject.Peak)
            return null;
        if (subject.Schedule.Length is not null)
        {
            return new(
                Severity.Warning,
                $"The rate falls from {Figures.Of(subject.Peak)} but ends at {Figures.Of(last)}, {Figures.Of(Math.Round(100 * last / subject.Peak))} % of the peak: the noise of the last updates stays large.",
                $"Decay to {Figures.Of(subject.Peak / 10)} or lower, such as to: {Figures.Of(subject.Peak / 100)}.",
                subject.Total - 1);
        }

        // An endless schedule says how far it wants to fall only when it cycles.
        Turn? next = subject.Turns.Where(turn => turn.Kind == TurnKind.Cycle && turn.At > subject.Total).Cast<Turn?>().FirstOrDefault();
        Turn? before = subject.Turns.Where(turn => turn.Kind == TurnKind.Cycle && turn.At <= subject.Total).Cast<Turn?>().LastOrDefault();
        if (next is null || before is null || subject.Total - before.Value.At <= subject.Slack)
            return null;
        return new(
            Severity.Warning,
            $"The run stops in the middle of a cycle, at {Figures.Of(last)}, {Figures.Of(Math.Round(100 * last / subject.Peak))} % of the peak.",
            $"Stop where a cycle ends: train {Math.Round(before.Value.At)} or {Math.Round(next.Value.At)} steps.",
            subject.Total - 1);
    }
}
