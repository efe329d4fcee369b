using Anneal.Tensors.Kernels;

namespace Anneal.Tests.Tensors.Kernels;

public sealed unsafe class LanesAveragePoolTests
{
    [Fact]
    public void The_average_is_that_of_the_definition()
        => LanesConvolutionTests.Widths(() => PoolClaims.AverageIsThatOfTheDefinition((shape, images, channels, input, gradient, before, add) => Pool(shape, images, channels, input, gradient, before, add, 1), 1e-6));

    [Fact]
    public void Two_threads_give_the_bits_of_one()
    {
        PoolShape shape = PoolShape.Windows(30, 33, (3, 3), (2, 2), (1, 1), countPadding: false);
        float[] input = ConvolutionCases.Numbers(300 * shape.Height * shape.Width, 1);
        float[] gradient = ConvolutionCases.Numbers(300 * shape.OutputHeight * shape.OutputWidth, 2);
        (double[] output, double[] back) = Pool(shape, 100, 3, input, gradient, input, true, 1);
        (double[] output2, double[] back2) = Pool(shape, 100, 3, input, gradient, input, true, 2);
        Assert.Equal(output, output2);
        Assert.Equal(back, back2);
    }

    private static (double[] Output, double[] InputGradient) Pool(PoolShape shape, int images, int channels, float[] input, float[] gradient, float[] before, bool add, int threads)
    {
        using Native<float> x = LanesConvolutionTests.ToLanes(images, input), dy = LanesConvolutionTests.ToLanes(images, gradient), dx = LanesConvolutionTests.ToLanes(images, before);
        using Native<float> y = new(dy.Length);
        int planes = Lanes.Blocks(images) * channels;
        LanesAveragePool.Forward(planes, shape, x.Address, y.Address, threads);
        LanesAveragePool.Backward(planes, shape, dy.Address, dx.Address, add, threads);
        return ([.. LanesConvolutionTests.FromLanes(images, y)], [.. LanesConvolutionTests.FromLanes(images, dx)]);
    }
}
