using Anneal.Schedules;

namespace Anneal.Dialects;

public static partial class HuggingFace
{
    /// <summary>From 0 straight up to the rate, then a cosine to a minimum given as a rate or as a share of the rate.</summary>
    /// <param name="lr">The group's rate, at least 0.</param>
    /// <param name="numWarmupSteps">Steps of warm-up, at least 0. It starts at 0, not at the minimum.</param>
    /// <param name="numTrainingSteps">Steps in all.</param>
    /// <param name="numCycles">Whole waves between warm-up and end, at least 0; default 0.5.</param>
    /// <param name="lastEpoch">Last finished step of a run to resume; −1 for a new one.</param>
    /// <param name="minLr">The minimum, at least 0. Give this or <paramref name="minLrRate"/>.</param>
    /// <param name="minLrRate">The minimum as a share of the rate.</param>
    /// <param name="defaultLr">The optimizer's own rate, above 0, when the group has another: the minimum is then minLr·lr/defaultLr.</param>
    /// <exception cref="ArgumentException">Neither or both of the minimum's two forms are given.</exception>
    /// <remarks>transformers: <c>get_cosine_with_min_lr_schedule_with_warmup</c>. As the plain cosine there, it rises again past the end.</remarks>
    [Catalogue("lr·t/warmup, then min + (lr − min)·(1 + cos(2π·cycles·p))/2, for ever", "hf:get_cosine_with_min_lr_schedule_with_warmup(lr=0.01, num_warmup_steps=10, num_training_steps=100, min_lr_rate=0.1)")]
    public static Schedule GetCosineWithMinLrScheduleWithWarmup(
        double lr, long numWarmupSteps, long numTrainingSteps, double numCycles = 0.5, long lastEpoch = -1,
        double? minLr = null, double? minLrRate = null, double? defaultLr = null)
        => Behind(lr, numWarmupSteps, lastEpoch, Waves(lr, Minimum(lr, minLr, minLrRate, defaultLr), Rest(numWarmupSteps, numTrainingSteps), numCycles));

    /// <summary>As <see cref="GetCosineWithMinLrScheduleWithWarmup"/>, but the warm-up does not start at 0, and the cosine runs one step ahead.</summary>
    /// <param name="lr">The group's rate, at least 0.</param>
    /// <param name="numWarmupSteps">Steps of warm-up, at least 0; the last of them is at the full rate.</param>
    /// <param name="numTrainingSteps">Steps in all: the minimum is reached at the last of them.</param>
    /// <param name="numCycles">Whole waves between warm-up and end, at least 0; default 0.5.</param>
    /// <param name="lastEpoch">Last finished step of a run to resume; −1 for a new one.</param>
    /// <param name="minLr">The minimum, at least 0. Give this or <paramref name="minLrRate"/>.</param>
    /// <param name="minLrRate">The minimum as a share of the rate.</param>
    /// <param name="warmupLrRate">The first rate as a share of the rate; default 1 / warm-up steps.</param>
    /// <param name="defaultLr">The optimizer's own rate, above 0, when the group has another: the minimum is then minLr·lr/defaultLr.</param>
    /// <exception cref="ArgumentException">Neither or both of the minimum's two forms are given.</exception>
    /// <remarks>
    /// transformers: <c>get_cosine_with_min_lr_schedule_with_warmup_lr_rate</c>, whose steps count from 1 where all its siblings count from 0:
    /// replacing one by the other moves the whole curve by a step.
    /// </remarks>
    [Catalogue("lr·(t + 1)/warmup, then the cosine at t + 1", "hf:get_cosine_with_min_lr_schedule_with_warmup_lr_rate(lr=0.01, num_warmup_steps=10, num_training_steps=100, min_lr_rate=0.1)")]
    public static Schedule GetCosineWithMinLrScheduleWithWarmupLrRate(
        double lr, long numWarmupSteps, long numTrainingSteps, double numCycles = 0.5, long lastEpoch = -1,
        double? minLr = null, double? minLrRate = null, double? warmupLrRate = null, double? defaultLr = null)
    {
        Schedule waves = Waves(lr, Minimum(lr, minLr, minLrRate, defaultLr), Rest(numWarmupSteps, numTrainingSteps), numCycles);
        double first = warmupLrRate is double share ? lr * Guard.Rate(share, nameof(warmupLrRate)) : lr / Math.Max(1, numWarmupSteps);
        Schedule whole = numWarmupSteps switch
        {
            0 => waves.Skip(1),
            1 => Schedule.Constant(first).For(1).Then(waves.Skip(1)),
            // The peak of the warm-up is step 0 of the waves, so the two share it.
            _ => Schedule.Linear(first, lr, numWarmupSteps - 1).Then(waves),
        };
        return Resumed(whole, lastEpoch);
    }

    private static double Minimum(double lr, double? minLr, double? minLrRate, double? defaultLr)
    {
        if (minLr is null == minLrRate is null)
            throw new ArgumentException("Give the minimum once: min_lr, a rate, or min_lr_rate, its share of the rate.", nameof(minLr));
        if (defaultLr is not null && minLr is null)
            throw new ArgumentException("defaultLr only matters for min_lr, and min_lr_rate is given: leave defaultLr out.", nameof(defaultLr));
        double minimum = minLr is double rate ? Guard.Rate(rate, nameof(minLr)) : Guard.Rate(lr) * Guard.Rate(minLrRate!.Value, nameof(minLrRate));
        return defaultLr is double standard ? minimum * Guard.Rate(lr) / Guard.Positive(standard, nameof(defaultLr)) : minimum;
    }
}
