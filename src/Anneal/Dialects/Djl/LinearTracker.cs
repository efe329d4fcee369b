using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Dialects;

public static partial class Djl
{
    /// <summary>A straight line by its slope: base + slope·t, until it stops.</summary>
    /// <param name="baseValue">Value at 0, at least 0.</param>
    /// <param name="slope">Change per update, not 0.</param>
    /// <param name="min">Where a falling line stops, below <paramref name="baseValue"/>; default never.</param>
    /// <param name="max">Where a rising line stops, above <paramref name="baseValue"/>; default never.</param>
    /// <param name="maxUpdates">When to stop, instead of <paramref name="min"/> or <paramref name="max"/>; default never.</param>
    /// <exception cref="ArgumentException">More than one stop is given, or the line does not go there.</exception>
    /// <remarks>
    /// DJL: <c>LinearTracker</c>. A stop is turned into a number of updates, rounded, so the line may pass it by half a slope. Nothing keeps a falling
    /// line without a stop from going below 0, where training climbs the loss: give it a <paramref name="min"/>, or use <see cref="Schedule.Linear"/>.
    /// </remarks>
    [Catalogue("base + slope·min(t, maxUpdates)", "djl:LinearTracker(baseValue=1, slope=-0.05, min=0.2)")]
    public static Schedule LinearTracker(double baseValue, double slope, double? min = null, double? max = null, long? maxUpdates = null)
    {
        if (Guard.Finite(slope) == 0)
            throw new ArgumentException("A slope of 0 is no line: use FixedTracker.", nameof(slope));
        if (min is not null && max is not null)
            throw OnlyOne(nameof(min), nameof(max));
        if ((min ?? max) is double stop)
        {
            string name = min is not null ? nameof(min) : nameof(max);
            if (maxUpdates is not null)
                throw OnlyOne(name, nameof(maxUpdates));
            bool rising = max is not null;
            if (rising != slope > 0 || rising != Guard.Finite(stop, name) > baseValue || stop == baseValue)
                throw new ArgumentException(FormattableString.Invariant($"A line from {baseValue} with the slope {slope} does not go to {name} = {stop}. A falling line takes min, a rising one max."), name);
            // The peer rounds both the same way before it drops the sign of the falling one.
            maxUpdates = rising
                ? Round(((float)stop - (float)baseValue) / (float)slope)
                : -Round(((float)baseValue - (float)stop) / (float)slope);
        }

        double end = maxUpdates is long updates ? Guard.Rate(baseValue) + (Guard.Steps(updates, nameof(maxUpdates)) * slope) : double.NaN;
        return end >= 0
            ? Schedule.Linear(baseValue, end, maxUpdates!.Value)
            : new UnboundedLine(Guard.Rate(baseValue), slope, maxUpdates);
    }

    /// <summary>A line that our own schedules do not draw: it never ends, or ends below 0.</summary>
    private sealed record UnboundedLine(double BaseValue, double Slope, long? MaxUpdates) : Schedule
    {
        public override long? Length => MaxUpdates;

        internal override Call Form
            => new Call(nameof(LinearTracker)) { Dialect = "djl" }.With("baseValue", BaseValue).With("slope", Slope).Unless("maxUpdates", MaxUpdates, null);

        internal override double Value(long step) => Value((double)step);

        internal override double Value(double step)
            => (float)BaseValue + ((float)Math.Min(step, MaxUpdates ?? double.PositiveInfinity) * (float)Slope);
    }
}
