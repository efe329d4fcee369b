using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Dialects;

public static partial class Timm
{
    /// <summary>Cosines from the rate to a minimum, with warm restarts, k-decay and warm-up; the minimum after the last.</summary>
    /// <param name="lr">The group's rate, at least 0.</param>
    /// <param name="tInitial">Length of the first cycle, at least 1.</param>
    /// <param name="lrMin">The minimum, at least 0; default 0.</param>
    /// <param name="cycleMul">Each cycle's length relative to the one before, above 0; default 1. It need not be whole.</param>
    /// <param name="cycleDecay">Each cycle's peak relative to the one before, at least 0; default 1.</param>
    /// <param name="cycleLimit">How many cycles; default 1.</param>
    /// <param name="warmupT">Length of the warm-up, at least 0; default 0.</param>
    /// <param name="warmupLrInit">Where the warm-up starts, at least 0; default 0.</param>
    /// <param name="warmupPrefix">Whether the warm-up stands in front of the curve; default false: it covers the curve's first part.</param>
    /// <param name="tInEpochs">Whether a step is an epoch, the default, or an update.</param>
    /// <param name="kDecay">Exponent of the progress, above 0; default 1. Above 1 stays high longer.</param>
    /// <param name="stepsPerEpoch">Updates in an epoch, to ask a schedule in epochs by updates; default none.</param>
    /// <remarks>
    /// Without <paramref name="warmupPrefix"/> the warm-up climbs to the full rate and then drops to where the curve has meanwhile got:
    /// <see cref="Schedule.WarmedUp"/> does not jump. The peer finds its cycle by a floored logarithm, which misses some restarts (cycle_mul 3 at
    /// t = 121·t_initial), kept here, and fails for shrinking cycles that have run out, where here the minimum holds.
    /// </remarks>
    [Catalogue("min + (lr·decay^i − min)·(1 + cos(π·p^k))/2 in cycle i", "timm:CosineLRScheduler(lr=0.1, t_initial=10, lr_min=0.001, cycle_mul=2, cycle_decay=0.5, cycle_limit=3, warmup_t=3, warmup_prefix=true)")]
    public static Schedule CosineLRScheduler(
        double lr, long tInitial, double lrMin = 0, double cycleMul = 1, double cycleDecay = 1, long cycleLimit = 1,
        long warmupT = 0, double warmupLrInit = 0, bool warmupPrefix = false, bool tInEpochs = true, double kDecay = 1, long? stepsPerEpoch = null)
    {
        Schedule curve = WithMissed(
            Cycles(Cycle, tInitial, lr, lrMin, cycleMul, cycleDecay, cycleLimit), Cycle, tInitial, lr, lrMin, cycleMul, cycleDecay, cycleLimit,
            () => new Call(nameof(CosineLRScheduler)).With("lr", lr).With("t_initial", tInitial).With("lr_min", lrMin).With("cycle_mul", cycleMul).Unless("cycle_decay", cycleDecay, 1).With("cycle_limit", cycleLimit).Unless("k_decay", kDecay, 1));
        return Finished(curve, lr, lr, warmupT, warmupLrInit, warmupPrefix, tInEpochs, stepsPerEpoch);

        Schedule Cycle(double from, double to) => Guard.Positive(kDecay) == 1 ? Schedule.Cosine(from, to, tInitial) : Schedule.KDecay(from, to, tInitial, kDecay);
    }
}
