using Anneal.Tensors;

namespace Anneal.Modules.Models;

/// <summary>The small network that learns y = x²: 1-3-5-10-5-1, a sigmoid after every layer but the last, which has a ReLU; 147 weights.</summary>
/// <remarks>Parameters are called 0.weight, 0.bias, 2.weight, … A start whose last ReLU is dead for every input never learns.</remarks>
public sealed class SquareNetwork : Module
{
    private readonly Sequential _layers;

    /// <summary>The network.</summary>
    public SquareNetwork() => _layers = Part("", new Sequential(
        new Linear(1, 3), new Sigmoid(),
        new Linear(3, 5), new Sigmoid(),
        new Linear(5, 10), new Sigmoid(),
        new Linear(10, 5), new Sigmoid(),
        new Linear(5, 1), new Relu()));

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input, Mode mode) => _layers.Forward(input, mode);
}
