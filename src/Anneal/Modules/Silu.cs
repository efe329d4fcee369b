using Anneal.Tensors;

namespace Anneal.Modules;

/// <summary>x/(1 + e⁻ˣ); Elfwing et al. 2017, also called swish.</summary>
public sealed class Silu : Module
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input, Mode mode) => input.Silu();
}
