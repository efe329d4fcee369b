using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Dialects;

/// <summary>The schedulers that the PyTorch edition of Dive into Deep Learning writes itself: <c>At(t)</c> is the t-th call, with the argument t.</summary>
[Dialect("d2lpytorch", "Dive into Deep Learning (PyTorch)", SnakeCase = true)]
public static class D2lPyTorch
{
    /// <summary>The square-root schedule: lr·(t + 1)^−½; endless.</summary>
    /// <param name="lr">Value at 0, at least 0; default 0.1.</param>
    [Catalogue("lr·(t + 1)^−½", "d2lpytorch:SquareRootScheduler(lr=0.1)")]
    public static Schedule SquareRootScheduler(double lr = 0.1) => Schedule.SquareRoot(Guard.Rate(lr));

    /// <summary>The factor schedule: max(stop, base·factor^(t + 1)); endless.</summary>
    /// <param name="factor">Factor per call, at least 0; default 1, which changes nothing.</param>
    /// <param name="stopFactorLr">The floor, at least 0; default 1e-7.</param>
    /// <param name="baseLr">The rate before the first call, at least 0; default 0.1.</param>
    /// <remarks>
    /// It multiplies before it answers, so the base itself is never used; and it counts its calls and not its argument, so asking twice for a step
    /// lowers the rate. Ours, <c>Schedule.Exponential(base, factor).AtLeast(stop)</c>, starts at the base and can be asked as often as one likes.
    /// </remarks>
    [Catalogue("max(stop, base·factor^(t + 1))", "d2lpytorch:FactorScheduler(factor=0.9, stop_factor_lr=0.01, base_lr=2)")]
    public static Schedule FactorScheduler(double factor = 1, double stopFactorLr = 1e-7, double baseLr = 0.1)
    {
        double first = Math.Max(Guard.Rate(stopFactorLr), Guard.Rate(baseLr) * Guard.Rate(factor));
        return Schedule.Exponential(first, factor).AtLeast(stopFactorLr);
    }

    /// <summary>A linear warm-up, then half a cosine to a final rate in what is left of the updates.</summary>
    /// <param name="maxUpdate">Steps until the final rate, above the warm-up's.</param>
    /// <param name="baseLr">The peak, at least 0; default 0.01.</param>
    /// <param name="finalLr">The last rate, at least 0; default 0.</param>
    /// <param name="warmupSteps">Steps of warm-up, at least 0; default 0.</param>
    /// <param name="warmupBeginLr">Where the warm-up begins, at least 0; default 0.</param>
    /// <exception cref="ArgumentException">The warm-up leaves no step for the cosine, where the peer divides by zero.</exception>
    [Catalogue("begin ↗ base, then cosine(base → final)", "d2lpytorch:CosineScheduler(max_update=20, base_lr=0.3, final_lr=0.01, warmup_steps=5)")]
    public static Schedule CosineScheduler(long maxUpdate, double baseLr = 0.01, double finalLr = 0, long warmupSteps = 0, double warmupBeginLr = 0)
        => D2lJava.WarmCosine(
            Guard.Rate(baseLr), Guard.Rate(finalLr), Guard.Steps(maxUpdate), Guard.Steps(warmupSteps), Guard.Rate(warmupBeginLr));
}
