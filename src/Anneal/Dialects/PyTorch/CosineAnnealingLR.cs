using Anneal.Schedules;

namespace Anneal.Dialects;

public static partial class PyTorch
{
    /// <summary>eta_min + (lr − eta_min)·(1 + cos(πt / T_max))/2: down over T_max epochs, up again over the next.</summary>
    /// <param name="lr">The optimizer's rate.</param>
    /// <param name="tMax">Half a period in epochs, at least 1.</param>
    /// <param name="etaMin">The lowest rate; default 0.</param>
    /// <param name="lastEpoch">The last epoch of a run that is resumed; −1 for a new one.</param>
    /// <param name="initialLr">The rate that a resumed run started from.</param>
    /// <remarks>
    /// Past T_max the rate rises again, which surprises most who train a little longer; <see cref="Schedule.Cosine"/> stays down. PyTorch works it out
    /// from the current rate, so in a chain the other members bend it; see <see cref="ChainedScheduler"/>.
    /// </remarks>
    [Catalogue("eta_min + (lr − eta_min)·(1 + cos(πt/T_max))/2", "pytorch:CosineAnnealingLR(lr=0.1, T_max=50)")]
    public static Schedule CosineAnnealingLR(double lr, long tMax, double etaMin = 0, long lastEpoch = -1, double? initialLr = null)
    {
        Guard.PositiveSteps(tMax);
        return TorchScheduler.Attach(
            lr,
            lastEpoch,
            initialLr,
            baseRate => new TorchScheduler(
                TorchScheduler.Calling(nameof(CosineAnnealingLR)).With("lr", baseRate).With("T_max", tMax).With("eta_min", etaMin),
                Schedule.CosineWave(baseRate, etaMin, tMax),
                (rate, epoch) => Next(rate, epoch, baseRate))
            { BaseRate = baseRate },
            firstStepIsClosed: true);

        double Next(double rate, long epoch, double baseRate)
        {
            if (epoch == 0)
                return rate;
            // At the first step after a minimum the ratio below would divide zero by zero.
            if ((epoch - 1 - tMax) % (2 * tMax) == 0)
                return rate + ((baseRate - etaMin) * (1 - Math.Cos(Math.PI / tMax)) / 2);
            return ((1 + Math.Cos(Math.PI * epoch / tMax)) / (1 + Math.Cos(Math.PI * (epoch - 1) / tMax)) * (rate - etaMin)) + etaMin;
        }
    }

    /// <summary>Cosines from lr to eta_min, restarted after T_0, T_0·T_mult, T_0·T_mult² … epochs.</summary>
    /// <param name="lr">The optimizer's rate.</param>
    /// <param name="t0">Epochs of the first cycle, at least 1.</param>
    /// <param name="tMult">How much longer each cycle is than the one before, a whole number of at least 1; default 1.</param>
    /// <param name="etaMin">The rate that each cycle falls towards; default 0.</param>
    /// <param name="lastEpoch">The last epoch of a run that is resumed; −1 for a new one.</param>
    /// <param name="initialLr">The rate that a resumed run started from.</param>
    /// <remarks>
    /// Ours: <see cref="Schedule.WarmRestarts"/>. Whole steps are what <c>step()</c> gives, fractional ones what <c>step(epoch + i/n)</c> gives. The latter finds
    /// its cycle by a floating logarithm, which misses some restarts (T_mult = 3 at 121·T_0): the rate is then eta_min where it should be lr. The dialect
    /// keeps that, ours does not. Resumed with T_mult above 1, PyTorch takes the last epoch for a place in the first or second cycle.
    /// </remarks>
    [Catalogue("eta_min + (lr − eta_min)·(1 + cos(π·T_cur/T_i))/2", "pytorch:CosineAnnealingWarmRestarts(lr=0.1, T_0=10, T_mult=2)")]
    public static Schedule CosineAnnealingWarmRestarts(
        double lr, long t0, long tMult = 1, double etaMin = 0, long lastEpoch = -1, double? initialLr = null)
    {
        Guard.PositiveSteps(t0);
        Guard.PositiveSteps(tMult);
        return TorchScheduler.Attach(lr, -1, null, _ =>
        {
            if (lastEpoch >= 0 && initialLr is null)
                throw new ArgumentException("A resumed scheduler needs the rate the run started from: give initial_lr, as PyTorch keeps it in each parameter group.", nameof(initialLr));
            double baseRate = initialLr ?? lr;
            Schedule cycle = Schedule.Cosine(baseRate, etaMin, t0);
            Schedule curve = cycle.Repeat(lengthen: tMult);
            if (lastEpoch >= 0)
            {
                bool second = lastEpoch + 1 >= t0;
                long length = second ? t0 * tMult : t0;
                curve = Schedule.Cosine(baseRate, etaMin, length).Skip((lastEpoch + 1) % t0)
                    .Then(Schedule.Cosine(baseRate, etaMin, length * tMult).Repeat(lengthen: tMult));
            }

            return new TorchScheduler(
                TorchScheduler.Calling(nameof(CosineAnnealingWarmRestarts)).With("lr", lr).With("T_0", t0).With("T_mult", tMult).With("eta_min", etaMin)
                    .Unless("last_epoch", lastEpoch, -1).Unless("initial_lr", initialLr, null),
                curve,
                (_, epoch) => curve.Value(epoch))
            { BaseRate = baseRate, Fractional = lastEpoch >= 0 ? null : epoch => RoundedRestarts.Value(cycle, t0, tMult, epoch) };
        });
    }
}
