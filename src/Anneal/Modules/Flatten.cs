using Anneal.Tensors;

namespace Anneal.Modules;

/// <summary>Several sizes as one; [batch, channels, height, width] becomes [batch, channels·height·width].</summary>
/// <param name="start">The first size to take in; default 1.</param>
/// <param name="end">The last; from the end when negative. Default −1.</param>
public sealed class Flatten(int start = 1, int end = -1) : Module
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input, Mode mode) => input.Flatten(start, end);
}
