using Anneal.Schedules;

namespace Anneal.Dialects;

public static partial class HuggingFace
{
    /// <summary>From 0 straight up to the rate, then down with the inverse square root of the step.</summary>
    /// <param name="lr">The group's rate, at least 0.</param>
    /// <param name="numWarmupSteps">Steps of warm-up, at least 0.</param>
    /// <param name="timescale">Steps until the rate has fallen to lr/√2, above 0; default the warm-up's steps, or 10,000 without a warm-up.</param>
    /// <param name="lastEpoch">Last finished step of a run to resume; −1 for a new one.</param>
    /// <remarks>transformers: <c>get_inverse_sqrt_schedule</c>.</remarks>
    [Catalogue("lr·t/warmup, then lr/√(1 + (t − warmup)/timescale)", "hf:get_inverse_sqrt_schedule(lr=0.01, num_warmup_steps=10)")]
    public static Schedule GetInverseSqrtSchedule(double lr, long numWarmupSteps, double? timescale = null, long lastEpoch = -1)
    {
        double scale = timescale ?? (Guard.Steps(numWarmupSteps) == 0 ? 10_000 : numWarmupSteps);
        return Behind(lr, numWarmupSteps, lastEpoch, Schedule.InverseSquareRoot(Guard.Rate(lr), Guard.Positive(scale, nameof(timescale))));
    }
}
