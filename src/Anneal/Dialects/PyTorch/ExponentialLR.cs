using Anneal.Schedules;

namespace Anneal.Dialects;

public static partial class PyTorch
{
    /// <summary>lr·gamma^t.</summary>
    /// <param name="lr">The optimizer's rate.</param>
    /// <param name="gamma">Factor per epoch, at least 0.</param>
    /// <param name="lastEpoch">The last epoch of a run that is resumed; −1 for a new one.</param>
    /// <param name="initialLr">The rate that a resumed run started from.</param>
    /// <remarks>Ours: <see cref="Schedule.Exponential"/>.</remarks>
    [Catalogue("lr·gamma^t", "pytorch:ExponentialLR(lr=0.1, gamma=0.97)")]
    public static Schedule ExponentialLR(double lr, double gamma, long lastEpoch = -1, double? initialLr = null)
        => TorchScheduler.Attach(lr, lastEpoch, initialLr, baseRate => new TorchScheduler(
            TorchScheduler.Calling(nameof(ExponentialLR)).With("lr", baseRate).With("gamma", gamma),
            Schedule.Exponential(baseRate, gamma),
            (rate, epoch) => epoch == 0 ? rate : rate * gamma)
        { BaseRate = baseRate, IsFactor = true });

    /// <summary>lr·(1 − t / total_iters)^power, then 0.</summary>
    /// <param name="lr">The optimizer's rate.</param>
    /// <param name="totalIters">Epochs until 0; default 5. With 0 the rate never changes, as in PyTorch.</param>
    /// <param name="power">At least 0; default 1.</param>
    /// <param name="lastEpoch">The last epoch of a run that is resumed; −1 for a new one.</param>
    /// <param name="initialLr">The rate that a resumed run started from.</param>
    /// <remarks>Ours: <see cref="Schedule.Polynomial"/>, which may end above 0.</remarks>
    [Catalogue("lr·(1 − t/total_iters)^power", "pytorch:PolynomialLR(lr=0.1, total_iters=20, power=2)")]
    public static Schedule PolynomialLR(double lr, long totalIters = 5, double power = 1, long lastEpoch = -1, double? initialLr = null)
    {
        Guard.Steps(totalIters);
        Guard.Rate(power);
        return TorchScheduler.Attach(lr, lastEpoch, initialLr, baseRate => new TorchScheduler(
            TorchScheduler.Calling(nameof(PolynomialLR)).With("lr", baseRate).With("total_iters", totalIters).With("power", power),
            totalIters == 0 || power == 0 ? Schedule.Constant(baseRate) : Schedule.Polynomial(baseRate, 0, totalIters, power),
            (rate, epoch) => epoch == 0 || epoch > totalIters ? rate
                : rate * Math.Pow((1 - ((double)epoch / totalIters)) / (1 - ((epoch - 1.0) / totalIters)), power))
        { BaseRate = baseRate, IsFactor = totalIters > 0 });
    }
}
