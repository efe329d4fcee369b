using Anneal.Tensors;

namespace Anneal.Modules;

/// <summary>ln(1 + e^(beta·x))/beta, a smooth ReLU.</summary>
/// <param name="beta">How sharp its bend is; default 1.</param>
/// <param name="threshold">Where beta·x is above this, x itself; default 20.</param>
public sealed class Softplus(double beta = 1, double threshold = 20) : Module
{
    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"Softplus({beta}, {threshold})");

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input, Mode mode) => input.Softplus(beta, threshold);
}
