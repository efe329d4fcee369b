using Anneal.Training.RateFinding;

namespace Anneal.Tests.Training.RateFinding;

/// <summary>Curves by formula.</summary>
internal static class Curves
{
    /// <summary>Flat at 2, falling around 0.01, lowest at about 0.1, steep upwards from there.</summary>
    public static double Usual(double rate) => 2 - (1.5 / (1 + Math.Pow(0.01 / rate, 2))) + (10 * rate * rate);

    public static RateCurve Of(RateSweep sweep, Func<double, double> loss, SweepEnd end = SweepEnd.Finished)
    {
        double[] rates = [.. Enumerable.Range(0, sweep.Steps).Select(sweep.RateAt)];
        return Of(sweep, rates, [.. rates.Select(loss)], end);
    }

    public static RateCurve Of(RateSweep sweep, IReadOnlyList<double> rates, IReadOnlyList<double> losses, SweepEnd end = SweepEnd.Finished)
        => new(1, sweep, rates, losses, losses[0], end, moved: true, guess: null);
}
