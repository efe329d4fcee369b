using Anneal.Modules.Initial;
using Anneal.Tensors;

namespace Anneal.Modules.Models;

/// <summary>The residual network with 20 layers for images [batch, 3, 32, 32]: three stages of three blocks with 16, 32 and 64 channels; 269,722 weights.</summary>
/// <remarks>He et al. 2016, section 4.2, with shortcuts without weights. Kernels begin Kaiming-normal.</remarks>
public sealed class ResNet20 : Module
{
    private readonly Conv2d _conv;
    private readonly BatchNorm2d _norm;
    private readonly Sequential[] _stages;
    private readonly Linear _classifier;

    /// <summary>The network.</summary>
    /// <param name="classes">Scores that come out; default 10.</param>
    public ResNet20(int classes = 10)
    {
        _conv = Part("conv1", new Conv2d(3, 16, 3, padding: 1, bias: false));
        _norm = Part("bn1", new BatchNorm2d(16));
        _stages = [
            Part("layer1", new Sequential(new ResidualBlock(16, 16), new ResidualBlock(16, 16), new ResidualBlock(16, 16))),
            Part("layer2", new Sequential(new ResidualBlock(16, 32, stride: 2), new ResidualBlock(32, 32), new ResidualBlock(32, 32))),
            Part("layer3", new Sequential(new ResidualBlock(32, 64, stride: 2), new ResidualBlock(64, 64), new ResidualBlock(64, 64)))];
        _classifier = Part("linear", new Linear(64, classes));
        foreach ((_, Module module) in Descend())
        {
            if (module is Conv2d convolution)
                convolution.Weight.Initializer = Initializer.KaimingNormal();
        }
    }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input, Mode mode)
    {
        Tensor x = _norm.NormalizeRelu(_conv.Forward(input, mode), mode);
        foreach (Sequential stage in _stages)
            x = stage.Forward(x, mode);
        return _classifier.Forward(x.AdaptiveAvgPool2d(1).Flatten(1), mode);
    }
}
