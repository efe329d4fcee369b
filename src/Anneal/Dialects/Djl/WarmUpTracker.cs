using Anneal.Schedules;

namespace Anneal.Dialects;

public static partial class Djl
{
    /// <summary>What a tracker does before its main tracker starts.</summary>
    public enum WarmUpMode
    {
        /// <summary>Climbs straight to the main tracker's first value.</summary>
        Linear,

        /// <summary>Holds its begin value, and jumps.</summary>
        Constant,
    }

    /// <summary>A warm-up in front of another tracker, which starts from its own 0 behind it.</summary>
    /// <param name="main">The main tracker.</param>
    /// <param name="warmUpSteps">Updates of warm-up, at least 0; default 0.</param>
    /// <param name="warmUpBeginValue">Where it begins, at least 0; default 0.</param>
    /// <param name="warmUpMode">Climbing, the default, or constant.</param>
    /// <remarks>
    /// DJL: <c>Tracker.warmUp</c>. The main tracker is put off, not shortened: a cosine over 20 behind 5 updates ends at 25. A constant warm-up with the
    /// default begin value trains at rate 0, which is not at all; <see cref="Schedule.WarmedUp"/> neither starts at 0 nor jumps.
    /// </remarks>
    [Catalogue("begin + (main(0) − begin)·t/warmUp, then main(t − warmUp)", "djl:WarmUpTracker(main=CosineTracker(baseValue=0.5, maxUpdates=15), warmUpSteps=5)")]
    public static Schedule WarmUpTracker(
        Schedule main, long warmUpSteps = 0, double warmUpBeginValue = 0, WarmUpMode warmUpMode = WarmUpMode.Linear)
    {
        ArgumentNullException.ThrowIfNull(main);
        Guard.Steps(warmUpSteps);
        Guard.Rate(warmUpBeginValue);
        Schedule warmUp = warmUpMode switch
        {
            WarmUpMode.Linear => Schedule.Linear(warmUpBeginValue, main.At(0), warmUpSteps),
            WarmUpMode.Constant => Schedule.Constant(warmUpBeginValue).For(warmUpSteps),
            _ => throw new ArgumentOutOfRangeException(nameof(warmUpMode), warmUpMode, "warmUpMode is LINEAR or CONSTANT."),
        };
        return warmUpSteps == 0 ? main : warmUp.Then(main);
    }
}
