namespace Anneal.Schedules.Lint;

internal static partial class Rules
{
    [Rule("zero-inside", "The rate is 0 for several updates in the middle of the run.")]
    private static Remark? ZeroInside(Subject subject)
    {
        bool moving = false;
        long several = Math.Max(1, subject.Total / 1000);
        for (int i = 0; i < subject.Steps.Length - 1; i++)
        {
            long step = subject.Steps[i];
            moving |= subject.Values[i] > 0;
            // The tail of a schedule that is over is another finding, and a moment at the bottom of a swing costs next to nothing.
            if (!moving || subject.Values[i] != 0 || step >= subject.Schedule.Length || step + several >= subject.Total - 1)
                continue;
            if (subject.Ask(step + 1) != 0 || subject.Ask(step + several) != 0)
                continue;
            return new(
                Severity.Warning,
                $"From step {step} on the rate is 0 for more than one update: they compute and learn nothing.",
                $"Put a floor under it, such as .atLeast({Figures.Of(subject.Peak / 1000)}), or train {step} steps.",
                step);
        }

        return null;
    }
}
