using Anneal.Schedules;

namespace Anneal.Dialects;

public static partial class HuggingFace
{
    /// <summary>The same rate at every step.</summary>
    /// <param name="lr">The group's rate, at least 0.</param>
    /// <param name="lastEpoch">Last finished step of a run to resume; −1 for a new one.</param>
    /// <remarks>transformers: <c>get_constant_schedule</c>.</remarks>
    [Catalogue("lr", "hf:get_constant_schedule(lr=0.01)")]
    public static Schedule GetConstantSchedule(double lr, long lastEpoch = -1) => Resumed(Schedule.Constant(Guard.Rate(lr)), lastEpoch);

    /// <summary>From 0 straight up to the rate, which then holds.</summary>
    /// <param name="lr">The group's rate, at least 0.</param>
    /// <param name="numWarmupSteps">Steps of warm-up, at least 0.</param>
    /// <param name="lastEpoch">Last finished step of a run to resume; −1 for a new one.</param>
    /// <remarks>transformers: <c>get_constant_schedule_with_warmup</c>.</remarks>
    [Catalogue("lr·min(1, t/warmup)", "hf:get_constant_schedule_with_warmup(lr=0.01, num_warmup_steps=10)")]
    public static Schedule GetConstantScheduleWithWarmup(double lr, long numWarmupSteps, long lastEpoch = -1)
        => Behind(lr, numWarmupSteps, lastEpoch, Schedule.Constant(Guard.Rate(lr)));
}
