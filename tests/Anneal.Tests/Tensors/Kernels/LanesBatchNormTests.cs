using Anneal.Tensors.Kernels;

namespace Anneal.Tests.Tensors.Kernels;

public sealed unsafe class LanesBatchNormTests
{
    [Fact]
    public void Everything_is_as_the_formula_says()
        => LanesConvolutionTests.Widths(() => Assert.All(BatchNormClaims.Cases(), given => BatchNormClaims.AreThoseOfTheFormula(given, Do(given, 1), 2e-6)));

    [Fact]
    public void Two_threads_give_the_bits_of_one()
    {
        BatchNormCase given = new(50, 6, 900, training: true, relu: true, residual: true, add: false, shift: 0);
        (BatchNormResult one, BatchNormResult two) = (Do(given, 1), Do(given, 2));
        Assert.Equal(one.Mean, two.Mean);
        Assert.Equal(one.Variance, two.Variance);
        Assert.Equal(one.Output, two.Output);
        Assert.Equal(one.InputGradient, two.InputGradient);
        Assert.Equal(one.ResidualGradient, two.ResidualGradient);
        Assert.Equal(one.WeightGradient, two.WeightGradient);
    }

    [Fact]
    public void A_warm_batch_norm_allocates_nothing()
    {
        using Native<float> x = LanesConvolutionTests.ToLanes(20, ConvolutionCases.Numbers(20 * 3 * 50, 1)), dy = LanesConvolutionTests.ToLanes(20, ConvolutionCases.Numbers(20 * 3 * 50, 2));
        using Native<float> y = new(x.Length), dx = new(x.Length), mean = new(3), variance = new(3);
        BatchNormCall<float> call = new()
        {
            Images = 20,
            Channels = 3,
            Pixels = 50,
            Input = x.Address,
            Mean = mean.Address,
            Variance = variance.Address,
            Epsilon = 1e-5,
            Learns = true,
            Relu = true,
            Output = y.Address,
            OutputGradient = dy.Address,
            InputGradient = dx.Address,
        };
        Assert.Equal(0, Allocated.Bytes(
            () =>
            {
                LanesBatchNorm.Forward(call, 1);
                LanesBatchNorm.Backward(call, 1);
            },
            turns: 1));
    }

    private static BatchNormResult Do(BatchNormCase given, int threads)
    {
        Native<float> Lay(float[] numbers) => LanesConvolutionTests.ToLanes(given.Images, numbers);
        using BatchNormMemory<float> memory = new(given, Lay(given.Input), Lay(given.Residual), Lay(given.Gradient), Lay(given.Before), Lay(given.Before));
        // What lanes after the last image hold must not matter.
        Spoil(given.Images, memory.Input);
        BatchNormCall<float> call = memory.Call;
        LanesBatchNorm.Forward(call, threads);
        LanesBatchNorm.Backward(call, threads);
        Native<float> dx = memory.InputGradient;
        for (int i = 0; i < dx.Length; i++)
            Assert.True(i / given.Channels / given.Pixels / Lanes.Count * Lanes.Count + (i % Lanes.Count) < given.Images || dx.Values[i] == 0);
        return memory.Result(lanes => [.. LanesConvolutionTests.FromLanes(given.Images, lanes)]);
    }

    private static void Spoil(int images, Native<float> lanes)
    {
        int last = lanes.Length / Lanes.Blocks(images) * (Lanes.Blocks(images) - 1);
        for (int i = last; i < lanes.Length; i++)
        {
            if (i % Lanes.Count >= images - ((Lanes.Blocks(images) - 1) * Lanes.Count))
                lanes.Values[i] = 1e6f;
        }
    }
}
