using Anneal.Modules.Initial;
using Anneal.Tensors;

namespace Anneal.Modules;

/// <summary>x·Wᵀ + b: [..., inputs] becomes [..., outputs]. <c>weight</c> is [outputs, inputs], <c>bias</c> [outputs].</summary>
public sealed class Linear : Module
{
    /// <summary>A layer whose weights begin as PyTorch's do: uniform within ±1/√inputs.</summary>
    /// <param name="inputs">Numbers that come in, at least 1.</param>
    /// <param name="outputs">Numbers that go out, at least 1.</param>
    /// <param name="bias">Whether b is there; default true.</param>
    public Linear(int inputs, int outputs, bool bias = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        Weight = Own("weight", [outputs, inputs], Initializer.KaimingUniform(Math.Sqrt(5)));
        Bias = bias ? Own("bias", [outputs], Initializer.Uniform(1 / Math.Sqrt(inputs))) : null;
    }

    /// <summary>W.</summary>
    public Weight Weight { get; }

    /// <summary>b; null when the layer has none.</summary>
    public Weight? Bias { get; }

    /// <inheritdoc/>
    public override string Description => $"Linear({Weight.Shape[1]}, {Weight.Shape[0]}{(Bias is null ? ", no bias" : "")})";

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input, Mode mode) => input.Linear(Weight, Bias?.Tensor);
}
