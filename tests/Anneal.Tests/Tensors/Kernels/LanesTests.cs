using Anneal.Tensors.Kernels;

namespace Anneal.Tests.Tensors.Kernels;

public sealed unsafe class LanesTests
{
    [Theory, InlineData(1, 1), InlineData(3, 7), InlineData(8, 8), InlineData(16, 49), InlineData(17, 784), InlineData(40, 19), InlineData(300, 500)]
    public void Packed_images_lie_side_by_side_with_zeros_after_the_last(int images, int size)
    {
        float[] plain = ConvolutionCases.Numbers(images * size, 1);
        using Native<float> expected = LanesConvolutionTests.ToLanes(images, plain);
        using Native<float> source = new(plain);
        using Native<float> actual = new(expected.Length);
        foreach (int threads in new[] { 1, 2 })
        {
            actual.Values.Fill(3);
            Lanes.Pack(images, size, source.Address, actual.Address, threads);
            Assert.Equal(expected.Values, actual.Values);
        }
    }

    [Theory, InlineData(1, 1), InlineData(3, 7), InlineData(8, 8), InlineData(16, 49), InlineData(17, 784), InlineData(40, 19), InlineData(300, 500)]
    public void Unpacking_undoes_packing_and_can_add(int images, int size)
    {
        float[] plain = ConvolutionCases.Numbers(images * size, 1);
        using Native<float> lanes = LanesConvolutionTests.ToLanes(images, plain);
        using Native<float> actual = new(plain.Length);
        Lanes.Unpack(images, size, lanes.Address, actual.Address, false, 2);
        Assert.Equal(plain, actual.Values);
        Lanes.Unpack(images, size, lanes.Address, actual.Address, true, 1);
        Assert.Equal(plain.Select(value => value + value), actual.Values.ToArray());
    }
}
