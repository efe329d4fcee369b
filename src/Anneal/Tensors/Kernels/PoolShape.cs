namespace Anneal.Tensors.Kernels;

/// <summary>The windows of a pool over an image, row by row and column by column.</summary>
internal readonly record struct PoolShape
{
    private PoolShape(int height, int width, int outputHeight, int outputWidth)
        => (Height, Width, OutputHeight, OutputWidth) = (height, width, outputHeight, outputWidth);

    public int Height { get; }

    public int Width { get; }

    public int OutputHeight { get; }

    public int OutputWidth { get; }

    /// <summary>0 where windows are stretched to the image.</summary>
    public int KernelHeight { get; private init; }

    public int KernelWidth { get; private init; }

    public int StrideHeight { get; private init; }

    public int StrideWidth { get; private init; }

    public int PaddingHeight { get; private init; }

    public int PaddingWidth { get; private init; }

    /// <summary>Whether an average also counts the zeros of the padding.</summary>
    public bool CountPadding { get; private init; }

    /// <summary>Windows of a fixed size; those that would reach beyond the padding are left out.</summary>
    public static PoolShape Windows(int height, int width, (int Height, int Width) kernel, (int Height, int Width) stride, (int Height, int Width) padding, bool countPadding = true)
        => new(height, width, ConvolutionShape.Output(height, kernel.Height, stride.Height, padding.Height, 1), ConvolutionShape.Output(width, kernel.Width, stride.Width, padding.Width, 1))
        {
            KernelHeight = kernel.Height,
            KernelWidth = kernel.Width,
            StrideHeight = stride.Height,
            StrideWidth = stride.Width,
            PaddingHeight = padding.Height,
            PaddingWidth = padding.Width,
            CountPadding = countPadding,
        };

    /// <summary>So many windows that cover the image: from ⌊i·size / outputs⌋ to ⌈(i + 1)·size / outputs⌉.</summary>
    public static PoolShape Adaptive(int height, int width, int outputHeight, int outputWidth) => new(height, width, outputHeight, outputWidth);

    /// <summary>The rows of the image that a window covers.</summary>
    public (int From, int To) Rows(int output) => Range(output, Height, OutputHeight, KernelHeight, StrideHeight, PaddingHeight);

    /// <summary>The columns of the image that a window covers.</summary>
    public (int From, int To) Columns(int output) => Range(output, Width, OutputWidth, KernelWidth, StrideWidth, PaddingWidth);

    /// <summary>What the sum over a window is divided by.</summary>
    public int Divisor((int From, int To) rows, (int From, int To) columns)
        => CountPadding ? KernelHeight * KernelWidth : (rows.To - rows.From) * (columns.To - columns.From);

    private static (int From, int To) Range(int output, int size, int outputs, int kernel, int stride, int padding)
    {
        if (kernel == 0)
            return ((int)((long)output * size / outputs), (int)((((long)output + 1) * size + outputs - 1) / outputs));
        int from = (output * stride) - padding;
        return (Math.Max(from, 0), Math.Min(from + kernel, size));
    }
}
