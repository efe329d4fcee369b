namespace Anneal.Schedules.Lint;

internal static partial class Rules
{
    [Rule("warmup-too-long", "The rate is still rising towards its peak when the run ends.")]
    private static Remark? WarmupTooLong(Subject subject)
    {
        double[] values = subject.Values;
        if (values.Length < 2 || subject.RefusedFrom is not null)
            return null;
        for (int i = 1; i < values.Length; i++)
        {
            if (!(values[i] >= values[i - 1]))
                return null;
        }

        // A sweep that is meant to rise to the end has its last turn there; a warm-up goes on beyond it.
        Turn? peak = subject.Turns.Where(turn => turn.At > subject.Total + subject.Slack).Cast<Turn?>().FirstOrDefault();
        if (peak is null || subject.Ask((long)peak.Value.At) is not double reached || reached <= values[^1] * 1.001 || values[^1] <= values[0])
            return null;
        long advised = Math.Max(1, subject.Total / 20);
        return new(
            Severity.Error,
            $"The warm-up takes {Wording.Count((long)peak.Value.At)} but the run has {subject.Total}: the rate reaches {Figures.Of(values[^1])} and never its peak.",
            $"Shorten the warm-up to about 5 % of the run: over: {advised}.",
            (long)peak.Value.At);
    }
}
