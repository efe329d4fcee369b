using Anneal.Tensors;

namespace Anneal.Modules;

/// <summary>Probabilities from scores: eˣ over its sum along one size.</summary>
/// <param name="dimension">Along which size; from the end when negative. Default −1.</param>
/// <remarks>Losses on probabilities are better taken from the scores: cross-entropy has its own softmax.</remarks>
public sealed class Softmax(int dimension = -1) : Module
{
    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"Softmax({dimension})");

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input, Mode mode) => input.Softmax(dimension);
}
