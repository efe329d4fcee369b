using Anneal.Schedules;

namespace Anneal.Dialects;

public static partial class HuggingFace
{
    /// <summary>From 0 straight up to the rate, then a cosine whose waves are counted by <paramref name="numCycles"/>.</summary>
    /// <param name="lr">The group's rate, at least 0.</param>
    /// <param name="numWarmupSteps">Steps of warm-up, at least 0.</param>
    /// <param name="numTrainingSteps">Steps in all.</param>
    /// <param name="numCycles">Whole waves between warm-up and end, at least 0; default 0.5, half a wave from the rate to 0. 0 holds the rate.</param>
    /// <param name="lastEpoch">Last finished step of a run to resume; −1 for a new one.</param>
    /// <remarks>
    /// transformers: <c>get_cosine_schedule_with_warmup</c>. The peer does not stop at the end: trained longer than it was told, it rises again.
    /// <see cref="Schedule.Cosine"/> holds its last value instead, which is what a run that overruns by a few steps wants.
    /// </remarks>
    [Catalogue("lr·t/warmup, then lr·(1 + cos(2π·cycles·p))/2, for ever", "hf:get_cosine_schedule_with_warmup(lr=0.01, num_warmup_steps=10, num_training_steps=100)")]
    public static Schedule GetCosineScheduleWithWarmup(
        double lr, long numWarmupSteps, long numTrainingSteps, double numCycles = 0.5, long lastEpoch = -1)
        => Behind(lr, numWarmupSteps, lastEpoch, Waves(lr, 0, Rest(numWarmupSteps, numTrainingSteps), numCycles));

    /// <summary>From 0 straight up to the rate, then cosines to 0 of equal length, each starting from the rate again; 0 after the last.</summary>
    /// <param name="lr">The group's rate, at least 0.</param>
    /// <param name="numWarmupSteps">Steps of warm-up, at least 0.</param>
    /// <param name="numTrainingSteps">Steps in all.</param>
    /// <param name="numCycles">How many cosines, at least 1; default 1. They need not have whole lengths.</param>
    /// <param name="lastEpoch">Last finished step of a run to resume; −1 for a new one.</param>
    /// <remarks>
    /// transformers: <c>get_cosine_with_hard_restarts_schedule_with_warmup</c>. The peer finds a restart by a floating modulo, which at some steps
    /// (22 cycles in 330 steps, step 15) is off by a rounding and shows the end of a cycle where the next begins. That is kept here;
    /// <see cref="Schedule.Repeat"/> counts its restarts and misses none.
    /// </remarks>
    [Catalogue("lr·t/warmup, then lr·(1 + cos(π·(cycles·p mod 1)))/2", "hf:get_cosine_with_hard_restarts_schedule_with_warmup(lr=0.01, num_warmup_steps=10, num_training_steps=100, num_cycles=3)")]
    public static Schedule GetCosineWithHardRestartsScheduleWithWarmup(
        double lr, long numWarmupSteps, long numTrainingSteps, long numCycles = 1, long lastEpoch = -1)
    {
        long steps = Rest(numWarmupSteps, numTrainingSteps);
        Schedule cycles = Guard.PositiveSteps(numCycles) == 1
            ? Schedule.Cosine(lr, 0, steps)
            : new HardRestarts(Guard.Rate(lr), steps, numCycles);
        return Behind(lr, numWarmupSteps, lastEpoch, cycles);
    }

    private static Schedule Waves(double lr, double to, long steps, double numCycles)
        => Guard.Rate(numCycles) == 0 ? Schedule.Constant(Guard.Rate(lr)) : Schedule.CosineWave(Guard.Rate(lr), to, steps / (2 * numCycles));
}
