using Anneal.Training.Diagnoses;

namespace Anneal.Training.RateFinding;

/// <summary>Judges one curve.</summary>
internal static class CurveVerdict
{
    // Where nothing is learned, the lowest of a hundred smoothed losses is about 2.5 deviations down, and the beginning, smoothed on one side only, may be as far up.
    private const double Deviations = 6.5;

    // Rounding alone moves a loss by less than this share.
    private const double Rounding = 1e-6;

    private const int Fewest = 5;

    public static (RateVerdict Verdict, string Reason) Of(RateCurve curve)
    {
        (double first, double lowest) = (curve.Smoothed[0], curve.Smoothed[curve.Lowest]);
        double needed = Math.Max(Deviations * curve.SmoothedNoise, Rounding * Math.Abs(curve.Start));
        string tried = $"from {Words.Figure(curve.Rates[0])} to {Words.Figure(curve.Rates[^1])}";
        if (!curve.HasMoved)
            return (RateVerdict.NothingMoves, $"no weight moved at any rate {tried}: no gradient comes. The network is dead at its start, or its parameters are frozen.");
        if (curve.Guess is double none && none <= Rounding * Math.Abs(curve.Start))
            return (RateVerdict.NothingToLearn, "all targets are alike, so there is nothing to learn: look at the target column or the labels.");
        if (first - lowest <= needed)
        {
            return curve.End is SweepEnd.Finished && curve.Smoothed[^1] < first + Math.Max(needed, Math.Abs(first))
                ? (RateVerdict.NeverFalls, $"the loss never fell below its noise at rates {tried}: it began at {Words.Figure(first)}, was {Words.Figure(lowest)} at its lowest, and batches differ by {Words.Figure(curve.Noise)}. Try higher rates, more updates at each rate, or larger batches; a network whose units are dead looks like this, too.")
                : (RateVerdict.DivergesAtOnce, $"the loss rose from {Words.Figure(first)} without having fallen, {(curve.End is SweepEnd.Finished ? $"to {Words.Figure(curve.Smoothed[^1])}" : $"and ran away at a rate of {Words.Figure(curve.Rates[^1])}")}: {(curve.Rates.Count <= Fewest ? "begin with lower rates" : "make more updates at each rate, clip gradients, or begin with lower rates")}.");
        }

        if (curve.Guess is double guess && lowest > guess - Math.Max(curve.SmoothedNoise, Rounding * Math.Abs(guess)))
            return (RateVerdict.NoBetterThanGuessing, $"the loss fell from {Words.Figure(first)} to {Words.Figure(lowest)}, but guessing without looking at the inputs reaches {Words.Figure(guess)}: nothing was learned from them. Look at the labels, or make more updates at each rate.");
        return (RateVerdict.Usable, "");
    }
}
