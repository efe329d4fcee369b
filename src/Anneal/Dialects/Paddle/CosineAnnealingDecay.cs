using Anneal.Schedules;

namespace Anneal.Dialects;

public static partial class Paddle
{
    /// <summary>eta_min + (learning_rate − eta_min)·(1 + cos(πt/T_max))/2, for ever.</summary>
    /// <param name="learningRate">The first rate, at least 0.</param>
    /// <param name="tMax">Half a period in steps, above 0.</param>
    /// <param name="etaMin">The rate at T_max, at least 0; default 0.</param>
    /// <param name="lastEpoch">The last step of a run that is resumed; −1 for a new one. See the remarks.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    /// <remarks>
    /// Surprise: past T_max the rate rises again, with period 2·T_max. Ours for a decay that stays down: <see cref="Schedule.Cosine"/>. Paddle has two
    /// formulas, a recursion for <c>step()</c> and a closed form for <c>step(epoch)</c>, which agree up to rounding; this is the closed form.
    /// Defect: with <paramref name="lastEpoch"/> the recursion goes on from the full learning_rate as if that were the rate at the last epoch, so the curve
    /// is too high until its next minimum; it is kept here. To resume rightly leave it at −1 and use <see cref="Schedule.Skip"/>.
    /// </remarks>
    [Catalogue("eta_min + (learning_rate − eta_min)·(1 + cos(πt/T_max))/2, for ever", "paddle:CosineAnnealingDecay(learning_rate=0.5, T_max=10)")]
    public static Schedule CosineAnnealingDecay(double learningRate, long tMax, double etaMin = 0, long lastEpoch = -1)
    {
        Schedule wave = Schedule.CosineWave(Guard.Rate(learningRate), Guard.Rate(etaMin), Guard.PositiveSteps(tMax));
        return Finished(lastEpoch) == -1 ? wave : ResumedWave(wave, learningRate, tMax, etaMin, lastEpoch);
    }

    /// <summary>The peer's recursion begun at the last epoch with the wrong rate: a swollen wave down to the next minimum, where it is right again.</summary>
    private static Schedule ResumedWave(Schedule wave, double learningRate, long tMax, double etaMin, long lastEpoch)
    {
        double Height(double step) => (1 + Math.Cos(Math.PI * step / tMax)) / 2;
        long phase = lastEpoch % (2 * tMax);
        long minimum = lastEpoch + (phase < tMax ? tMax : 3 * tMax) - phase;
        // From a minimum the peer first adds the height of one step, then multiplies.
        double swollen = phase == tMax ? (1 + Height(tMax + 1)) / Height(tMax + 1) : 1 / Height(phase);
        return Schedule.CosineWave(etaMin + ((learningRate - etaMin) * swollen), etaMin, tMax).Skip(lastEpoch + 1).For(minimum - lastEpoch - 1)
            .Then(wave.Skip(minimum));
    }
}
