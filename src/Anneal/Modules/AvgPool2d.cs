using Anneal.Tensors;

namespace Anneal.Modules;

/// <summary>The mean of every window of an image.</summary>
public sealed class AvgPool2d : Module
{
    private readonly Size2d _kernel;
    private readonly Size2d _stride;
    private readonly Size2d _padding;
    private readonly bool _ceilMode;
    private readonly bool _countIncludePad;
    private readonly int? _divisor;

    /// <summary>A pooling.</summary>
    /// <param name="kernel">Size of the window.</param>
    /// <param name="stride">Steps of the window; default: its size.</param>
    /// <param name="padding">Zeros around the image; at most half the window. Default 0.</param>
    /// <param name="ceilMode">Whether a window may reach beyond the image at the end; default false.</param>
    /// <param name="countIncludePad">Whether the zeros count in the mean; default true, as in PyTorch.</param>
    /// <param name="divisor">What to divide by instead of the number of points; null, the default, for that.</param>
    public AvgPool2d(Size2d kernel, Size2d? stride = null, Size2d? padding = null, bool ceilMode = false, bool countIncludePad = true, int? divisor = null)
    {
        (_kernel, _stride, _padding) = (kernel.AtLeast(1, "AvgPool2d", nameof(kernel)), (stride ?? kernel).AtLeast(1, "AvgPool2d", nameof(stride)), (padding ?? 0).AtLeast(0, "AvgPool2d", nameof(padding)));
        (_ceilMode, _countIncludePad, _divisor) = (ceilMode, countIncludePad, divisor);
    }

    /// <inheritdoc/>
    public override string Description => $"AvgPool2d({_kernel}{(_stride == _kernel ? "" : $", stride {_stride}")}{(_padding == 0 ? "" : $", padding {_padding}")})";

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input, Mode mode) => input.AvgPool2d(_kernel, _stride, _padding, _ceilMode, _countIncludePad, _divisor);
}
