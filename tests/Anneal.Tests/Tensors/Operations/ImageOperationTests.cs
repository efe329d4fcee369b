using Anneal.Tensors;
using Anneal.Tests.Contracts.Operations;

namespace Anneal.Tests.Tensors.Operations;

public class ImageOperationTests
{
    [Theory, InlineData(2), InlineData(17), InlineData(40)]
    public void Layers_in_a_row_agree_with_double_whatever_the_number_of_images(int images)
    {
        (double[] Output, double[] Gradient) Run(bool single)
        {
            double[] numbers = [.. Enumerable.Range(0, images * 3 * 9 * 8).Select(i => Math.Sin(i * 0.7))];
            double[] kernels = [.. Enumerable.Range(0, 4 * 3 * 9).Select(i => Math.Cos(i * 1.3) / 4)];
            Tensor x = single ? Tensor.Variable(Array.ConvertAll(numbers, value => (float)value), [images, 3, 9, 8]) : Tensor.Variable(numbers, [images, 3, 9, 8]);
            Tensor weight = single ? Tensor.Of(Array.ConvertAll(kernels, value => (float)value), [4, 3, 3, 3]) : Tensor.Of(kernels, [4, 3, 3, 3]);
            // A tensor used twice, in both layouts, and a pool in the middle.
            Tensor inner = x.Conv2d(weight, stride: 1, padding: 1).Relu();
            Tensor y = (inner + inner * inner).MaxPool2d(2, padding: 1).AvgPool2d((2, 3), 1).Reshape(images, -1);
            (y * y).Sum().Backward();
            return (Doubles(y), Doubles(x.Gradient));
        }

        (double[] output, double[] gradient) = Run(true);
        (double[] exact, double[] slope) = Run(false);
        for (int i = 0; i < exact.Length; i++)
            Assert.Equal(exact[i], output[i], 2e-6 * exact.Max());
        for (int i = 0; i < slope.Length; i++)
            Assert.Equal(slope[i], gradient[i], 1e-5 * slope.Max(Math.Abs));
    }

    [Fact]
    public void Equal_numbers_give_the_gradient_to_the_first_of_a_window()
    {
        Tensor x = Tensor.Variable(new float[16], [1, 1, 4, 4]);
        x.MaxPool2d(2).Sum().Backward();
        Assert.Equal([1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0], x.Gradient.ToArray());
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named_with_the_operation()
    {
        Tensor x = Tensor.Full(1, [2, 3, 8, 8]);
        Refused(() => x.Conv2d(Tensor.Full(1, [4, 2, 3, 3])), "Conv2d", "[2, 3, 8, 8]", "[4, 2, 3, 3]");
        Refused(() => x.Conv2d(Tensor.Full(1, [4, 3, 9, 9])), "Conv2d", "larger");
        Refused(() => x.Conv2d(Tensor.Full(1, [4, 3, 3, 3]), Tensor.Full(1, [3])), "bias", "[4]");
        Refused(() => x.Conv2d(Tensor.Full(1, [4, 3, 3, 3]), stride: 0), "stride");
        Refused(() => x.MaxPool2d(2, padding: 2), "MaxPool2d", "half");
        Refused(() => x.MaxPool2d(9), "MaxPool2d", "[2, 3, 8, 8]");
        Refused(() => x.AvgPool2d(2, divisor: 0), "AvgPool2d");
        Refused(() => Tensor.Full(1, [3, 8, 8]).AdaptiveAvgPool2d(1), "AdaptiveAvgPool2d", "[3, 8, 8]");
    }

    private static void Refused(Action act, params string[] named)
    {
        string message = Agree.Refused(act);
        Assert.All(named, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    private static double[] Doubles(Tensor tensor) => Golden.LayerCase.Doubles(tensor);

    private sealed class Calls : IOperationRows
    {
        public OperationRow[] Rows =>
        [
            new("Conv2d") { Shapes = [[2, 2, 4, 5], [3, 2, 3, 2], [3]], Arguments = { ["stride"] = new Options(null, (Size2d)2, (Size2d)(1, 2)), ["padding"] = new Options(null, (Size2d)1, (Size2d)(2, 0)), ["dilation"] = new Options(null, (Size2d)(1, 2)), ["groups"] = 1 } },
            new("Conv2d") { Shapes = [[1, 4, 4, 4], [2, 2, 2, 2], [2]], Arguments = { ["stride"] = null, ["padding"] = (Size2d)1, ["dilation"] = null, ["groups"] = 2 } },
            new("Conv2d") { Shapes = [[19, 6, 9, 7], [4, 3, 3, 3], [4]], Arguments = { ["stride"] = new Options((Size2d)1, (Size2d)2), ["padding"] = (Size2d)1, ["dilation"] = null, ["groups"] = 2 } },
            new("MaxPool2d") { Shapes = [[2, 2, 5, 6]], Arguments = { ["kernel"] = new Options((Size2d)2, (Size2d)(3, 2)), ["stride"] = new Options(null, (Size2d)1), ["padding"] = new Options(null, (Size2d)1), ["dilation"] = new Options(null, (Size2d)2), ["ceilMode"] = new Options(false, true) } },
            new("MaxPool2d") { Shapes = [[19, 3, 9, 8]], Arguments = { ["kernel"] = (Size2d)2, ["stride"] = null, ["padding"] = null, ["dilation"] = null, ["ceilMode"] = new Options(false, true) } },
            new("AvgPool2d") { Shapes = [[2, 2, 5, 6]], Arguments = { ["kernel"] = new Options((Size2d)2, (Size2d)(3, 2)), ["stride"] = new Options(null, (Size2d)1), ["padding"] = new Options(null, (Size2d)1), ["ceilMode"] = new Options(false, true), ["countIncludePad"] = new Options(true, false), ["divisor"] = new Options(null, 3) } },
            new("AvgPool2d") { Shapes = [[19, 3, 9, 8]], Arguments = { ["kernel"] = (Size2d)3, ["stride"] = (Size2d)2, ["padding"] = (Size2d)1, ["ceilMode"] = new Options(false, true), ["countIncludePad"] = new Options(true, false), ["divisor"] = null } },
            new("AdaptiveAvgPool2d") { Shapes = [[2, 2, 5, 6]], Arguments = { ["output"] = new Options((Size2d)1, (Size2d)(3, 4), (Size2d)7) } },
            new("AdaptiveAvgPool2d") { Shapes = [[19, 3, 9, 8]], Arguments = { ["output"] = (Size2d)(2, 3) } },
        ];
    }
}
