using Anneal.Controllers;
using Anneal.Data;

namespace Anneal.Training.Metrics;

/// <summary>The mean over all values of something that grows with the difference of output and target.</summary>
public abstract class ValueError : Metric
{
    private protected ValueError()
    {
    }

    /// <inheritdoc/>
    public override Direction Direction => Direction.Minimize;

    /// <inheritdoc/>
    public override int Sums => 2;

    /// <inheritdoc/>
    public override void Check(Dataset data) => NeedValues(data, Name);

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<double> outputs, Batch batch, Span<double> sums)
    {
        ReadOnlySpan<float> targets = batch.Targets;
        for (int i = 0; i < targets.Length; i++)
            sums[0] += Of(outputs[i] - targets[i]);
        sums[1] += targets.Length;
    }

    /// <inheritdoc/>
    public override double Value(ReadOnlySpan<double> sums) => sums[0] / sums[1];

    /// <summary>The error of one value.</summary>
    private protected abstract double Of(double difference);
}
