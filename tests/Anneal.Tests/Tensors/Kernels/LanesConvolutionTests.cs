using Anneal.Tensors.Kernels;

namespace Anneal.Tests.Tensors.Kernels;

public sealed unsafe class LanesConvolutionTests
{
    private const double Tolerance = 3e-6;

    [Fact]
    public void A_convolution_is_that_of_the_plain_loop()
        => Everywhere(
            (images, shape) => ReferenceConvolution.Forward(images, shape, Input(images, shape), Weight(shape), Bias(shape)),
            (images, shape, expected, where) =>
            {
                ConvolutionCases.Agree(expected, Forward(images, shape, Input(images, shape), Weight(shape), Bias(shape), false, 1), Tolerance, where);
                double[] cut = [.. expected.Select(value => Math.Max(0, value))];
                ConvolutionCases.Agree(cut, Forward(images, shape, Input(images, shape), Weight(shape), Bias(shape), true, 1), Tolerance, where);
            });

    [Fact]
    public void A_convolution_needs_no_bias()
        => Everywhere(
            (images, shape) => ReferenceConvolution.Forward(images, shape, Input(images, shape), Weight(shape), null),
            (images, shape, expected, where) => ConvolutionCases.Agree(expected, Forward(images, shape, Input(images, shape), Weight(shape), null, false, 1), Tolerance, where));

    [Fact]
    public void The_gradient_of_the_input_is_that_of_the_plain_loop()
        => Everywhere(
            (images, shape) => ReferenceConvolution.BackwardInput(images, shape, Gradient(images, shape), Weight(shape)),
            (images, shape, expected, where) =>
            {
                float[] before = ConvolutionCases.Numbers(expected.Length, 5);
                ConvolutionCases.Agree(expected, BackwardInput(images, shape, Gradient(images, shape), Weight(shape), before, false, 1), Tolerance, where);
                double[] sum = [.. expected.Zip(before, (value, old) => value + old)];
                ConvolutionCases.Agree(sum, BackwardInput(images, shape, Gradient(images, shape), Weight(shape), before, true, 1), Tolerance, where);
            });

    [Fact]
    public void The_gradients_of_weight_and_bias_are_added_as_the_plain_loop_has_them()
        => Everywhere(
            (images, shape) => ReferenceConvolution.BackwardWeight(images, shape, Input(images, shape), Gradient(images, shape)),
            (images, shape, expected, where) =>
            {
                (float[] weight, float[] bias) = BackwardWeight(images, shape, Input(images, shape), Gradient(images, shape), 0.5f, 1);
                ConvolutionCases.Agree([.. expected.Weight.Select(value => value + 0.5)], weight, Tolerance, where);
                ConvolutionCases.Agree([.. expected.Bias.Select(value => value + 0.5)], bias, Tolerance, where);
            });

    [Fact]
    public void Two_threads_give_the_bits_of_one()
        => Everywhere(
            (images, _) => 3 * images,
            (_, shape, images, _) =>
            {
                float[] input = Input(images, shape);
                float[] gradient = Gradient(images, shape);
                Assert.Equal(Forward(images, shape, input, Weight(shape), null, false, 1), Forward(images, shape, input, Weight(shape), null, false, 2));
                Assert.Equal(BackwardInput(images, shape, gradient, Weight(shape), input, false, 1), BackwardInput(images, shape, gradient, Weight(shape), input, false, 2));
                Assert.Equal(BackwardWeight(images, shape, input, gradient, 0, 1).Weight, BackwardWeight(images, shape, input, gradient, 0, 2).Weight);
            });

    [Fact]
    public void Lanes_of_zeros_stay_zeros_on_the_way_back()
    {
        ConvolutionShape shape = ConvolutionShape.Square(3, 5, 6, 7, 3, stride: 2, padding: 1);
        float[] weight = ConvolutionCases.Numbers(ConvolutionCases.Weight(shape), 2);
        using Native<float> gradient = ToLanes(3, ConvolutionCases.Numbers(ConvolutionCases.Output(3, shape), 4));
        using Native<float> result = new(Lanes.Length(3, shape.Inputs * shape.Height * shape.Width));
        result.Values.Fill(5);
        fixed (float* w = weight)
            LanesConvolution.BackwardInput(3, shape, gradient.Address, w, result.Address, false, 1);
        for (int i = 0; i < result.Length; i++)
            Assert.True(i % Lanes.Count < 3 || result.Values[i] == 0);
    }

