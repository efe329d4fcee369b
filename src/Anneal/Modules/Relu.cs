using Anneal.Tensors;

namespace Anneal.Modules;

/// <summary>max(0, x).</summary>
public sealed class Relu : Module
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input, Mode mode) => input.Relu();
}
