using Anneal.Tensors;

namespace Anneal.Modules.Models;

/// <summary>LeNet with ReLU and max-pooling for images [batch, 1, 28, 28]: 6 and 16 filters of 5×5, then 120, 84 and 10; 61,706 weights.</summary>
/// <remarks>After LeCun et al. 1998, as the book Dive into Deep Learning has it in its chapter on schedules.</remarks>
public sealed class LeNet : Module
{
    private readonly Sequential _layers;

    /// <summary>The network.</summary>
    /// <param name="classes">Scores that come out; default 10.</param>
    public LeNet(int classes = 10) => _layers = Part("", new Sequential(
        new Conv2d(1, 6, 5, padding: 2), new Relu(), new MaxPool2d(2),
        new Conv2d(6, 16, 5), new Relu(), new MaxPool2d(2),
        new Flatten(),
        new Linear(400, 120), new Relu(),
        new Linear(120, 84), new Relu(),
        new Linear(84, classes)));

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input, Mode mode) => _layers.Forward(input, mode);
}
