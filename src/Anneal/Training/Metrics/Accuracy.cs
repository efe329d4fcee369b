using System.Numerics.Tensors;

namespace Anneal.Training.Metrics;

/// <summary>The share of examples whose largest output is that of their class; the first of equal outputs counts, as in PyTorch's argmax.</summary>
public sealed class Accuracy : RightShare
{
    /// <inheritdoc/>
    public override string Name => "accuracy";

    private protected override bool IsRight(ReadOnlySpan<double> scores, int label)
    {
        int largest = TensorPrimitives.IndexOfMax(scores);
        return largest == label && !double.IsNaN(scores[largest]);
    }
}
