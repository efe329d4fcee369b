namespace Anneal.Tensors.Kernels;

/// <summary>The sizes of a two-dimensional convolution; weights lie as [outputs, inputs / groups, kernel height, kernel width].</summary>
internal readonly record struct ConvolutionShape
{
    public ConvolutionShape()
    {
    }

    public required int Inputs { get; init; }

    public required int Outputs { get; init; }

    public required int Height { get; init; }

    public required int Width { get; init; }

    public int KernelHeight { get; init; } = 1;

    public int KernelWidth { get; init; } = 1;

    public int StrideHeight { get; init; } = 1;

    public int StrideWidth { get; init; } = 1;

    public int PaddingHeight { get; init; }

    public int PaddingWidth { get; init; }

    public int DilationHeight { get; init; } = 1;

    public int DilationWidth { get; init; } = 1;

    public int Groups { get; init; } = 1;

    public int OutputHeight => Output(Height, KernelHeight, StrideHeight, PaddingHeight, DilationHeight);

    public int OutputWidth => Output(Width, KernelWidth, StrideWidth, PaddingWidth, DilationWidth);

    public int InputsPerGroup => Inputs / Groups;

    public int OutputsPerGroup => Outputs / Groups;

    /// <summary>Positions of the kernel.</summary>
    public int Positions => KernelHeight * KernelWidth;

    /// <summary>Multiplications for one image, those with the padding included.</summary>
    public long Multiplications => (long)Outputs * OutputHeight * OutputWidth * InputsPerGroup * Positions;

    /// <summary>A square kernel on an image, the same along both axes.</summary>
    public static ConvolutionShape Square(int inputs, int outputs, int height, int width, int kernel, int stride = 1, int padding = 0, int dilation = 1, int groups = 1) => new()
    {
        Inputs = inputs,
        Outputs = outputs,
        Height = height,
        Width = width,
        KernelHeight = kernel,
        KernelWidth = kernel,
        StrideHeight = stride,
        StrideWidth = stride,
        PaddingHeight = padding,
        PaddingWidth = padding,
        DilationHeight = dilation,
        DilationWidth = dilation,
        Groups = groups,
    };

    /// <summary>⌊(size + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1.</summary>
    public static int Output(int size, int kernel, int stride, int padding, int dilation) => ((size + (2 * padding) - (dilation * (kernel - 1)) - 1) / stride) + 1;
}
