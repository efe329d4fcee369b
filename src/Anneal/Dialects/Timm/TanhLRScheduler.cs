using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Dialects;

public static partial class Timm
{
    /// <summary>S-curves from a little below the rate to a little above a minimum, with warm restarts and warm-up; the minimum after the last.</summary>
    /// <param name="lr">The group's rate, at least 0.</param>
    /// <param name="tInitial">Length of the first cycle, at least 1.</param>
    /// <param name="lb">Where on the tanh the curve starts; default −7.</param>
    /// <param name="ub">Where it ends, above <paramref name="lb"/>; default 3.</param>
    /// <param name="lrMin">The minimum, at least 0; default 0.</param>
    /// <param name="cycleMul">Each cycle's length relative to the one before, above 0; default 1.</param>
    /// <param name="cycleDecay">Each cycle's peak relative to the one before, at least 0; default 1.</param>
    /// <param name="cycleLimit">How many cycles; default 1.</param>
    /// <param name="warmupT">Length of the warm-up, at least 0; default 0.</param>
    /// <param name="warmupLrInit">Where the warm-up starts, at least 0; default 0.</param>
    /// <param name="warmupPrefix">Whether the warm-up stands in front of the curve and climbs to the rate; default false: it meets the curve.</param>
    /// <param name="tInEpochs">Whether a step is an epoch, the default, or an update.</param>
    /// <param name="stepsPerEpoch">Updates in an epoch, to ask a schedule in epochs by updates; default none.</param>
    /// <exception cref="ArgumentException"><paramref name="lb"/> is not below <paramref name="ub"/>.</exception>
    /// <remarks>
    /// The peer does not scale the stretch of tanh it uses, so with the defaults the curve ends at 0.25 % of its height and then jumps to the
    /// minimum; <see cref="Schedule.Tanh"/> reaches both ends. Its default bound −7 differs from the paper's −6, too.
    /// </remarks>
    [Catalogue("min + (lr·decay^i − min)·(1 − tanh(lb + (ub − lb)·p))/2 in cycle i", "timm:TanhLRScheduler(lr=0.1, t_initial=20, lr_min=0.001, warmup_t=3)")]
    public static Schedule TanhLRScheduler(
        double lr, long tInitial, double lb = -7, double ub = 3, double lrMin = 0, double cycleMul = 1, double cycleDecay = 1, long cycleLimit = 1,
        long warmupT = 0, double warmupLrInit = 0, bool warmupPrefix = false, bool tInEpochs = true, long? stepsPerEpoch = null)
    {
        if (!(Guard.Finite(lb) < Guard.Finite(ub)))
            throw new ArgumentException(FormattableString.Invariant($"lb must be below ub, but {lb} is not below {ub}. Exchange them."), nameof(lb));
        double first = (1 - Math.Tanh(lb)) / 2;
        double last = (1 - Math.Tanh(ub)) / 2;
        Schedule cycles = Cycles(Cycle, tInitial, lr, lrMin, cycleMul, cycleDecay, cycleLimit);
        Schedule curve = WithMissed(
            cycles.Length is null ? cycles : cycles.Then(Schedule.Constant(lrMin)), Cycle, tInitial, lr, lrMin, cycleMul, cycleDecay, cycleLimit,
            () => new Call(nameof(TanhLRScheduler)).With("lr", lr).With("t_initial", tInitial).Unless("lb", lb, -7).Unless("ub", ub, 3).With("lr_min", lrMin).With("cycle_mul", cycleMul).Unless("cycle_decay", cycleDecay, 1).With("cycle_limit", cycleLimit));
        double target = warmupPrefix ? lr : curve.At(Guard.Steps(warmupT));
        return Finished(curve, lr, target, warmupT, warmupLrInit, warmupPrefix, tInEpochs, stepsPerEpoch);

        // Our curve is scaled to its ends, so the peer's is ours between the values that the bare tanh has there.
        Schedule Cycle(double from, double to)
            => Schedule.Tanh(to + ((from - to) * first), to + ((from - to) * last), tInitial, lb, ub);
    }
}
