namespace Anneal.Schedules.Lint;

internal static partial class Rules
{
    [Rule("unreached", "A piece or a milestone lies beyond the end of the run.")]
    private static Remark? Unreached(Subject subject)
    {
        foreach (Turn turn in subject.Turns)
        {
            if (turn.Kind is not (TurnKind.Piece or TurnKind.Milestone) || turn.At <= subject.Total || WarmupTooLong(subject) is not null || CountsSteps(subject))
                continue;
            int count = subject.Turns.Count(other => other.Kind == turn.Kind && other.At > subject.Total);
            string what = turn.Kind == TurnKind.Piece ? "piece" : "milestone";
            return new(
                Severity.Warning,
                count == 1
                    ? $"A {what} starts at step {turn.At}, but the run has {subject.Total}: it is never reached."
                    : $"{count} {what}s start at step {turn.At} or later, but the run has {subject.Total}: they are never reached.",
                turn.Kind == TurnKind.Piece
                    ? $"Shorten the pieces in front by {Math.Ceiling(turn.At) - subject.Total + 1} steps or more, train longer than {turn.At} steps, or leave the piece out."
                    : $"Move it below {subject.Total}, train longer than {turn.At} steps, or leave it out.",
                (long)turn.At);
        }

        return null;
    }
}
