using Anneal.Schedules;

namespace Anneal.Dialects;

public static partial class Djl
{
    /// <summary>Multiplied by a factor with every update: base·factor^t, until it stops.</summary>
    /// <param name="baseValue">Value at 0, at least 0.</param>
    /// <param name="factor">Above 0, at most 1.</param>
    /// <param name="min">Where to stop, above 0 and below <paramref name="baseValue"/>; default never.</param>
    /// <param name="maxUpdates">When to stop, instead of <paramref name="min"/>; default never.</param>
    /// <exception cref="ArgumentException">Both stops are given, or a number is out of its range.</exception>
    /// <remarks>
    /// DJL: <c>Tracker.factor</c>. A minimum is turned into a number of updates, round(log(min/base) / log(factor)), so the tracker stops at the power
    /// nearest to it, above or below; <c>Schedule.Exponential(…).AtLeast(min)</c> stops at the minimum itself.
    /// </remarks>
    [Catalogue("base·factor^min(t, maxUpdates)", "djl:FactorTracker(baseValue=2, factor=0.9, min=0.5)")]
    public static Schedule FactorTracker(double baseValue, double factor, double? min = null, long? maxUpdates = null)
    {
        if (!(Guard.Positive(factor) <= 1))
            throw new ArgumentOutOfRangeException(nameof(factor), factor, FormattableString.Invariant($"factor must be at most 1, or the rate would grow without end, not {factor}."));
        Schedule decay = Schedule.Exponential(Guard.Rate(baseValue), factor);
        if (min is double stop)
        {
            if (maxUpdates is not null)
                throw OnlyOne(nameof(min), nameof(maxUpdates));
            if (!(Guard.Positive(stop, nameof(min)) < baseValue) || factor == 1)
                throw new ArgumentException(FormattableString.Invariant($"min must be reached from above, but {baseValue} times {factor} does not go down to {stop}. Lower min or factor."), nameof(min));
            // In single precision as the peer: a rounding decides between two neighbouring powers.
            maxUpdates = Round(Math.Log((float)stop / (float)baseValue) / Math.Log((float)factor));
        }

        return maxUpdates is long updates ? decay.For(Guard.Steps(updates, nameof(maxUpdates))) : decay;
    }

    /// <summary>Multiplied by a factor after each of some updates: base·factor^#{steps &lt; t}; endless.</summary>
    /// <param name="baseValue">First value, at least 0.</param>
    /// <param name="steps">At least two, from 1, strictly ascending.</param>
    /// <param name="factor">At least 0, at most 1; default 1, which changes nothing.</param>
    /// <exception cref="ArgumentException">The steps are fewer than two, start below 1 or do not ascend.</exception>
    /// <remarks>
    /// DJL: <c>Tracker.multiFactor</c>, which changes its own base value while it is asked: a tracker that has been plotted starts the training decayed,
    /// as it does in the book's chapter. Here the same step always has the same value; asked in order, both agree. It changes one update after
    /// <see cref="Schedule.MultiStep"/>, which makes up for counting from 1.
    /// </remarks>
    [Catalogue("base·factor^#{steps < t}", "djl:MultiFactorTracker(baseValue=0.5, steps=[5, 15], factor=0.5)")]
    public static Schedule MultiFactorTracker(double baseValue, IReadOnlyList<long> steps, double factor = 1)
    {
        Values<long> ascending = Guard.Ascending(steps, repeats: false, nameof(steps));
        if (ascending.Count < 2 || ascending[0] < 1)
            throw new ArgumentException($"DJL wants at least two steps, from 1 on, not [{string.Join(", ", ascending)}]. For one, use Schedule.MultiStep.", nameof(steps));
        if (!(Guard.Rate(factor) <= 1))
            throw new ArgumentOutOfRangeException(nameof(factor), factor, FormattableString.Invariant($"factor must be at most 1, not {factor}."));
        return Schedule.MultiStep(Guard.Rate(baseValue), factor, [.. ascending.Select(step => step + 1)]);
    }
}
