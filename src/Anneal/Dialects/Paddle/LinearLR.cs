using Anneal.Schedules;

namespace Anneal.Dialects;

public static partial class Paddle
{
    /// <summary>learning_rate·(start_factor + (end_factor − start_factor)·t/total_steps); holds afterwards.</summary>
    /// <param name="learningRate">The rate that the factors multiply, at least 0.</param>
    /// <param name="totalSteps">Steps of the ramp, above 0.</param>
    /// <param name="startFactor">Above 0, at most 1; default a third.</param>
    /// <param name="endFactor">Between 0 and 1; default 1.</param>
    /// <param name="lastEpoch">The last step of a run that is resumed; −1 for a new one. See the remarks.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    /// <remarks>
    /// Ours: <see cref="Schedule.Linear"/>, which may start at 0. Defects, both because Paddle multiplies the rate it finds: <c>step(epoch)</c> that jumps
    /// gives wrong rates there (here a step has one rate, that of consecutive steps); and with <paramref name="lastEpoch"/> the ramp goes on from the full
    /// learning_rate instead of from where it was, which is kept here. To resume rightly leave it at −1 and use <see cref="Schedule.Skip"/>.
    /// </remarks>
    [Catalogue("learning_rate·(start_factor + (end_factor − start_factor)·t/total_steps)", "paddle:LinearLR(learning_rate=0.5, total_steps=10, start_factor=0.25)")]
    public static Schedule LinearLR(double learningRate, long totalSteps, double startFactor = 1.0 / 3, double endFactor = 1, long lastEpoch = -1)
    {
        Guard.Rate(learningRate);
        Guard.PositiveSteps(totalSteps);
        Guard.Positive(Guard.Fraction(startFactor), nameof(startFactor));
        Guard.Fraction(endFactor);
        if (Finished(lastEpoch) >= totalSteps)
            return Schedule.Constant(learningRate);
        // What the peer takes for the rate at last_epoch is learning_rate itself, so the whole ramp is too high by the factor there.
        double found = lastEpoch == -1 ? 1 : startFactor + ((endFactor - startFactor) * lastEpoch / totalSteps);
        return Resumed(Schedule.Linear(learningRate * startFactor / found, learningRate * endFactor / found, totalSteps), lastEpoch);
    }
}
