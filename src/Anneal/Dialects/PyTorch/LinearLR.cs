using Anneal.Schedules;

namespace Anneal.Dialects;

public static partial class PyTorch
{
    /// <summary>lr·factor for total_iters epochs, then lr.</summary>
    /// <param name="lr">The optimizer's rate.</param>
    /// <param name="factor">From 0 to 1; default 1/3.</param>
    /// <param name="totalIters">Epochs; default 5.</param>
    /// <param name="lastEpoch">The last epoch of a run that is resumed; −1 for a new one.</param>
    /// <param name="initialLr">The rate that a resumed run started from.</param>
    /// <remarks>
    /// With total_iters = 0 PyTorch never leaves lr·factor, a defect that is kept here; in ours a piece of no length is over at once:
    /// <c>Constant(lr * factor).For(0).Then(lr)</c>. With factor = 0 PyTorch divides by zero when the phase ends; here the rate is lr then.
    /// </remarks>
    [Catalogue("lr·factor while t < total_iters, then lr", "pytorch:ConstantLR(lr=0.05, factor=0.5, total_iters=4)")]
    public static Schedule ConstantLR(double lr, double factor = 1.0 / 3, long totalIters = 5, long lastEpoch = -1, double? initialLr = null)
    {
        Guard.Fraction(factor);
        Guard.Steps(totalIters);
        return TorchScheduler.Attach(lr, lastEpoch, initialLr, baseRate => new TorchScheduler(
            TorchScheduler.Calling(nameof(ConstantLR)).With("lr", baseRate).With("factor", factor).With("total_iters", totalIters),
            totalIters == 0 ? Schedule.Constant(baseRate * factor) : Schedule.Constant(baseRate * factor).For(totalIters).Then(baseRate),
            (rate, epoch) => epoch == 0 ? rate * factor
                : epoch != totalIters ? rate
                : factor == 0 ? baseRate : rate * (1 / factor))
        { BaseRate = baseRate, IsFactor = totalIters > 0 && factor > 0 });
    }

    /// <summary>From lr·start_factor to lr·end_factor in a straight line.</summary>
    /// <param name="lr">The optimizer's rate.</param>
    /// <param name="startFactor">Above 0, at most 1; default 1/3.</param>
    /// <param name="endFactor">From 0 to 1; default 1.</param>
    /// <param name="totalIters">Epochs; default 5. The end is reached at this epoch.</param>
    /// <param name="lastEpoch">The last epoch of a run that is resumed; −1 for a new one.</param>
    /// <param name="initialLr">The rate that a resumed run started from.</param>
    /// <remarks>
    /// A ramp from 0 is refused, as PyTorch does; ours starts anywhere: <see cref="Schedule.Linear"/>. With total_iters = 0 PyTorch never leaves
    /// lr·start_factor, a defect that is kept here.
    /// </remarks>
    [Catalogue("lr·(start_factor + (end_factor − start_factor)·t/total_iters)", "pytorch:LinearLR(lr=0.05, start_factor=0.5, total_iters=4)")]
    public static Schedule LinearLR(
        double lr, double startFactor = 1.0 / 3, double endFactor = 1, long totalIters = 5, long lastEpoch = -1, double? initialLr = null)
    {
        if (!(startFactor is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(startFactor), startFactor, FormattableString.Invariant($"start_factor must be above 0 and at most 1 in PyTorch, not {startFactor}. For a ramp from 0 use linear(0, lr, over: n)."));
        Guard.Fraction(endFactor);
        Guard.Steps(totalIters);
        return TorchScheduler.Attach(lr, lastEpoch, initialLr, baseRate => new TorchScheduler(
            TorchScheduler.Calling(nameof(LinearLR)).With("lr", baseRate).With("start_factor", startFactor).With("end_factor", endFactor).With("total_iters", totalIters),
            totalIters == 0 ? Schedule.Constant(baseRate * startFactor) : Schedule.Linear(baseRate * startFactor, baseRate * endFactor, totalIters),
            (rate, epoch) => epoch == 0 ? rate * startFactor
                : epoch > totalIters ? rate
                : rate * (1 + ((endFactor - startFactor) / ((totalIters * startFactor) + ((epoch - 1) * (endFactor - startFactor))))))
        { BaseRate = baseRate, IsFactor = totalIters > 0 });
    }
}
