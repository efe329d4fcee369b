using System.Numerics.Tensors;
using Anneal.Controllers;
using Anneal.Data;

namespace Anneal.Training.Metrics;

/// <summary>The share of examples whose largest output is that of their class; the first of equal outputs counts, as in PyTorch's argmax.</summary>
public sealed class Accuracy : Metric
{
    /// <inheritdoc/>
    public override string Name => "accuracy";

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
        int right = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            // An output that is no number is no answer.
            ReadOnlySpan<double> row = outputs.Slice(i * width, width);
            int largest = TensorPrimitives.IndexOfMax(row);
            right += largest == labels[i] && !double.IsNaN(row[largest]) ? 1 : 0;
        }

        sums[0] += right;
        sums[1] += labels.Length;
    }

    /// <inheritdoc/>
    public override double Value(ReadOnlySpan<double> sums) => sums[0] / sums[1];
}
