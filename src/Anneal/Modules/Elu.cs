using Anneal.Tensors;

namespace Anneal.Modules;

/// <summary>x where x &gt; 0, alpha·(eˣ − 1) elsewhere.</summary>
/// <param name="alpha">The limit below zero, negated; default 1.</param>
/// <remarks>Clevert, Unterthiner and Hochreiter 2016.</remarks>
public sealed class Elu(double alpha = 1) : Module
{
    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"Elu({alpha})");

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input, Mode mode) => input.Elu(alpha);
}
