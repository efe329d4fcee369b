using Anneal.Controllers;
using Anneal.Data;

namespace Anneal.Training.Metrics;

/// <summary>The share of examples whose class is among the k largest outputs; an output equal to that of the class counts against it only where it stands before.</summary>
public sealed class TopAccuracy : Metric
{
    private readonly int _k;

    /// <summary>A metric.</summary>
    /// <param name="k">How many outputs count, at least 1.</param>
    public TopAccuracy(int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        _k = k;
    }

    /// <inheritdoc/>
    public override string Name => $"top{_k}";

    /// <inheritdoc/>
    public override Direction Direction => Direction.Maximize;

    /// <inheritdoc/>
    public override int Sums => 2;

    /// <inheritdoc/>
    public override void Check(Dataset data) => NeedClasses(data, Name);

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<double> outputs, Batch batch, Span<double> sums)
    {
        int width = outputs.Length / batch.Count;
        ReadOnlySpan<int> labels = batch.Labels;
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<double> row = outputs.Slice(i * width, width);
            double own = row[labels[i]];
            int before = 0;
            for (int j = 0; j < width; j++)
                before += row[j] > own || (row[j] == own && j < labels[i]) ? 1 : 0;
            sums[0] += before < _k && !double.IsNaN(own) ? 1 : 0;
        }

        sums[1] += labels.Length;
    }

    /// <inheritdoc/>
    public override double Value(ReadOnlySpan<double> sums) => sums[0] / sums[1];
}