    [Fact]
    public void A_warm_convolution_allocates_nothing()
    {
        ConvolutionShape shape = ConvolutionShape.Square(6, 9, 12, 12, 3, stride: 2, padding: 1);
        using Native<float> input = ToLanes(40, ConvolutionCases.Numbers(ConvolutionCases.Input(40, shape), 1));
        using Native<float> gradient = ToLanes(40, ConvolutionCases.Numbers(ConvolutionCases.Output(40, shape), 1));
        using Native<float> output = new(gradient.Length);
        using Native<float> back = new(input.Length);
        using Native<float> weight = new(ConvolutionCases.Numbers(ConvolutionCases.Weight(shape), 2));
        using Native<float> weightBack = new(weight.Length);
        void Step()
        {
            LanesConvolution.Forward(40, shape, input.Address, weight.Address, null, output.Address, true, 1);
            LanesConvolution.BackwardInput(40, shape, gradient.Address, weight.Address, back.Address, true, 1);
            LanesConvolution.BackwardWeight(40, shape, input.Address, gradient.Address, weightBack.Address, null, 1);
        }

        Assert.Equal(0, Allocated.Bytes(Step, turns: 1));
    }

    internal static Native<float> ToLanes(int images, float[] plain)
    {
        int size = plain.Length / images;
        Native<float> lanes = new(Lanes.Length(images, size));
        for (int image = 0; image < images; image++)
        {
            for (int i = 0; i < size; i++)
                lanes.Values[(((image / Lanes.Count * size) + i) * Lanes.Count) + (image % Lanes.Count)] = plain[(image * size) + i];
        }

        return lanes;
    }

    internal static float[] FromLanes(int images, Native<float> lanes)
    {
        int size = lanes.Length / Lanes.Blocks(images) / Lanes.Count;
        float[] plain = new float[images * size];
        for (int i = 0; i < plain.Length; i++)
            plain[i] = lanes.Values[(((i / size / Lanes.Count * size) + (i % size)) * Lanes.Count) + (i / size % Lanes.Count)];
        return plain;
    }

    /// <summary>All sizes with all widths of vectors that the machine has; what is expected is worked out once for all of them.</summary>
    internal static void Everywhere<T>(Func<int, ConvolutionShape, T> expect, Action<int, ConvolutionShape, T, string> claim)
    {
        foreach ((int images, ConvolutionShape shape) in ConvolutionCases.All)
        {
            T expected = expect(images, shape);
            Widths(() => claim(images, shape, expected, $"{images} images, {LanesWidth.Current} bits, {shape}"));
        }
    }

    internal static void Widths(Action claim)
    {
        foreach (int width in LanesWidth.Available())
        {
            LanesWidth.Force(width);
            try
            {
                claim();
            }
            finally
            {
                LanesWidth.Force(0);
            }
        }
    }

    private static float[] Input(int images, ConvolutionShape shape) => ConvolutionCases.Numbers(ConvolutionCases.Input(images, shape), 1);

    private static float[] Weight(ConvolutionShape shape) => ConvolutionCases.Numbers(ConvolutionCases.Weight(shape), 2);

    private static float[] Bias(ConvolutionShape shape) => ConvolutionCases.Numbers(shape.Outputs, 3);

    private static float[] Gradient(int images, ConvolutionShape shape) => ConvolutionCases.Numbers(ConvolutionCases.Output(images, shape), 4);

    private static float[] Forward(int images, ConvolutionShape shape, float[] input, float[] weight, float[]? bias, bool relu, int threads)
    {
        using Native<float> x = ToLanes(images, input);
        using Native<float> y = new(Lanes.Length(images, shape.Outputs * shape.OutputHeight * shape.OutputWidth));
        y.Values.Fill(float.NaN);
        fixed (float* w = weight, b = bias)
            LanesConvolution.Forward(images, shape, x.Address, w, b, y.Address, relu, threads);
        Assert.DoesNotContain(float.NaN, y.Values.ToArray());
        return FromLanes(images, y);
    }

    private static float[] BackwardInput(int images, ConvolutionShape shape, float[] gradient, float[] weight, float[] before, bool add, int threads)
    {
        using Native<float> dy = ToLanes(images, gradient);
        using Native<float> dx = ToLanes(images, before);
        fixed (float* w = weight)
            LanesConvolution.BackwardInput(images, shape, dy.Address, w, dx.Address, add, threads);
        return FromLanes(images, dx);
    }

    private static (float[] Weight, float[] Bias) BackwardWeight(int images, ConvolutionShape shape, float[] input, float[] gradient, float before, int threads)
    {
        using Native<float> x = ToLanes(images, input);
        using Native<float> dy = ToLanes(images, gradient);
        float[] weight = new float[ConvolutionCases.Weight(shape)];
        float[] bias = new float[shape.Outputs];
        weight.AsSpan().Fill(before);
        bias.AsSpan().Fill(before);
        fixed (float* w = weight, b = bias)
            LanesConvolution.BackwardWeight(images, shape, x.Address, dy.Address, w, b, threads);
        return (weight, bias);
    }
}
