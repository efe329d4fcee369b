namespace Anneal.Schedules.Lint;

internal static partial class Rules
{
    [Rule("jump-up", "The rate jumps above everything before it, and that is no restart.")]
    private static Remark? JumpUp(Subject subject)
    {
        double highest = double.NegativeInfinity;
        int looked = 0;
        foreach (Turn turn in subject.Turns.TakeWhile(turn => turn.At < subject.Total))
        {
            long step = (long)Math.Ceiling(turn.At);
            if (turn.Kind == TurnKind.Cycle || step < 2 || step >= subject.Total || step == subject.Schedule.Length)
                continue;
            for (; looked < subject.Values.Length && subject.Steps[looked] < step; looked++)
                highest = Math.Max(highest, subject.Values[looked]);
            if (subject.Ask(step) is not double value || subject.Ask(step - 1) is not double before || subject.Ask(step - 2) is not double earlier)
                continue;
            // A flat stage that steps up is a warm-up by stages; a slope that breaks off is a mismatch.
            if (value > 1.5 * highest && before != earlier && value - before > 3 * Math.Abs(before - earlier))
            {
                return new(
                    Severity.Warning,
                    $"The rate jumps from {Figures.Of(before)} to {Figures.Of(value)} at step {step}, above every value before it.",
                    $"Let the pieces meet: make the one before step {step} end at {Figures.Of(value)}, or the one after it start at {Figures.Of(before)}.",
                    step);
            }
        }

        return null;
    }
}
