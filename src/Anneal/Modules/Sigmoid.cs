using Anneal.Tensors;

namespace Anneal.Modules;

/// <summary>1/(1 + e⁻ˣ).</summary>
public sealed class Sigmoid : Module
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input, Mode mode) => input.Sigmoid();
}
