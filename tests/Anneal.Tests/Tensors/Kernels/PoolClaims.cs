using Anneal.Tensors.Kernels;

namespace Anneal.Tests.Tensors.Kernels;

/// <summary>A pool under test: from inputs and gradients of outputs to outputs and gradients of inputs, all [planes, height, width].</summary>
internal delegate (double[] Output, double[] InputGradient) PoolUnderTest(PoolShape shape, int images, int channels, float[] input, float[] gradient, float[] before, bool add);

/// <summary>What every pool promises, asked of the lanes and of the plain one alike.</summary>
internal static class PoolClaims
{
    public static void MaxIsThatOfTheDefinition(PoolUnderTest pool, double relative)
        => Claim(pool, relative, (window, input, plane) =>
        {
            // The first of the largest numbers.
            int best = window.Inputs.MaxBy(at => input[plane + at]);
            return (input[plane + best], [(best, 1.0)]);
        });

    public static void AverageIsThatOfTheDefinition(PoolUnderTest pool, double relative)
        => Claim(pool, relative, (window, input, plane) =>
            (window.Inputs.Sum(at => (double)input[plane + at]) / window.Divisor, [.. window.Inputs.Select(at => (at, 1.0 / window.Divisor))]));

    private static void Claim(PoolUnderTest pool, double relative, Func<(List<int> Inputs, int Divisor), float[], int, (double Value, (int At, double Share)[] Shares)> definition)
    {
        foreach (PoolShape shape in ReferencePool.Shapes)
        {
            foreach ((int images, int channels) in new[] { (1, 1), (3, 2), (16, 3), (17, 2), (40, 3) })
            {
                int planes = images * channels;
                (int inputs, int outputs) = (shape.Height * shape.Width, shape.OutputHeight * shape.OutputWidth);
                float[] input = ReferencePool.Coarse(planes * inputs, 1);
                float[] gradient = ConvolutionCases.Numbers(planes * outputs, 2);
                float[] before = ConvolutionCases.Numbers(planes * inputs, 3);
                double[] expected = new double[planes * outputs];
                double[] back = new double[planes * inputs];
                List<(List<int> Inputs, int Divisor)> windows = ReferencePool.Windows(shape);
                for (int i = 0; i < expected.Length; i++)
                {
                    int plane = i / outputs * inputs;
                    (expected[i], (int At, double Share)[] shares) = definition(windows[i % outputs], input, plane);
                    foreach ((int at, double share) in shares)
                        back[plane + at] += share * gradient[i];
                }

                foreach (bool add in new[] { false, true })
                {
                    (double[] actual, double[] actualBack) = pool(shape, images, channels, input, gradient, before, add);
                    double[] expectedBack = add ? [.. back.Zip(before, (value, old) => value + old)] : back;
                    ConvolutionCases.Agree(expected, actual, relative, $"{shape}");
                    ConvolutionCases.Agree(expectedBack, actualBack, relative, $"backward, {shape}");
                }
            }
        }
    }
}
