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

    /// <summary>Distance of a window's points.</summary>
    public int DilationHeight { get; private init; } = 1;

    public int DilationWidth { get; private init; } = 1;

    /// <summary>Whether an average also counts the zeros of the padding.</summary>
    public bool CountPadding { get; init; }

    /// <summary>What averages divide by whatever they count; 0 for the count.</summary>
    public int FixedDivisor { get; init; }

    /// <summary>Windows of a fixed size; with <paramref name="ceilMode"/> a last one may reach beyond the padding as long as it begins before it.</summary>
    public static PoolShape Windows(int height, int width, (int Height, int Width) kernel, (int Height, int Width) stride, (int Height, int Width) padding, bool countPadding = true, int dilationHeight = 1, int dilationWidth = 1, bool ceilMode = false)
        => new(height, width, Outputs(height, kernel.Height, stride.Height, padding.Height, dilationHeight, ceilMode), Outputs(width, kernel.Width, stride.Width, padding.Width, dilationWidth, ceilMode))
        {
            KernelHeight = kernel.Height,
            KernelWidth = kernel.Width,
            StrideHeight = stride.Height,
            StrideWidth = stride.Width,
            PaddingHeight = padding.Height,
            PaddingWidth = padding.Width,
            DilationHeight = dilationHeight,
            DilationWidth = dilationWidth,
            CountPadding = countPadding,
        };

    /// <summary>So many windows that cover the image: from ⌊i·size / outputs⌋ to ⌈(i + 1)·size / outputs⌉.</summary>
    public static PoolShape Adaptive(int height, int width, int outputHeight, int outputWidth) => new(height, width, outputHeight, outputWidth);

    /// <summary>The rows of the image that a window covers, from the first to behind the last, every <see cref="DilationHeight"/>-th of them.</summary>
    public (int From, int To) Rows(int output) => Range(output, Height, OutputHeight, KernelHeight, StrideHeight, PaddingHeight, DilationHeight);

    /// <summary>The columns of the image that a window covers, likewise.</summary>
    public (int From, int To) Columns(int output) => Range(output, Width, OutputWidth, KernelWidth, StrideWidth, PaddingWidth, DilationWidth);

    /// <summary>How many of the rows between two are a window's.</summary>
    public int RowCount(int from, int to) => (to - from + DilationHeight - 1) / DilationHeight;

    /// <summary>How many of the columns between two are a window's.</summary>
    public int ColumnCount(int from, int to) => (to - from + DilationWidth - 1) / DilationWidth;

    /// <summary>What the sum over the window of an output is divided by.</summary>
    public int Divisor(int row, int column)
    {
        if (FixedDivisor != 0)
            return FixedDivisor;
        if (!CountPadding || KernelHeight == 0)
        {
            ((int top, int bottom), (int left, int right)) = (Rows(row), Columns(column));
            return (bottom - top) * (right - left);
        }

        // What lies beyond the padding does not count, in no mode.
        return Counted(row, Height, KernelHeight, StrideHeight, PaddingHeight) * Counted(column, Width, KernelWidth, StrideWidth, PaddingWidth);
    }

    private static int Counted(int output, int size, int kernel, int stride, int padding)
    {
        int from = (output * stride) - padding;
        return Math.Min(from + kernel, size + padding) - from;
    }

    private static int Outputs(int size, int kernel, int stride, int padding, int dilation, bool ceilMode)
    {
        int room = size + (2 * padding) - (dilation * (kernel - 1)) - 1;
        if (room < 0 && !ceilMode)
            return 0;
        int outputs = ((room + (ceilMode ? stride - 1 : 0)) / stride) + 1;
        return ceilMode && (outputs - 1) * stride >= size + padding ? outputs - 1 : outputs;
    }

    private static (int From, int To) Range(int output, int size, int outputs, int kernel, int stride, int padding, int dilation)
    {
        if (kernel == 0)
            return ((int)((long)output * size / outputs), (int)((((long)output + 1) * size + outputs - 1) / outputs));
        int from = (output * stride) - padding;
        int to = Math.Min(from + ((kernel - 1) * dilation) + 1, size);
        return (from < 0 ? from + ((dilation - 1 - from) / dilation * dilation) : from, to);
    }
}
