using Anneal.Schedules;

namespace Anneal.Dialects;

public static partial class Timm
{
    /// <summary>Lowers the rate when a metric has stopped improving, after a warm-up that does not look at it.</summary>
    /// <param name="lr">The group's rate, at least 0.</param>
    /// <param name="decayRate">Factor of a reduction, from 0 to below 1; default 0.1.</param>
    /// <param name="patienceT">Bad epochs that are borne; the next one reduces. Default 10.</param>
    /// <param name="threshold">Relative change that counts as an improvement, at least 0; default 1e-4.</param>
    /// <param name="cooldownT">Epochs after a reduction in which bad ones are not counted; default 0.</param>
    /// <param name="warmupT">Epochs of warm-up, at least 0; default 0.</param>
    /// <param name="warmupLrInit">Where the warm-up starts, at least 0; default 0.</param>
    /// <param name="lrMin">The rate is not reduced below this; default 0.</param>
    /// <param name="mode"><c>max</c> (default: the metric should rise) or <c>min</c>.</param>
    /// <exception cref="ArgumentException">The mode is not known, or a number is out of its range.</exception>
    /// <remarks>
    /// PyTorch's <c>ReduceLROnPlateau</c> behind a warm-up. Two surprises: the default mode is <c>max</c>, so a loss watched by default reduces the
    /// rate while it improves; and the warm-up includes epoch warmup_t itself, whose metric is not looked at either.
    /// </remarks>
    [Catalogue("lr ← max(lr·decay_rate, lr_min) when the metric stalls", "")]
    public static PeerPlateau PlateauLRScheduler(
        double lr, double decayRate = 0.1, long patienceT = 10, double threshold = 1e-4, long cooldownT = 0,
        long warmupT = 0, double warmupLrInit = 0, double lrMin = 0, string mode = "max")
    {
        if (!(Guard.Rate(decayRate) < 1))
            throw new ArgumentOutOfRangeException(nameof(decayRate), decayRate, FormattableString.Invariant($"decay_rate must be below 1, or nothing would be reduced, not {decayRate}."));
        (bool maximize, bool relative) = PeerPlateau.Rules.Words(mode, "rel");
        PeerPlateau.Rules rules = new(
            maximize, decayRate, Guard.Steps(patienceT), Guard.Rate(threshold), relative, Guard.Steps(cooldownT), Guard.Rate(lrMin), 1e-8)
        {
            Warmup = Guard.Steps(warmupT),
            WarmupStart = Guard.Rate(warmupLrInit),
            WarmupEnd = lr,
        };
        return new PeerPlateau(Guard.Rate(lr), rules);
    }
}
