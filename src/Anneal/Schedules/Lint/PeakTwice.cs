namespace Anneal.Schedules.Lint;

internal static partial class Rules
{
    [Rule("peak-twice", "Two updates in a row use the peak where a warm-up meets a decay.")]
    private static Remark? PeakTwice(Subject subject)
    {
        foreach (Turn turn in subject.Turns.TakeWhile(turn => turn.At < subject.Total - 2.0))
        {
            long step = (long)turn.At;
            // Two equal values and none beside them: stairs, plateaus and the flat top of a long cosine are something else.
            if (step < 3 || subject.Ask(step) is not double top || subject.Ask(step - 1) != top || top != subject.Peak)
                continue;
            double[] beside = [subject.Ask(step - 3)!.Value, subject.Ask(step - 2)!.Value, subject.Ask(step + 1)!.Value, subject.Ask(step + 2)!.Value];
            if (Array.TrueForAll(beside, value => value < top * (1 - 1e-9)) && beside[0] != beside[1] && beside[2] != beside[3])
            {
                return new(
                    Severity.Note,
                    $"Steps {step - 1} and {step} both use the peak, {Figures.Of(top)}: the warm-up ends on the value the decay starts with.",
                    "Use .warmedUp(steps), which stops one step below the peak.",
                    step);
            }
        }

        return null;
    }
}
