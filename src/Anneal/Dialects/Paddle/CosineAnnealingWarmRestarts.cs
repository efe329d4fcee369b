using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Dialects;

public static partial class Paddle
{
    /// <summary>Cosines from learning_rate to eta_min that restart, each T_mult times as long as the one before.</summary>
    /// <param name="learningRate">The rate at every restart, at least 0.</param>
    /// <param name="t0">Steps of the first cycle, above 0.</param>
    /// <param name="tMult">Growth of the cycles, a whole number from 1; default 1.</param>
    /// <param name="etaMin">What each cycle falls to, at least 0; default 0.</param>
    /// <param name="lastEpoch">The last step of a run that is resumed, within the first two cycles; −1 for a new one.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    /// <remarks>
    /// Ours: <see cref="Schedule.WarmRestarts"/>. Loshchilov &amp; Hutter 2017. Whole steps are what <c>step()</c> gives, positions what <c>step(epoch + i/n)</c>
    /// gives. The latter finds its cycle by a rounded logarithm and misses some restarts (T_mult 3 at 121·T_0): it shows eta_min where it should show
    /// learning_rate. The dialect keeps that, ours does not. Resumed beyond the second cycle Paddle counts from a wrong one, which is refused here.
    /// </remarks>
    [Catalogue("cosine(learning_rate → eta_min), again and again", "paddle:CosineAnnealingWarmRestarts(learning_rate=0.5, T_0=4, T_mult=2)")]
    public static Schedule CosineAnnealingWarmRestarts(double learningRate, long t0, long tMult = 1, double etaMin = 0, long lastEpoch = -1)
    {
        Schedule curve = Schedule.WarmRestarts(Guard.Rate(learningRate), Guard.Rate(etaMin), Guard.PositiveSteps(t0), lengthen: Guard.PositiveSteps(tMult));
        if (Finished(lastEpoch) + 1 >= t0 * (1.0 + tMult))
            throw new ArgumentOutOfRangeException(nameof(lastEpoch), lastEpoch, $"Paddle resumes warm restarts only within the first two cycles, of {t0} steps and {tMult} times that; beyond them it loses count. Leave last_epoch at −1 and use Skip({lastEpoch + 1}).");
        return Resumed(tMult == 1 ? curve : new Restarts(curve, learningRate, t0, tMult, etaMin), lastEpoch);
    }

    /// <summary>Restarts that are counted at whole steps and guessed by a logarithm in between.</summary>
    private sealed record Restarts(Schedule Counted, double LearningRate, long First, long Growth, double EtaMin) : Schedule
    {
        private readonly Schedule _cycle = Cosine(LearningRate, EtaMin, First);

        internal override Call Form => Calling(nameof(CosineAnnealingWarmRestarts))
            .With("learning_rate", LearningRate).With("T_0", First).With("T_mult", Growth).Unless("eta_min", EtaMin, 0);

        internal override IReadOnlyList<Schedule> Parts => [Counted];

        internal override IEnumerable<ActivePart> ActiveAt(double step)
        {
            yield return new(Counted, step, "restarts are counted at whole steps, and found by a logarithm between them");
        }

        internal override double Value(long step) => Counted.Value(step);

        internal override double Value(double step) => RoundedRestarts.Value(_cycle, First, Growth, step);
    }
}
