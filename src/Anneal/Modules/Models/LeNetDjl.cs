using Anneal.Tensors;

namespace Anneal.Modules.Models;

/// <summary>LeNet as the DJL edition of Dive into Deep Learning prints it: one filter in each convolution and one pooling; images [batch, 1, 28, 28].</summary>
/// <remarks>At a constant rate of 0.3 its ReLUs die in the first epoch and it stays at chance; with a warm-up the same network learns.</remarks>
public sealed class LeNetDjl : Module
{
    private readonly Sequential _layers;

    /// <summary>The network.</summary>
    /// <param name="classes">Scores that come out; default 10.</param>
    public LeNetDjl(int classes = 10) => _layers = Part("", new Sequential(
        new Conv2d(1, 1, 5, padding: 2), new Relu(), new MaxPool2d(2),
        new Conv2d(1, 1, 5), new Flatten(), new Relu(),
        new Linear(100, 120), new Relu(),
        new Linear(120, 84), new Relu(),
        new Linear(84, classes)));

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input, Mode mode) => _layers.Forward(input, mode);
}
