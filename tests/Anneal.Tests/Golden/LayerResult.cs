using Anneal.Tensors;

namespace Anneal.Tests.Golden;

/// <summary>What came out of a replayed layer.</summary>
/// <param name="Output">The result, as it was when the gradient was sent back.</param>
internal sealed record LayerResult(Tensor Output)
{
    /// <summary>Buffers after the last call, under the peer's names.</summary>
    public Dictionary<string, double[]> Buffers { get; init; } = [];

    /// <summary>Gradients of parameters that do not stand in the case as tensors, under the peer's names.</summary>
    public Dictionary<string, double[]> Gradients { get; init; } = [];

    public static implicit operator LayerResult(Tensor output) => new(output);
}
