using Anneal.Schedules;

namespace Anneal.Dialects;

public static partial class Paddle
{
    /// <summary>start_lr + (end_lr − start_lr)·t/warmup_steps, then the schedule from its own step 0.</summary>
    /// <param name="learningRate">What follows: a schedule, or a number for a constant rate. A resumed one is not rewound here; resume the warm-up instead.</param>
    /// <param name="warmupSteps">Steps of the ramp, above 0.</param>
    /// <param name="startLr">The first rate, at least 0.</param>
    /// <param name="endLr">Where the ramp is heading, above <paramref name="startLr"/>.</param>
    /// <param name="lastEpoch">The last step of a run that is resumed; −1 for a new one.</param>
    /// <exception cref="ArgumentException">The ramp does not rise, or an argument is out of its range.</exception>
    /// <remarks>
    /// Surprises: the schedule that follows is shifted, not shortened, so a decay made for the whole run does not finish; a start of 0 wastes the first
    /// update; and the rate jumps where <paramref name="endLr"/> is not the schedule's first value. Ours: <see cref="Schedule.WarmedUp"/> climbs to the
    /// schedule's first value from a first step above 0.
    /// </remarks>
    [Catalogue("start_lr ↗ end_lr, then learning_rate", "paddle:LinearWarmup(paddle:CosineAnnealingDecay(0.5, 20), warmup_steps=5, start_lr=0, end_lr=0.5)")]
    public static Schedule LinearWarmup(Schedule learningRate, long warmupSteps, double startLr, double endLr, long lastEpoch = -1)
    {
        ArgumentNullException.ThrowIfNull(learningRate);
        Guard.PositiveSteps(warmupSteps);
        Guard.Rate(startLr);
        if (!(Guard.Rate(endLr) > startLr))
            throw new ArgumentException(FormattableString.Invariant($"A warm-up rises: end_lr must be above start_lr, not {startLr} and {endLr}. For a ramp down use Schedule.Linear(from, to, over).Then(…)."), nameof(endLr));
        return Resumed(Schedule.Linear(startLr, endLr, warmupSteps).Then(learningRate), lastEpoch);
    }
}
