using Anneal.Schedules;

namespace Anneal.Dialects;

public static partial class Paddle
{
    /// <summary>Reduces the rate to max(rate·factor, min_lr) after more than patience metrics without improvement.</summary>
    /// <param name="learningRate">The first rate, at least 0.</param>
    /// <param name="mode">min or max, in any case; default min.</param>
    /// <param name="factor">From 0 to below 1; default 0.1.</param>
    /// <param name="patience">Metrics without improvement that are tolerated; default 10.</param>
    /// <param name="threshold">Margin of an improvement, at least 0; default 0.0001.</param>
    /// <param name="thresholdMode">rel or abs, in any case; default rel.</param>
    /// <param name="cooldown">Metrics that are not looked at after a reduction; default 0.</param>
    /// <param name="minLr">The rate is not reduced below this, at least 0; default 0.</param>
    /// <param name="epsilon">A reduction by no more than this is not made, at least 0; default 1e-8.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    /// <remarks>
    /// Ours: <see cref="Controllers.ReduceOnPlateau"/>, which differs in three defects that are kept here. During the cooldown a metric is not looked at, so a
    /// better one is forgotten. The first metric is the best so far whatever it is: if it is NaN, none ever improves on it. And with rel a negative
    /// metric that gets slightly worse counts as better.
    /// </remarks>
    [Catalogue("max(rate·factor, min_lr) on a plateau", "")]
    public static PeerPlateau ReduceOnPlateau(
        double learningRate, string mode = "min", double factor = 0.1, long patience = 10, double threshold = 1e-4, string thresholdMode = "rel",
        long cooldown = 0, double minLr = 0, double epsilon = 1e-8)
    {
        ArgumentNullException.ThrowIfNull(mode);
        ArgumentNullException.ThrowIfNull(thresholdMode);
        (bool maximize, bool relative) = PeerPlateau.Rules.Words(mode.ToLowerInvariant(), thresholdMode.ToLowerInvariant());
        PeerPlateau.Rules rules = new(
            maximize, Guard.Rate(factor), Guard.Steps(patience), Guard.Rate(threshold), relative, Guard.Steps(cooldown), Guard.Rate(minLr), Guard.Rate(epsilon))
        {
            BlindWhileCooling = true,
            TakesFirst = true,
        };
        return new PeerPlateau(Guard.Rate(learningRate), rules);
    }
}
