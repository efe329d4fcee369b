using Anneal.Tensors;

namespace Anneal.Modules;

/// <summary>Means over as many windows as are wanted, whatever the size of the image; 1 gives the mean of each channel.</summary>
/// <param name="output">How many windows; window i of n begins at ⌊i·size/n⌋ and ends before ⌈(i + 1)·size/n⌉.</param>
public sealed class AdaptiveAvgPool2d(Size2d output) : Module
{
    /// <inheritdoc/>
    public override string Description => $"AdaptiveAvgPool2d({output})";

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input, Mode mode) => input.AdaptiveAvgPool2d(output);
}
