using Anneal.Training.Diagnoses;

namespace Anneal.Training.RateFinding;

/// <summary>Sees while a sweep goes on that the loss has run away: debiased average mᵢ = w·mᵢ₋₁ + (1 − w)·xᵢ over 1 − wⁱ⁺¹, above so many times its lowest value, and by more than the noise.</summary>
internal sealed class SweepStop(RateSweep sweep)
{
    // Losses of single examples are spread unevenly, and their lowest average is one of many.
    private const double Deviations = 6;

    // The beginning of a divergence.
    private const int Latest = 3;

    // Fewer losses than this say little about the noise; what has run away for good is soon no number.
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
        // The last ones are what the average is made of, and perhaps the divergence itself.
        int before = _losses.Count - Math.Max(Latest, (int)(1 / (1 - sweep.Smoothing)));
        if (before < Fewest)
            return false;
        double squares = 0;
        for (int i = 1; i < before; i++)
            squares += (_losses[i] - _losses[i - 1]) * (_losses[i] - _losses[i - 1]);
        double rest = Math.Sqrt((1 - sweep.Smoothing) / (1 + sweep.Smoothing));
        return smooth - _lowest > Deviations * rest * Math.Sqrt(squares / (2 * (before - 1)));
    }

    /// <summary>The standard deviation of values around a curve: median |xᵢ₊₁ − xᵢ| / (0.6745·√2), which a slow change and single jumps leave alone.</summary>
    public static double Noise(IReadOnlyList<double> losses)
        => losses.Count < 2 ? 0 : Middle.Of(losses.Zip(losses.Skip(1), (one, next) => Math.Abs(next - one)).Where(double.IsFinite)) is double median ? median / (0.67449 * Math.Sqrt(2)) : 0;
}
