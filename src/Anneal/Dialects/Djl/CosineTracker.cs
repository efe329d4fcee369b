using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Dialects;

public static partial class Djl
{
    /// <summary>Half a cosine from base to final, which then holds.</summary>
    /// <param name="baseValue">Value at 0, above <paramref name="finalValue"/>.</param>
    /// <param name="maxUpdates">Updates until the final value, at least 1.</param>
    /// <param name="finalValue">At least 0; default 0.01.</param>
    /// <exception cref="ArgumentException">The final value is not below the base value, or a number is out of its range.</exception>
    /// <remarks>
    /// DJL: <c>Tracker.cosine</c>, whose default final value 0.01 is above many a whole learning rate: say it. Near the end the single precision of
    /// 1 + cos loses digits there (1e-5 of the rate at the last step but one of 33); <see cref="Schedule.Cosine"/> does not.
    /// </remarks>
    [Catalogue("final + (base − final)·(1 + cos(πt/maxUpdates))/2", "djl:CosineTracker(baseValue=0.5, maxUpdates=20, finalValue=0.01)")]
    public static Schedule CosineTracker(double baseValue, long maxUpdates, double finalValue = 0.01)
    {
        if (!(Guard.Positive(baseValue) > Guard.Rate(finalValue)))
            throw new ArgumentException(FormattableString.Invariant($"A cosine falls from base to final, but {baseValue} is not above {finalValue}. Lower finalValue, whose default is 0.01."), nameof(finalValue));
        return new SingleCosine(baseValue, finalValue, Guard.PositiveSteps(maxUpdates));
    }

    /// <summary>DJL's cosine, rounding by rounding.</summary>
    private sealed record SingleCosine(double BaseValue, double FinalValue, long MaxUpdates) : Schedule
    {
        public override long? Length => MaxUpdates;

        internal override Call Form
            => new Call(nameof(CosineTracker)) { Dialect = "djl" }
                .With("baseValue", BaseValue).With("maxUpdates", MaxUpdates).With("finalValue", FinalValue);

        internal override double Value(long step) => Value((double)step);

        internal override double Value(double step)
        {
            float final = (float)FinalValue;
            if (step > MaxUpdates)
                return final;
            float height = ((float)BaseValue - final) / 2;
            return final + (height * (1 + (float)Math.Cos(Math.PI * step / MaxUpdates)));
        }
    }
}
