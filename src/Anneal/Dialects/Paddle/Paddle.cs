using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Dialects;

/// <summary>
/// The schedulers of <c>paddle.optimizer.lr</c> under their own names, as schedules that can be asked for any step: step t is the rate after
/// t calls of <c>step()</c>.
/// </summary>
/// <remarks>
/// Pinned to traces of PaddlePaddle's <c>lr.py</c> at 00816fcb21ad. One rate serves all parameters, as there. <c>verbose</c> is not here: a schedule
/// prints nothing. <c>last_epoch</c> resumes a run whose last finished step it names; the first value is then that of the step after it.
/// </remarks>
[Dialect("paddle", "Paddle", SnakeCase = true)]
public static partial class Paddle
{
    private static Call Calling(string name) => new(name) { Dialect = "paddle" };

    /// <summary>A rate that depends on the step alone goes on after the last epoch.</summary>
    internal static Schedule Resumed(Schedule curve, long lastEpoch) => Finished(lastEpoch) == -1 ? curve : curve.Skip(lastEpoch + 1);

    /// <summary>The last epoch of a run to resume, −1 for a new one.</summary>
    private static long Finished(long lastEpoch)
        => lastEpoch is >= -1 and < Guard.MaxSteps
            ? lastEpoch
            : throw new ArgumentOutOfRangeException(nameof(lastEpoch), lastEpoch, $"last_epoch is −1 for a new run, or the last step of the run to resume, not {lastEpoch}.");

    /// <summary>A factor that may only shrink the rate.</summary>
    private static double Shrinking(double gamma)
        => gamma is >= 0 and < 1
            ? gamma
            : throw new ArgumentOutOfRangeException(nameof(gamma), gamma, FormattableString.Invariant($"gamma must be at least 0 and below 1, or the rate would not fall, not {gamma}. For growth use Schedule.Step, MultiStep or Exponential."));
}
