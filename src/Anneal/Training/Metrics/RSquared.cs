using Anneal.Controllers;
using Anneal.Data;

namespace Anneal.Training.Metrics;

/// <summary>R² = 1 − Σ(output − target)² / Σ(target − mean)², over all values together: 1 is perfect, 0 no better than the mean of the targets.</summary>
/// <remarks>NaN when all targets are equal: nothing is left to be explained.</remarks>
public sealed class RSquared : Metric
{
    /// <inheritdoc/>
    public override string Name => "r2";

    /// <inheritdoc/>
    public override Direction Direction => Direction.Maximize;

    // Count, mean and squared distances from the mean (Welford), squared errors.
    /// <inheritdoc/>
    public override int Sums => 4;

    /// <inheritdoc/>
    public override void Check(Dataset data) => NeedValues(data, Name);

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<double> outputs, Batch batch, Span<double> sums)
    {
        ReadOnlySpan<float> targets = batch.Targets;
        for (int i = 0; i < targets.Length; i++)
        {
            sums[0]++;
            double distance = targets[i] - sums[1];
            sums[1] += distance / sums[0];
            sums[2] += distance * (targets[i] - sums[1]);
            sums[3] += (outputs[i] - targets[i]) * (outputs[i] - targets[i]);
        }
    }

    /// <inheritdoc/>
    public override double Value(ReadOnlySpan<double> sums) => sums[2] > 0 ? 1 - (sums[3] / sums[2]) : double.NaN;
}
