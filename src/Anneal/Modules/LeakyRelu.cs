using Anneal.Tensors;

namespace Anneal.Modules;

/// <summary>x where x &gt; 0, slope·x elsewhere.</summary>
/// <param name="slope">The slope below zero; default 0.01.</param>
public sealed class LeakyRelu(double slope = 0.01) : Module
{
    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"LeakyRelu({slope})");

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input, Mode mode) => input.LeakyRelu(slope);
}
