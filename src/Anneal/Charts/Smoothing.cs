namespace Anneal.Charts;

/// <summary>Smoothed curves for the eye.</summary>
public static class Smoothing
{
    /// <summary>The debiased exponential moving average: mᵢ = w·mᵢ₋₁ + (1 − w)·xᵢ from m₀ = 0, shown as mᵢ / (1 − wⁱ).</summary>
    /// <remarks>
    /// What TensorBoard's slider does. The division makes the first value itself the start, instead of 0. Values that are NaN or infinite
    /// come back as they are and are otherwise passed over: they neither enter the average nor count in i.
    /// </remarks>
    /// <param name="values">The raw curve.</param>
    /// <param name="weight">How much of the past is kept, from 0 (the curve itself) to below 1; an average over about 1 / (1 − w) values.</param>
    /// <exception cref="ArgumentOutOfRangeException">The weight is outside of that range.</exception>
    public static double[] Of(IReadOnlyList<double> values, double weight)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (!(weight >= 0 && weight < 1))
            throw new ArgumentOutOfRangeException(nameof(weight), weight, "A curve is smoothed with a weight of 0 (not at all) to below 1; 0.9 averages about 10 values.");

        double[] smooth = new double[values.Count];
        double average = 0;
        double missing = 1;
        for (int i = 0; i < smooth.Length; i++)
        {
            smooth[i] = values[i];
            if (!double.IsFinite(values[i])) continue;
            average = weight * average + (1 - weight) * values[i];
            missing *= weight;
            smooth[i] = average / (1 - missing);
        }

        return smooth;
    }
}
