using Anneal.Parameters;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

/// <summary>The sizes that pools share.</summary>
internal static class Pooling
{
    /// <summary>The windows over an image, or an error that names what does not fit.</summary>
    public static PoolShape Checked(string operation, Shape x, Size2d kernel, Size2d stride, Size2d padding, Size2d dilation, bool ceilMode)
    {
        if (x.Rank != 4)
            throw new ArgumentException($"{operation}: the input {x} must be [batch, channels, height, width].");
        kernel.AtLeast(1, operation, nameof(kernel));
        stride.AtLeast(1, operation, nameof(stride));
        padding.AtLeast(0, operation, nameof(padding));
        dilation.AtLeast(1, operation, nameof(dilation));
        if (padding.Height > kernel.Height / 2 || padding.Width > kernel.Width / 2)
            throw new ArgumentException($"{operation}: the padding {padding} may be at most half the kernel {kernel}, or a window would hold padding only.");
        PoolShape shape = PoolShape.Windows(x[2], x[3], (kernel.Height, kernel.Width), (stride.Height, stride.Width), (padding.Height, padding.Width), true, dilation.Height, dilation.Width, ceilMode);
        return shape is { OutputHeight: > 0, OutputWidth: > 0 }
            ? shape
            : throw new ArgumentException($"{operation}: the kernel {kernel} is larger than the input {x} with padding {padding}.");
    }
}
