using Anneal.Tensors;

namespace Anneal.Modules;

/// <summary>relu(shortcut(x) + norm(conv(relu(norm(conv(x)))))) with convolutions of 3×3.</summary>
/// <remarks>He et al. 2016. Where the size changes, the shortcut takes every second pixel and puts zero channels on both sides, half of the new ones each; it has no weights.</remarks>
public sealed class ResidualBlock : Module
{
    private readonly Conv2d _conv1;
    private readonly BatchNorm2d _bn1;
    private readonly Conv2d _conv2;
    private readonly BatchNorm2d _bn2;
    private readonly int _stride;
    private readonly int _widening;

    /// <summary>A block.</summary>
    /// <param name="inputs">Channels that come in.</param>
    /// <param name="outputs">Channels that go out, at least as many.</param>
    /// <param name="stride">Steps of the first convolution; default 1.</param>
    /// <exception cref="ArgumentException">Fewer channels go out than come in.</exception>
    public ResidualBlock(int inputs, int outputs, int stride = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, inputs);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        (_stride, _widening) = (stride, outputs - inputs);
        _conv1 = Part("conv1", new Conv2d(inputs, outputs, 3, stride, padding: 1, bias: false));
        _bn1 = Part("bn1", new BatchNorm2d(outputs));
        _conv2 = Part("conv2", new Conv2d(outputs, outputs, 3, padding: 1, bias: false));
        _bn2 = Part("bn2", new BatchNorm2d(outputs));
    }

    /// <inheritdoc/>
    public override string Description => $"ResidualBlock({_conv1.Weight.Shape[1]}, {_conv1.Weight.Shape[0]}{(_stride == 1 ? "" : $", stride {_stride}")})";

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input, Mode mode)
    {
        Tensor inner = _bn1.NormalizeRelu(_conv1.Forward(input, mode), mode);
        Tensor shortcut = _stride == 1 && _widening == 0 ? input : Subsample.Of(input.Node, _stride, _widening).Result();
        return _bn2.NormalizeRelu(_conv2.Forward(inner, mode), mode, shortcut);
    }
}
