namespace Anneal.Schedules.Lint;

internal static partial class Rules
{
    [Rule("epochs-or-steps", "The lengths are epochs where steps are asked for, or the reverse.")]
    private static Remark? EpochsOrSteps(Subject subject)
    {
        if (subject.Run.StepsPerEpoch is not long perEpoch || subject.Epochs is not long epochs)
            return null;
        if (CountsEpochs(subject))
        {
            return new(
                Severity.Warning,
                $"The schedule turns at step {epochs}, which is the number of epochs; the run has {epochs} × {perEpoch} = {subject.Total} steps.",
                $"If its lengths are meant in epochs, append .perEpoch({perEpoch}); for a smooth curve use lengths in steps, such as over: {subject.Total}.",
                epochs);
        }

        return CountsSteps(subject)
            ? new(
                Severity.Warning,
                $"perEpoch({perEpoch}) asks the schedule once per epoch, but its length of {subject.Total} is the number of steps: the run sees only the first {epochs} of them.",
                $"Leave out .perEpoch({perEpoch}), or use lengths in epochs, such as over: {epochs}.",
                subject.Total - 1)
            : null;
    }

    /// <summary>Whether a schedule that is asked per step is as long as the run has epochs.</summary>
    private static bool CountsEpochs(Subject subject)
    {
        // Who wrote perEpoch knows the difference: turns may fall on that step by chance.
        if (subject.Run.StepsPerEpoch is null or 1 || subject.Epochs is null or < 3 || IsPerEpoch(subject.Schedule))
            return false;
        double? horizon = subject.Schedule.Length ?? (subject.Turns.Count > 0 ? subject.Turns[0].At : default(double?));
        return horizon == subject.Epochs || horizon == subject.Epochs - 1;
    }

    private static bool IsPerEpoch(Schedule schedule) => schedule is EpochSchedule || schedule.Parts.Any(IsPerEpoch);

    /// <summary>Whether a schedule that is asked per epoch is as long as the run has steps.</summary>
    private static bool CountsSteps(Subject subject)
        => subject.Run.StepsPerEpoch is long perEpoch and > 1
            && subject.Schedule.Length is long length && length / (double)perEpoch == subject.Total;
}
