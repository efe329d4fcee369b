using Anneal.Schedules;

namespace Anneal.Dialects;

public static partial class Timm
{
    /// <summary>Multiplied by a factor one step before each milestone: lr·rate^#{decay_t ≤ t + 1}; endless.</summary>
    /// <param name="lr">The group's rate, at least 0.</param>
    /// <param name="decayT">The milestones, ascending; one that stands twice counts twice.</param>
    /// <param name="decayRate">Factor per milestone, at least 0; default 1, which changes nothing.</param>
    /// <param name="warmupT">Length of the warm-up, at least 0; default 0.</param>
    /// <param name="warmupLrInit">Where the warm-up starts, at least 0; default 0.</param>
    /// <param name="warmupPrefix">Whether the milestones count from the end of the warm-up, the default, or from its start.</param>
    /// <param name="tInEpochs">Whether a step is an epoch, the default, or an update.</param>
    /// <param name="stepsPerEpoch">Updates in an epoch, to ask a schedule in epochs by updates; default none.</param>
    /// <remarks>
    /// The peer compares with t + 1 and keeps that for old results' sake: epoch 4 is the first with the lower rate when the milestone is 5.
    /// PyTorch and <see cref="Schedule.MultiStep"/> change at the milestone itself.
    /// </remarks>
    [Catalogue("lr·rate^#{decay_t ≤ t + 1}", "timm:MultiStepLRScheduler(lr=0.1, decay_t=[5, 12], decay_rate=0.5)")]
    public static Schedule MultiStepLRScheduler(
        double lr, IReadOnlyList<long> decayT, double decayRate = 1, long warmupT = 0, double warmupLrInit = 0, bool warmupPrefix = true,
        bool tInEpochs = true, long? stepsPerEpoch = null)
        => Finished(
            Schedule.MultiStep(Guard.Rate(lr), Guard.Rate(decayRate), Guard.Ascending(decayT, repeats: true, nameof(decayT))).Skip(1), lr, lr, warmupT, warmupLrInit, warmupPrefix, tInEpochs, stepsPerEpoch);
}
