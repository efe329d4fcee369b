using Anneal.Tensors;

namespace Anneal.Modules;

/// <summary>x·Φ(x), Φ the distribution function of the normal distribution.</summary>
/// <param name="approximate">Whether by tanh, as GPT-2 has it, instead of exactly; default false.</param>
/// <remarks>Hendrycks and Gimpel 2016.</remarks>
public sealed class Gelu(bool approximate = false) : Module
{
    /// <inheritdoc/>
    public override string Description => approximate ? "Gelu(tanh)" : "Gelu";

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input, Mode mode) => input.Gelu(approximate);
}
