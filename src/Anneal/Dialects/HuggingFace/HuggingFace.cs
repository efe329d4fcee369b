using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Dialects;

/// <summary>The schedules of Hugging Face Transformers (<c>optimization.py</c>, 4.58) under their own names, as they behave there.</summary>
/// <remarks>
/// <para>
/// There each is a factor of the rate. Every warm-up is t / warmup from 0, so the first update trains with rate 0 and changes nothing; ours,
/// <see cref="Schedule.WarmedUp"/>, starts at peak / (warmup + 1).
/// </para>
/// <para>
/// Two schedules divide by <c>optimizer.defaults["lr"]</c>, so that a parameter group with another rate ends at another minimum than the one asked
/// for. Here <c>lr</c> is the group's own rate and the minimum is the one given; pass <c>defaultLr</c> to get the peer's.
/// </para>
/// </remarks>
[Dialect("hf", "Hugging Face Transformers", SnakeCase = true)]
public static partial class HuggingFace
{
    /// <summary>The warm-up from 0 in front of the rest, and what is left of both for a resumed run.</summary>
    private static Schedule Behind(double lr, long numWarmupSteps, long lastEpoch, Schedule rest)
        => Resumed(Guard.Steps(numWarmupSteps) == 0 ? rest : Schedule.Linear(0, lr, numWarmupSteps).Then(rest), lastEpoch);

    // The peer's constructor makes one step itself: a run resumed with last_epoch = k first shows the rate of k + 1.
    private static Schedule Resumed(Schedule schedule, long lastEpoch)
        => lastEpoch switch
        {
            -1 => schedule,
            >= 0 => schedule.Skip(lastEpoch + 1),
            _ => throw new ArgumentOutOfRangeException(nameof(lastEpoch), lastEpoch, $"last_epoch is the number of the last finished step, or -1 for a new run, not {lastEpoch}."),
        };

    /// <summary>Steps after the warm-up: where there are none the peer counts one.</summary>
    private static long Rest(long numWarmupSteps, long numTrainingSteps)
        => Math.Max(1, Guard.Steps(numTrainingSteps) - Guard.Steps(numWarmupSteps));
}
