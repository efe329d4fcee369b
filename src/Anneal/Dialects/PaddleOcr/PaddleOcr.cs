using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Dialects;

/// <summary>
/// The learning-rate names of PaddleOCR's configuration files (<c>ppocr/optimizer/learning_rate.py</c>), as schedules that can be asked for any step:
/// lengths in epochs, rates per step.
/// </summary>
/// <remarks>
/// Pinned to traces of PaddleOCR at e661436463a0. Where there is a warm-up it starts at rate 0, so the first update is wasted, and the schedule behind it is
/// shifted but not shortened: a cosine for 20 epochs with 2 of warm-up ends at 0.00245 of 0.1, not at 0. Both are kept here; ours,
/// <c>Schedule.Cosine(0.1, 0, run.Epochs(18)).WarmedUp(run.Epochs(2))</c>, does neither. <see cref="FromConfig"/> reads a whole configuration.
/// </remarks>
[Dialect("paddleocr", "PaddleOCR", SnakeCase = true)]
public static partial class PaddleOcr
{
    /// <summary>A schedule behind the warm-up that PaddleOCR puts before each of its schedules: from 0, over a rounded number of steps.</summary>
    /// <param name="peak">Where the warm-up is heading.</param>
    /// <param name="warmupEpoch">Epochs of warm-up; its steps are rounded half to even, as Python rounds.</param>
    /// <param name="stepEachEpoch">Steps of an epoch.</param>
    /// <param name="lastEpoch">The last step of a run that is resumed.</param>
    /// <param name="alone">The schedule without a warm-up, resumed after a last epoch.</param>
    /// <param name="behind">The schedule behind a warm-up, if that is not the same from its start; the whole is then resumed, not the schedule.</param>
    private static Schedule WarmedUp(
        double peak, double warmupEpoch, long stepEachEpoch, long lastEpoch, Func<long, Schedule> alone, Func<Schedule>? behind = null)
    {
        double steps = Math.Round(Guard.Rate(warmupEpoch) * Guard.PositiveSteps(stepEachEpoch), MidpointRounding.ToEven);
        if (steps > Guard.MaxSteps)
            throw new ArgumentOutOfRangeException(nameof(warmupEpoch), warmupEpoch, FormattableString.Invariant($"{warmupEpoch} epochs of {stepEachEpoch} steps are more than 2^53 steps."));
        if (steps > 0 && !(peak > 0))
            throw new ArgumentException(FormattableString.Invariant($"A warm-up rises from 0, so it needs a rate above 0 to rise to, not {peak}. Leave out warmup_epoch."), nameof(warmupEpoch));
        return steps == 0
            ? alone(lastEpoch)
            : Paddle.LinearWarmup(behind?.Invoke() ?? alone(-1), (long)steps, 0, peak, lastEpoch);
    }

    private static long StepsOf(long epochs, long stepEachEpoch, string name)
        => Guard.PositiveSteps(epochs, name) <= Guard.MaxSteps / Guard.PositiveSteps(stepEachEpoch)
            ? epochs * stepEachEpoch
            : throw new ArgumentOutOfRangeException(name, epochs, $"{epochs} epochs of {stepEachEpoch} steps are more than 2^53 steps.");

    private static long[] StepsOf(IReadOnlyList<long> epochs, long stepEachEpoch, string name)
    {
        ArgumentNullException.ThrowIfNull(epochs, name);
        return [.. epochs.Select(epoch => epoch == 0 ? 0 : StepsOf(epoch, stepEachEpoch, name))];
    }
}
