using Anneal.Schedules;

namespace Anneal.Dialects;

public static partial class HuggingFace
{
    /// <summary>From 0 straight up to the rate, then straight down to 0 at the end of training.</summary>
    /// <param name="lr">The group's rate, at least 0.</param>
    /// <param name="numWarmupSteps">Steps of warm-up, at least 0.</param>
    /// <param name="numTrainingSteps">Steps in all. Not above the warm-up: 0 as soon as that is over.</param>
    /// <param name="lastEpoch">Last finished step of a run to resume; −1 for a new one.</param>
    /// <remarks>transformers: <c>get_linear_schedule_with_warmup</c>, the Trainer's default.</remarks>
    [Catalogue("lr·t/warmup, then lr·(T − t)/(T − warmup)", "hf:get_linear_schedule_with_warmup(lr=0.01, num_warmup_steps=10, num_training_steps=100)")]
    public static Schedule GetLinearScheduleWithWarmup(double lr, long numWarmupSteps, long numTrainingSteps, long lastEpoch = -1)
        => Behind(lr, numWarmupSteps, lastEpoch, Schedule.Linear(Guard.Rate(lr), 0, Math.Max(0, Guard.Steps(numTrainingSteps) - numWarmupSteps)));

    /// <summary>From 0 straight up to the rate, then a power of what is left down to <paramref name="lrEnd"/>, which holds.</summary>
    /// <param name="lr">The group's rate, above <paramref name="lrEnd"/>.</param>
    /// <param name="numWarmupSteps">Steps of warm-up, at least 0.</param>
    /// <param name="numTrainingSteps">Steps in all. Not above the warm-up: <paramref name="lrEnd"/> as soon as that is over.</param>
    /// <param name="lrEnd">The last rate, at least 0; default 1e-7.</param>
    /// <param name="power">Above 0; default 1, a straight line.</param>
    /// <param name="lastEpoch">Last finished step of a run to resume; −1 for a new one.</param>
    /// <param name="defaultLr">The optimizer's own rate, above <paramref name="lrEnd"/>, when the group has another; default the group's.</param>
    /// <exception cref="ArgumentException">The last rate is not below the first.</exception>
    /// <remarks>
    /// transformers: <c>get_polynomial_decay_schedule_with_warmup</c>. A group whose rate is not the optimizer's ends there at lr_end·lr/defaultLr;
    /// and as many warm-up as training steps are a division by zero there.
    /// </remarks>
    [Catalogue("lr·t/warmup, then lr_end + (lr − lr_end)·(1 − p)^power", "hf:get_polynomial_decay_schedule_with_warmup(lr=0.01, num_warmup_steps=10, num_training_steps=100, power=2)")]
    public static Schedule GetPolynomialDecayScheduleWithWarmup(
        double lr, long numWarmupSteps, long numTrainingSteps, double lrEnd = 1e-7, double power = 1, long lastEpoch = -1, double? defaultLr = null)
    {
        double initial = defaultLr ?? lr;
        if (!(Guard.Rate(initial, defaultLr is null ? nameof(lr) : nameof(defaultLr)) > Guard.Rate(lrEnd)))
            throw new ArgumentException(FormattableString.Invariant($"lr_end must be below the rate it is reached from, but {lrEnd} is not below {initial}. Lower lr_end, whose default is 1e-7."), nameof(lrEnd));
        double end = defaultLr is null ? lrEnd : lrEnd * Guard.Rate(lr) / initial;
        return Behind(lr, numWarmupSteps, lastEpoch, Schedule.Polynomial(lr, end, Math.Max(0, Guard.Steps(numTrainingSteps) - numWarmupSteps), power));
    }
}
