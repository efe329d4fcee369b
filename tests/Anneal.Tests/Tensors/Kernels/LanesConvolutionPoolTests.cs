using Anneal.Tensors.Kernels;

namespace Anneal.Tests.Tensors.Kernels;

public sealed unsafe class LanesConvolutionPoolTests
{
    private const double Tolerance = 3e-6;

    [Theory, InlineData(true), InlineData(false)]
    public void Convolution_cut_and_pool_in_one_are_the_three_in_turn(bool biased)
        => LanesConvolutionTests.Everywhere(
            (images, shape) => ReferenceConvolution.Forward(images, shape, Input(images, shape), Weight(shape), biased ? Bias(shape) : null),
            (images, shape, before, where) =>
            {
                for (int window = 1; window <= 3 && window <= Math.Min(shape.OutputHeight, shape.OutputWidth); window++)
                {
                    PoolShape pool = PoolShape.Windows(shape.OutputHeight, shape.OutputWidth, (window, window), (window, window), (0, 0));
                    float[] gradient = ConvolutionCases.Numbers(images * shape.Outputs * pool.OutputHeight * pool.OutputWidth, 4);
                    (double[] expected, double[] back) = InTurn(before, pool, gradient);
                    (float[] actual, float[] actualBack) = AtOnce(images, shape, window, Input(images, shape), Weight(shape), biased ? Bias(shape) : null, gradient, 1);
                    ConvolutionCases.Agree(expected, actual, Tolerance, where);
                    ConvolutionCases.Agree(back, actualBack, Tolerance, where);
                }
            });

    [Fact]
    public void Two_threads_give_the_bits_of_one()
    {
        ConvolutionShape shape = ConvolutionShape.Square(3, 7, 22, 20, 3, padding: 1);
        float[] input = ConvolutionCases.Numbers(ConvolutionCases.Input(100, shape), 1);
        float[] weight = ConvolutionCases.Numbers(ConvolutionCases.Weight(shape), 2);
        float[] gradient = ConvolutionCases.Numbers(100 * 7 * 11 * 10, 4);
        (float[] one, float[] oneBack) = AtOnce(100, shape, 2, input, weight, null, gradient, 1);
        (float[] two, float[] twoBack) = AtOnce(100, shape, 2, input, weight, null, gradient, 2);
        Assert.Equal(one, two);
        Assert.Equal(oneBack, twoBack);
    }

    [Fact]
    public void Lanes_of_zeros_stay_zeros_on_the_way_back()
    {
        ConvolutionShape shape = ConvolutionShape.Square(1, 2, 8, 8, 3, padding: 1);
        using Native<float> gradient = LanesConvolutionTests.ToLanes(3, ConvolutionCases.Numbers(3 * 2 * 16, 4));
        using Native<byte> positions = new(gradient.Length);
        using Native<float> result = new(Lanes.Length(3, 128));
        LanesConvolutionPool.Backward(3, shape, 2, gradient.Address, positions.Address, result.Address, 1);
        for (int i = 0; i < result.Length; i++)
            Assert.True(i % Lanes.Count < 3 || result.Values[i] == 0);
    }

    private static float[] Input(int images, ConvolutionShape shape) => ConvolutionCases.Numbers(ConvolutionCases.Input(images, shape), 1);

    private static float[] Weight(ConvolutionShape shape) => ConvolutionCases.Numbers(ConvolutionCases.Weight(shape), 2);

    private static float[] Bias(ConvolutionShape shape) => ConvolutionCases.Numbers(shape.Outputs, 3);

    private static (double[] Output, double[] Back) InTurn(double[] before, PoolShape pool, float[] gradient)
    {
        int planes = before.Length / (pool.Height * pool.Width);
        (int inputs, int outputs) = (pool.Height * pool.Width, pool.OutputHeight * pool.OutputWidth);
        double[] output = new double[planes * outputs];
        double[] back = new double[before.Length];
        List<(List<int> Inputs, int Divisor)> windows = ReferencePool.Windows(pool);
        for (int i = 0; i < output.Length; i++)
        {
            int plane = i / outputs * inputs;
            int best = plane + windows[i % outputs].Inputs.MaxBy(at => before[plane + at]);
            output[i] = Math.Max(0, before[best]);
            back[best] = before[best] > 0 ? gradient[i] : 0;
        }

        return (output, back);
    }

    private static (float[] Output, float[] Back) AtOnce(int images, ConvolutionShape shape, int window, float[] input, float[] weight, float[]? bias, float[] gradient, int threads)
    {
        using Native<float> x = LanesConvolutionTests.ToLanes(images, input), dy = LanesConvolutionTests.ToLanes(images, gradient);
        using Native<float> y = new(dy.Length), back = new(Lanes.Length(images, shape.Outputs * shape.OutputHeight * shape.OutputWidth));
        using Native<byte> positions = new(dy.Length);
        back.Values.Fill(7);
        fixed (float* w = weight, b = bias)
            LanesConvolutionPool.Forward(images, shape, window, x.Address, w, b, y.Address, positions.Address, threads);
        LanesConvolutionPool.Backward(images, shape, window, dy.Address, positions.Address, back.Address, threads);
        return (LanesConvolutionTests.FromLanes(images, y), LanesConvolutionTests.FromLanes(images, back));
    }
}
