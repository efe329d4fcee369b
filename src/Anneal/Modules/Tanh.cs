using Anneal.Tensors;

namespace Anneal.Modules;

/// <summary>tanh x.</summary>
public sealed class Tanh : Module
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input, Mode mode) => input.Tanh();
}
