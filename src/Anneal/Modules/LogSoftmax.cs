using Anneal.Tensors;

namespace Anneal.Modules;

/// <summary>Logarithms of the probabilities that a softmax along one size gives.</summary>
/// <param name="dimension">Along which size; from the end when negative. Default −1.</param>
public sealed class LogSoftmax(int dimension = -1) : Module
{
    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"LogSoftmax({dimension})");

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input, Mode mode) => input.LogSoftmax(dimension);
}
