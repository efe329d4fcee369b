using Anneal.Schedules;

namespace Anneal.Dialects;

public static partial class PyTorch
{
    /// <summary>Multiplies the rate by factor after more than patience observations without improvement, for one parameter group.</summary>
    /// <param name="lr">The optimizer's rate.</param>
    /// <param name="mode">min or max: which way the metric improves; default min.</param>
    /// <param name="factor">Below 1; default 0.1.</param>
    /// <param name="patience">Observations that are tolerated; default 10.</param>
    /// <param name="threshold">Margin of an improvement; default 1e-4.</param>
    /// <param name="thresholdMode">rel: best·(1 ∓ threshold); abs: best ∓ threshold. Default rel.</param>
    /// <param name="cooldown">Observations after a reduction that do not count; default 0.</param>
    /// <param name="minLr">Lowest rate of this group; default 0.</param>
    /// <param name="eps">A reduction by no more than this is left out; default 1e-8.</param>
    /// <remarks>Ours: <see cref="Controllers.ReduceOnPlateau"/>, whose margin is right for negative metrics and which composes with any schedule.</remarks>
    [Catalogue("rate ← max(rate·factor, min_lr) when the metric stalls", "")]
    public static PeerPlateau ReduceLROnPlateau(
        double lr, string mode = "min", double factor = 0.1, long patience = 10, double threshold = 1e-4, string thresholdMode = "rel", long cooldown = 0, double minLr = 0, double eps = 1e-8)
    {
        (bool maximize, bool relative) = PeerPlateau.Rules.Words(mode, thresholdMode);
        return new(Guard.Rate(lr), new(maximize, factor, Guard.Steps(patience), threshold, relative, Guard.Steps(cooldown), Guard.Rate(minLr), Guard.Rate(eps)));
    }
}
