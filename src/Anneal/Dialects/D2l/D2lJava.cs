using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Dialects;

/// <summary>The trackers that the Java edition of Dive into Deep Learning writes itself in its chapter on schedules: <c>At(t)</c> is <c>getNewValue(t)</c>.</summary>
/// <remarks>The chapter's other schedules are DJL's own, see <see cref="Djl"/>; what it draws is drawn by <c>anneal plot d2l</c>.</remarks>
[Dialect("d2ljava", "Dive into Deep Learning (Java)")]
public static class D2lJava
{
    /// <summary>The square-root schedule: lr·(t + 1)^−½; endless.</summary>
    /// <param name="lr">Value at 0, at least 0; the chapter's is 0.1.</param>
    [Catalogue("lr·(t + 1)^−½", "d2ljava:SquareRootTracker(lr=0.1)")]
    public static Schedule SquareRootTracker(double lr = 0.1) => Schedule.SquareRoot(Guard.Rate(lr));

    /// <summary>The factor schedule the chapter describes: max(stop, base·factor^t); or, on request, the one its class computes.</summary>
    /// <param name="factor">Factor per update, above 0 and at most 1; the chapter's is 0.9.</param>
    /// <param name="stopFactorLr">The floor, at least 0; the chapter's is 0.01.</param>
    /// <param name="baseLr">Value at 0, at least 0; the chapter's is 2.</param>
    /// <param name="cellVariableLr">
    /// The notebook's variable <c>lr</c> (0.3), to get what the class prints. Default none: what the chapter means.
    /// </param>
    /// <remarks>
    /// The body of the class in the notebook is a copy of the square-root tracker's: it forgets its three arguments and computes with a variable of
    /// another cell, lr·(t + 1)^−½. Given that variable so does this, and the three arguments are checked but, as there, change nothing.
    /// </remarks>
    [Catalogue("max(stop, base·factor^t)", "d2ljava:DemoFactorTracker(factor=0.9, stopFactorLr=0.01, baseLr=2)")]
    public static Schedule DemoFactorTracker(double factor = 0.9, double stopFactorLr = 0.01, double baseLr = 2, double? cellVariableLr = null)
    {
        if (!(Guard.Positive(factor) <= 1))
            throw new ArgumentOutOfRangeException(nameof(factor), factor, FormattableString.Invariant($"factor must be at most 1, or the rate would grow without end, not {factor}."));
        Schedule meant = Schedule.Exponential(Guard.Rate(baseLr), factor).AtLeast(Guard.Rate(stopFactorLr));
        return cellVariableLr is double lr ? Schedule.SquareRoot(Guard.Rate(lr, nameof(cellVariableLr))) : meant;
    }

    /// <summary>Half a cosine from base to final, which then holds.</summary>
    /// <param name="baseLr">Value at 0, above <paramref name="finalLr"/>; the chapter's is 0.5.</param>
    /// <param name="finalLr">The last value, at least 0; the chapter's is 0.01.</param>
    /// <param name="maxUpdate">Updates until the last value, at least 1; the chapter's is 20.</param>
    [Catalogue("final + (base − final)·(1 + cos(πt/maxUpdate))/2", "d2ljava:DemoCosineTracker(baseLr=0.5, finalLr=0.01, maxUpdate=20)")]
    public static Schedule DemoCosineTracker(double baseLr = 0.5, double finalLr = 0.01, long maxUpdate = 20)
        => Schedule.Cosine(Guard.Rate(baseLr), Guard.Rate(finalLr), Guard.PositiveSteps(maxUpdate));

    /// <summary>From 0 straight up to base, then half a cosine to final in what is left of the updates.</summary>
    /// <param name="baseLr">The peak, at least 0; the chapter's is 0.5.</param>
    /// <param name="finalLr">The last value, at least 0; the chapter's is 0.01.</param>
    /// <param name="maxUpdate">Updates until the last value, above the warm-up's; the chapter's is 20.</param>
    /// <param name="warmUpSteps">Updates of warm-up, at least 0; 5 is written into the class.</param>
    /// <exception cref="ArgumentException">The warm-up leaves no update for the cosine.</exception>
    /// <remarks>Unlike DJL's own <see cref="Djl.WarmUpTracker"/>, which puts the cosine off, this shortens it, so that both end at the same update.</remarks>
    [Catalogue("base·t/warmUp, then cosine(base → final) over maxUpdate − warmUp", "d2ljava:CosineWarmupTracker(baseLr=0.5, finalLr=0.01, maxUpdate=20)")]
    public static Schedule CosineWarmupTracker(double baseLr = 0.5, double finalLr = 0.01, long maxUpdate = 20, long warmUpSteps = 5)
        => WarmCosine(Guard.Rate(baseLr), Guard.Rate(finalLr), Guard.Steps(maxUpdate), Guard.Steps(warmUpSteps), begin: 0);

    internal static Schedule WarmCosine(double baseLr, double finalLr, long maxUpdate, long warmup, double begin)
    {
        if (warmup >= maxUpdate)
            throw new ArgumentException($"The warm-up must leave updates for the cosine, but takes {warmup} of {maxUpdate}. Shorten it.", nameof(warmup));
        Schedule cosine = Schedule.Cosine(baseLr, finalLr, maxUpdate - warmup);
        return warmup == 0 ? cosine : Schedule.Linear(begin, baseLr, warmup).Then(cosine);
    }
}
