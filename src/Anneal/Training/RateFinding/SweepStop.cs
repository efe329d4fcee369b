using Anneal.Training.Diagnoses;

namespace Anneal.Training.RateFinding;

/// <summary>Sees while a sweep goes on that the loss has run away: debiased average mᵢ = w·mᵢ₋₁ + (1 − w)·xᵢ over 1 − wⁱ⁺¹, above so many times its lowest value, and by more than the noise.</summary>
internal sealed class SweepStop(RateSweep sweep)
{
    // An average leaves its own noise by more than this about once in 30,000 values.
    private const double Deviations = 4;

    // Fewer differences than this say little about the noise.
    private const int Fewest = 5;

    private readonly List<double> _losses = [];
    private double _average;
    private double _missing = 1;
    private double _lowest = double.PositiveInfinity;

    /// <summary>The loss from which on it has run away, when the lowest one was this.</summary>
    public static double Limit(double lowest, double factor) => lowest + ((factor - 1) * Math.Abs(lowest));

    /// <summary>Takes in a loss.</summary>
    public bool IsOver(double loss)
    {
        _losses.Add(loss);
        _average = (sweep.Smoothing * _average) + ((1 - sweep.Smoothing) * loss);
        _missing *= sweep.Smoothing;
        double smooth = _average / (1 - _missing);
        _lowest = Math.Min(_lowest, smooth);
        if (smooth <= Limit(_lowest, sweep.StopFactor))
            return false;
        double rest = Math.Sqrt((1 - sweep.Smoothing) / (1 + sweep.Smoothing));
        return _losses.Count <= Fewest || smooth - _lowest > Deviations * rest * Noise(_losses);
    }

    /// <summary>The standard deviation of values around a curve: median |xᵢ₊₁ − xᵢ| / (0.6745·√2), which a slow change and single jumps leave alone.</summary>
    public static double Noise(IReadOnlyList<double> losses)
        => losses.Count < 2 ? 0 : Middle.Of(losses.Zip(losses.Skip(1), (one, next) => Math.Abs(next - one)).Where(double.IsFinite)) is double median ? median / (0.67449 * Math.Sqrt(2)) : 0;
}
