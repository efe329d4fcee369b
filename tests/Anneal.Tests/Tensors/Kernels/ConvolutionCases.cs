using Anneal.Tensors.Kernels;

namespace Anneal.Tests.Tensors.Kernels;

/// <summary>Odd sizes that convolutions are tried on, and numbers for them.</summary>
internal static class ConvolutionCases
{
    /// <summary>Images and sizes: every count of outputs that tiles treat differently, strides, padding, dilation, groups.</summary>
    public static readonly (int Images, ConvolutionShape Shape)[] All =
    [
        (1, ConvolutionShape.Square(1, 1, 5, 5, 3)),
        (3, ConvolutionShape.Square(1, 6, 12, 11, 5, padding: 2)),
        (17, ConvolutionShape.Square(6, 16, 7, 8, 5)),
        (16, ConvolutionShape.Square(3, 4, 9, 10, 3, padding: 1)),
        (40, ConvolutionShape.Square(16, 8, 8, 8, 3, padding: 1)),
        (16, ConvolutionShape.Square(5, 5, 7, 6, 3, stride: 2, padding: 1)),
        (17, ConvolutionShape.Square(4, 7, 9, 9, 3, stride: 3, padding: 3)),
        (2, ConvolutionShape.Square(3, 9, 11, 12, 3, stride: 2, padding: 2, dilation: 2)),
        (16, ConvolutionShape.Square(4, 10, 6, 7, 1)),
        (5, ConvolutionShape.Square(24, 3, 6, 7, 1, stride: 2)),
        (16, ConvolutionShape.Square(4, 2, 5, 5, 1, padding: 1)),
        (17, ConvolutionShape.Square(2, 11, 6, 5, 6, padding: 3)),
        (3, ConvolutionShape.Square(4, 12, 7, 7, 7)),
        (16, ConvolutionShape.Square(6, 6, 8, 9, 3, padding: 1, groups: 6)),
        (17, ConvolutionShape.Square(8, 12, 6, 6, 3, stride: 2, padding: 1, groups: 4)),
        (16, ConvolutionShape.Square(64, 13, 5, 5, 3, padding: 1)),
        (16, ConvolutionShape.Square(2, 14, 40, 37, 3, padding: 1)),
        (16, ConvolutionShape.Square(40, 8, 20, 20, 3, padding: 1)),
        (33, ConvolutionShape.Square(20, 16, 20, 12, 3, stride: 2, padding: 1)),
        (7, new() { Inputs = 3, Outputs = 5, Height = 4, Width = 13, KernelHeight = 1, KernelWidth = 5, StrideWidth = 2, PaddingWidth = 2, DilationWidth = 2 }),
        (16, new() { Inputs = 2, Outputs = 4, Height = 11, Width = 3, KernelHeight = 4, KernelWidth = 2, StrideHeight = 3, PaddingHeight = 2, PaddingWidth = 1, DilationHeight = 2 }),
        (16, new() { Inputs = 4, Outputs = 8, Height = 9, Width = 9, KernelHeight = 2, KernelWidth = 3, StrideHeight = 4, StrideWidth = 5 }),
    ];

    public static float[] Numbers(nint length, int seed)
    {
        Random random = new(seed);
        float[] numbers = new float[length];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = (random.NextSingle() * 2) - 1;
        return numbers;
    }

    public static int Input(int images, ConvolutionShape shape) => images * shape.Inputs * shape.Height * shape.Width;

    public static int Output(int images, ConvolutionShape shape) => images * shape.Outputs * shape.OutputHeight * shape.OutputWidth;

    public static int Weight(ConvolutionShape shape) => shape.Outputs * shape.InputsPerGroup * shape.Positions;

    /// <summary>Agreement relative to the largest number: single sums may cancel.</summary>
    public static void Agree(double[] expected, float[] actual, double relative, string where) => Agree(expected, Array.ConvertAll(actual, value => (double)value), relative, where);

    public static void Agree(double[] expected, double[] actual, double relative, string where)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = 0;
        foreach (double value in expected)
            scale = Math.Max(scale, Math.Abs(value));
        for (int i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(expected[i] - actual[i]) <= relative * scale))
                Assert.Fail(FormattableString.Invariant($"expected {expected[i]:R}, got {actual[i]:R} at {i} of {expected.Length}: {where}"));
        }
    }
}
