using Anneal.Tensors.Kernels;

namespace Anneal.Tests.Tensors.Kernels;

/// <summary>Pools as their definitions say: for every output the list of inputs under its window.</summary>
internal static class ReferencePool
{
    public static readonly PoolShape[] Shapes =
    [
        PoolShape.Windows(6, 8, (2, 2), (2, 2), (0, 0)),
        PoolShape.Windows(7, 5, (2, 2), (2, 2), (0, 0)),
        PoolShape.Windows(9, 11, (3, 3), (2, 2), (1, 1)),
        PoolShape.Windows(5, 5, (5, 5), (1, 1), (0, 0)),
        PoolShape.Windows(8, 7, (3, 2), (1, 3), (1, 0), countPadding: false),
        PoolShape.Windows(4, 9, (2, 5), (2, 1), (1, 2), countPadding: false),
        PoolShape.Windows(1, 1, (1, 1), (1, 1), (0, 0)),
        PoolShape.Windows(20, 20, (20, 20), (20, 20), (0, 0)),
        PoolShape.Adaptive(8, 8, 1, 1),
        PoolShape.Adaptive(7, 10, 3, 4),
        PoolShape.Adaptive(5, 4, 7, 4),
    ];

    /// <summary>For every output of a plane, where its window's inputs lie and what their sum is divided by.</summary>
    public static List<(List<int> Inputs, int Divisor)> Windows(PoolShape shape)
    {
        List<(List<int>, int)> windows = [];
        for (int i = 0; i < shape.OutputHeight; i++)
        {
            for (int j = 0; j < shape.OutputWidth; j++)
            {
                List<int> inputs = [];
                for (int y = 0; y < shape.Height; y++)
                {
                    for (int x = 0; x < shape.Width; x++)
                    {
                        if (Covers(shape.KernelHeight, shape.StrideHeight, shape.PaddingHeight, shape.Height, shape.OutputHeight, i, y) && Covers(shape.KernelWidth, shape.StrideWidth, shape.PaddingWidth, shape.Width, shape.OutputWidth, j, x))
                            inputs.Add((y * shape.Width) + x);
                    }
                }

                windows.Add((inputs, shape.CountPadding ? shape.KernelHeight * shape.KernelWidth : inputs.Count));
            }
        }

        return windows;
    }

    /// <summary>Numbers with many equals among them, so that it matters which of them counts.</summary>
    public static float[] Coarse(int length, int seed) => [.. ConvolutionCases.Numbers(length, seed).Select(value => MathF.Round(value * 3))];

    private static bool Covers(int kernel, int stride, int padding, int size, int outputs, int output, int input)
        => kernel > 0
            ? input >= (output * stride) - padding && input < (output * stride) - padding + kernel
            : input >= Math.Floor((double)output * size / outputs) && input < Math.Ceiling((output + 1.0) * size / outputs);
}
