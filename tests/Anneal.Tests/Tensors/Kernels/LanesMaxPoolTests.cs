using Anneal.Tensors.Kernels;

namespace Anneal.Tests.Tensors.Kernels;

public sealed unsafe class LanesMaxPoolTests
{
    [Fact]
    public void The_largest_is_that_of_the_definition()
        => LanesConvolutionTests.Widths(() => PoolClaims.MaxIsThatOfTheDefinition((shape, images, channels, input, gradient, before, add) => Pool(shape, images, channels, input, gradient, before, add, 1), 1e-6));

    [Fact]
    public void Two_threads_give_the_bits_of_one()
    {
        PoolShape shape = PoolShape.Windows(30, 33, (3, 3), (2, 2), (1, 1));
        float[] input = ConvolutionCases.Numbers(300 * shape.Height * shape.Width, 1);
        float[] gradient = ConvolutionCases.Numbers(300 * shape.OutputHeight * shape.OutputWidth, 2);
        (double[] output, double[] back) = Pool(shape, 100, 3, input, gradient, input, false, 1);
        (double[] output2, double[] back2) = Pool(shape, 100, 3, input, gradient, input, false, 2);
        Assert.Equal(output, output2);
        Assert.Equal(back, back2);
    }

    [Fact]
    public void A_number_that_is_none_wins()
    {
        PoolShape shape = PoolShape.Windows(2, 2, (2, 2), (2, 2), (0, 0));
        LanesConvolutionTests.Widths(() =>
        {
            (double[] output, double[] back) = Pool(shape, 1, 1, [1, float.NaN, 3, 2], [5], new float[4], false, 1);
            Assert.Equal([double.NaN], output);
            Assert.Equal([0, 5, 0, 0], back);
        });
    }

    private static (double[] Output, double[] InputGradient) Pool(PoolShape shape, int images, int channels, float[] input, float[] gradient, float[] before, bool add, int threads)
    {
        using Native<float> x = LanesConvolutionTests.ToLanes(images, input), dy = LanesConvolutionTests.ToLanes(images, gradient), dx = LanesConvolutionTests.ToLanes(images, before);
        using Native<float> y = new(dy.Length);
        using Native<ushort> positions = new(dy.Length);
        int planes = Lanes.Blocks(images) * channels;
        LanesMaxPool.Forward(planes, shape, x.Address, y.Address, positions.Address, threads);
        LanesMaxPool.Backward(planes, shape, dy.Address, positions.Address, dx.Address, add, threads);
        return ([.. LanesConvolutionTests.FromLanes(images, y)], [.. LanesConvolutionTests.FromLanes(images, dx)]);
    }
}
