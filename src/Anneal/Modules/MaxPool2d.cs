using Anneal.Tensors;

namespace Anneal.Modules;

/// <summary>The largest number of every window of an image.</summary>
public sealed class MaxPool2d : Module
{
    /// <summary>A pooling.</summary>
    /// <param name="kernel">Size of the window.</param>
    /// <param name="stride">Steps of the window; default: its size.</param>
    /// <param name="padding">Rows and columns around the image that no window takes its number from; at most half the window. Default 0.</param>
    /// <param name="dilation">Distance of the window's points; default 1.</param>
    /// <param name="ceilMode">Whether a window may reach beyond the image at the end; default false.</param>
    public MaxPool2d(Size2d kernel, Size2d? stride = null, Size2d? padding = null, Size2d? dilation = null, bool ceilMode = false)
    {
        (Kernel, Stride, Padding, Dilation, CeilMode) = (kernel.AtLeast(1, "MaxPool2d", nameof(kernel)), (stride ?? kernel).AtLeast(1, "MaxPool2d", nameof(stride)), (padding ?? 0).AtLeast(0, "MaxPool2d", nameof(padding)), (dilation ?? 1).AtLeast(1, "MaxPool2d", nameof(dilation)), ceilMode);
    }

    /// <summary>Size of the window.</summary>
    public Size2d Kernel { get; }

    /// <summary>Steps of the window.</summary>
    public Size2d Stride { get; }

    /// <summary>Rows and columns around the image.</summary>
    public Size2d Padding { get; }

    /// <summary>Distance of the window's points.</summary>
    public Size2d Dilation { get; }

    /// <summary>Whether a window may reach beyond the image at the end.</summary>
    public bool CeilMode { get; }

    /// <inheritdoc/>
    public override string Description => $"MaxPool2d({Kernel}{(Stride == Kernel ? "" : $", stride {Stride}")}{(Padding == 0 ? "" : $", padding {Padding}")}{(Dilation == 1 ? "" : $", dilation {Dilation}")}{(CeilMode ? ", ceil mode" : "")})";

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input, Mode mode) => input.MaxPool2d(Kernel, Stride, Padding, Dilation, CeilMode);
}
