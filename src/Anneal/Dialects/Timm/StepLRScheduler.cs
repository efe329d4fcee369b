using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Dialects;

public static partial class Timm
{
    /// <summary>Stairs of equal width, which need not be whole: lr·rate^⌊t / decay_t⌋; endless.</summary>
    /// <param name="lr">The group's rate, at least 0.</param>
    /// <param name="decayT">Width of a stair, above 0, also in parts: 2.4 epochs is EfficientNet's.</param>
    /// <param name="decayRate">Factor per stair, at least 0; default 1, which changes nothing.</param>
    /// <param name="warmupT">Length of the warm-up, at least 0; default 0.</param>
    /// <param name="warmupLrInit">Where the warm-up starts, at least 0; default 0.</param>
    /// <param name="warmupPrefix">Whether the warm-up stands in front of the stairs, the default, or covers their first part.</param>
    /// <param name="tInEpochs">Whether a step is an epoch, the default, or an update.</param>
    /// <param name="stepsPerEpoch">Updates in an epoch, to ask a schedule in epochs by updates; default none.</param>
    /// <remarks>Stairs of whole width are <see cref="Schedule.Step"/>.</remarks>
    [Catalogue("lr·rate^⌊t/decay_t⌋", "timm:StepLRScheduler(lr=0.1, decay_t=2.4, decay_rate=0.9, warmup_t=3)")]
    public static Schedule StepLRScheduler(
        double lr, double decayT, double decayRate = 1, long warmupT = 0, double warmupLrInit = 0, bool warmupPrefix = true,
        bool tInEpochs = true, long? stepsPerEpoch = null)
    {
        Guard.Rate(lr);
        Guard.Rate(decayRate);
        Schedule curve = Guard.Positive(decayT) == Math.Floor(decayT) && decayT <= Guard.MaxSteps
            ? Schedule.Step(lr, decayRate, (long)decayT)
            : new FractionalStairs(lr, decayT, decayRate);
        return Finished(curve, lr, lr, warmupT, warmupLrInit, warmupPrefix, tInEpochs, stepsPerEpoch);
    }

    /// <summary>Stairs whose width is no whole number of steps.</summary>
    private sealed record FractionalStairs(double Lr, double DecayT, double DecayRate) : Schedule
    {
        internal override Call Form
            => new Call(nameof(StepLRScheduler)) { Dialect = "timm" }.With("lr", Lr).With("decay_t", DecayT).Unless("decay_rate", DecayRate, 1);

        internal override double Value(long step) => Value((double)step);

        // As Python's // does: by the exact remainder, since the quotient may round up to a stair not yet reached.
        internal override double Value(double step)
        {
            double whole = Math.Floor(step);
            return Lr * Math.Pow(DecayRate, Math.Round((whole - (whole % DecayT)) / DecayT));
        }
    }
}
