using System.Numerics;
using Anneal.Tensors.Kernels;

namespace Anneal.Tests.Tensors.Kernels;

public sealed unsafe class PlainConvolutionTests
{
    [Fact]
    public void In_double_a_convolution_and_its_gradients_are_those_of_the_plain_loop() => Everything<double>(1e-13, 1);

    [Fact]
    public void In_float_they_are_too() => Everything<float>(3e-6, 2);

    private static void Everything<T>(double relative, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach ((int images, ConvolutionShape shape) in ConvolutionCases.All)
        {
            int some = Math.Min(images, 5);
            float[] input = ConvolutionCases.Numbers(ConvolutionCases.Input(some, shape), 1);
            float[] weight = ConvolutionCases.Numbers(ConvolutionCases.Weight(shape), 2);
            float[] bias = ConvolutionCases.Numbers(shape.Outputs, 3);
            float[] gradient = ConvolutionCases.Numbers(ConvolutionCases.Output(some, shape), 4);
            float[] before = ConvolutionCases.Numbers(input.Length, 5);
            using Native<T> x = Native<T>.From(input), w = Native<T>.From(weight), b = Native<T>.From(bias), dy = Native<T>.From(gradient);
            using Native<T> y = new(gradient.Length), dx = Native<T>.From(before), dw = new(weight.Length), db = new(bias.Length);

            PlainConvolution<T>.Forward(some, shape, x.Address, w.Address, b.Address, y.Address, threads);
            ConvolutionCases.Agree(ReferenceConvolution.Forward(some, shape, input, weight, bias), y.ToDoubles(), relative, $"{shape}");
            PlainConvolution<T>.Forward(some, shape, x.Address, w.Address, null, y.Address, threads);
            ConvolutionCases.Agree(ReferenceConvolution.Forward(some, shape, input, weight, null), y.ToDoubles(), relative, $"{shape}");

            double[] expected = ReferenceConvolution.BackwardInput(some, shape, gradient, weight);
            PlainConvolution<T>.BackwardInput(some, shape, dy.Address, w.Address, dx.Address, true, threads);
            ConvolutionCases.Agree([.. expected.Zip(before, (value, old) => value + old)], dx.ToDoubles(), relative, $"{shape}");
            PlainConvolution<T>.BackwardInput(some, shape, dy.Address, w.Address, dx.Address, false, threads);
            ConvolutionCases.Agree(expected, dx.ToDoubles(), relative, $"{shape}");

            (double[] weights, double[] biases) = ReferenceConvolution.BackwardWeight(some, shape, input, gradient);
            PlainConvolution<T>.BackwardWeight(some, shape, x.Address, dy.Address, dw.Address, db.Address, threads);
            PlainConvolution<T>.BackwardWeight(some, shape, x.Address, dy.Address, dw.Address, null, threads);
            ConvolutionCases.Agree([.. weights.Select(value => 2 * value)], dw.ToDoubles(), relative, $"{shape}");
            ConvolutionCases.Agree(biases, db.ToDoubles(), relative, $"{shape}");
        }
    }
}
