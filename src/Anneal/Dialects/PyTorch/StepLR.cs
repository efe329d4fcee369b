using Anneal.Schedules;

namespace Anneal.Dialects;

public static partial class PyTorch
{
    /// <summary>lr·gamma^⌊t / step_size⌋.</summary>
    /// <param name="lr">The optimizer's rate.</param>
    /// <param name="stepSize">Epochs between two drops, at least 1.</param>
    /// <param name="gamma">Factor of a drop; default 0.1.</param>
    /// <param name="lastEpoch">The last epoch of a run that is resumed; −1 for a new one.</param>
    /// <param name="initialLr">The rate that a resumed run started from.</param>
    /// <remarks>Ours: <see cref="Schedule.Step"/>. Resumed, PyTorch goes on from the rate it finds, so a rate that was not restored stays wrong for ever.</remarks>
    [Catalogue("lr·gamma^⌊t/step_size⌋", "pytorch:StepLR(lr=0.05, step_size=30, gamma=0.1)")]
    public static Schedule StepLR(double lr, long stepSize, double gamma = 0.1, long lastEpoch = -1, double? initialLr = null)
        => TorchScheduler.Attach(lr, lastEpoch, initialLr, baseRate => new TorchScheduler(
            TorchScheduler.Calling(nameof(StepLR)).With("lr", baseRate).With("step_size", stepSize).With("gamma", gamma),
            Schedule.Step(baseRate, gamma, stepSize),
            (rate, epoch) => epoch == 0 || epoch % stepSize != 0 ? rate : rate * gamma)
        { BaseRate = baseRate, IsFactor = true });

    /// <summary>lr·gamma^#{milestones ≤ t}.</summary>
    /// <param name="lr">The optimizer's rate.</param>
    /// <param name="milestones">Epochs of the drops, in any order; one that stands twice drops twice.</param>
    /// <param name="gamma">Factor of a drop; default 0.1.</param>
    /// <param name="lastEpoch">The last epoch of a run that is resumed; −1 for a new one.</param>
    /// <param name="initialLr">The rate that a resumed run started from.</param>
    /// <remarks>Ours: <see cref="Schedule.MultiStep"/>.</remarks>
    [Catalogue("lr·gamma^#{milestones ≤ t}", "pytorch:MultiStepLR(lr=0.05, milestones=[30, 80], gamma=0.1)")]
    public static Schedule MultiStepLR(double lr, IReadOnlyList<long> milestones, double gamma = 0.1, long lastEpoch = -1, double? initialLr = null)
    {
        ArgumentNullException.ThrowIfNull(milestones);
        Values<long> sorted = new(milestones.Order());
        return TorchScheduler.Attach(lr, lastEpoch, initialLr, baseRate => new TorchScheduler(
            TorchScheduler.Calling(nameof(MultiStepLR)).With("lr", baseRate).With("milestones", sorted).With("gamma", gamma),
            Schedule.MultiStep(baseRate, gamma, sorted),
            (rate, epoch) => rate * Math.Pow(gamma, sorted.Count(milestone => milestone == epoch)))
        { BaseRate = baseRate, IsFactor = true });
    }
}
