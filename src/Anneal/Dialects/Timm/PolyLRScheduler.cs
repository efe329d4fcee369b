using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Dialects;

public static partial class Timm
{
    /// <summary>A power of what is left, from the rate to a minimum, with warm restarts, k-decay and warm-up; the minimum after the last.</summary>
    /// <param name="lr">The group's rate, at least 0.</param>
    /// <param name="tInitial">Length of the first cycle, at least 1.</param>
    /// <param name="power">Above 0; default 0.5, which falls late and steeply.</param>
    /// <param name="lrMin">The minimum, at least 0; default 0.</param>
    /// <param name="cycleMul">Each cycle's length relative to the one before, above 0; default 1.</param>
    /// <param name="cycleDecay">Each cycle's peak relative to the one before, at least 0; default 1.</param>
    /// <param name="cycleLimit">How many cycles; default 1.</param>
    /// <param name="warmupT">Length of the warm-up, at least 0; default 0.</param>
    /// <param name="warmupLrInit">Where the warm-up starts, at least 0; default 0.</param>
    /// <param name="warmupPrefix">Whether the warm-up stands in front of the curve; default false: it covers the curve's first part.</param>
    /// <param name="tInEpochs">Whether a step is an epoch, the default, or an update.</param>
    /// <param name="kDecay">Exponent of the progress, above 0; default 1.</param>
    /// <param name="stepsPerEpoch">Updates in an epoch, to ask a schedule in epochs by updates; default none.</param>
    /// <remarks>Cycles and warm-up as in <see cref="CosineLRScheduler"/>, with the same surprises.</remarks>
    [Catalogue("min + (lr·decay^i − min)·(1 − p^k)^power in cycle i", "timm:PolyLRScheduler(lr=0.1, t_initial=20, lr_min=0.001)")]
    public static Schedule PolyLRScheduler(
        double lr, long tInitial, double power = 0.5, double lrMin = 0, double cycleMul = 1, double cycleDecay = 1, long cycleLimit = 1,
        long warmupT = 0, double warmupLrInit = 0, bool warmupPrefix = false, bool tInEpochs = true, double kDecay = 1, long? stepsPerEpoch = null)
    {
        Schedule curve = WithMissed(
            Cycles(Cycle, tInitial, lr, lrMin, cycleMul, cycleDecay, cycleLimit), Cycle, tInitial, lr, lrMin, cycleMul, cycleDecay, cycleLimit,
            () => new Call(nameof(PolyLRScheduler)).With("lr", lr).With("t_initial", tInitial).With("power", power).With("lr_min", lrMin).With("cycle_mul", cycleMul).Unless("cycle_decay", cycleDecay, 1).With("cycle_limit", cycleLimit).Unless("k_decay", kDecay, 1));
        return Finished(curve, lr, lr, warmupT, warmupLrInit, warmupPrefix, tInEpochs, stepsPerEpoch);

        Schedule Cycle(double from, double to) => Schedule.Polynomial(from, to, tInitial, power, Guard.Positive(kDecay));
    }
}
