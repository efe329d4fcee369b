using Anneal.Parameters;
using Anneal.Tensors;

namespace Anneal.Tests.Tensors.Operations;

public class ArithmeticTests
{
    [Fact]
    public void A_number_may_stand_on_either_side_of_an_operator()
    {
        Tensor x = Tensor.Of([1.0, -2, 4], [3]);
        Assert.Equal([3.5, 0.5, 6.5], (x + 2.5).ValuesAs<double>().ToArray());
        Assert.Equal([3.5, 0.5, 6.5], (2.5 + x).ValuesAs<double>().ToArray());
        Assert.Equal([-1.5, -4.5, 1.5], (x - 2.5).ValuesAs<double>().ToArray());
        Assert.Equal([1.5, 4.5, -1.5], (2.5 - x).ValuesAs<double>().ToArray());
        Assert.Equal([3, -6, 12], (x * 3).ValuesAs<double>().ToArray());
        Assert.Equal([3, -6, 12], (3 * x).ValuesAs<double>().ToArray());
        Assert.Equal([0.25, -0.5, 1], (x / 4).ValuesAs<double>().ToArray());
        Assert.Equal([4, -2, 1], (4 / x).ValuesAs<double>().ToArray());
        Assert.Equal([-1, 2, -4], (-x).ValuesAs<double>().ToArray());
    }

    public static TheoryData<string> Functions => [.. _functions.Keys];

    private static readonly Dictionary<string, Func<Tensor[], Tensor>> _functions = new()
    {
        ["operators with numbers"] = x => ((2 - (x[0] * 3)) / 7) + (1 / x[0]) - (x[0] + 1) - (x[0] / 2),
        ["operators of tensors"] = x => ((x[0] - x[1]) / x[1]) + (x[0] * x[1]) + -x[0],
        ["powers of numbers"] = x => x[0].Square() + x[0].Pow(3) + x[0].Pow(-2) + x[0].Abs().Pow(0.5) + x[0].Abs().Pow(1.3) + x[0].Reciprocal(),
        ["powers of tensors"] = x => x[0].Abs().Pow(x[1]),
        ["exponentials"] = x => x[0].Exp() + x[0].Abs().Log() + x[0].Abs().Sqrt(),
        ["waves"] = x => x[0].Sin() * x[1].Cos(),
        ["clamp"] = x => x[0].Clamp(-1, 1.2) + x[0].Clamp(least: 0.3) + x[0].Clamp(most: 0.4),
        ["choices"] = x => Tensor.Where(x[0].GreaterThan(x[1]), x[0] * 2, x[1].Square()) + x[0].Maximum(x[1]) + x[0].Minimum(x[1]).Exp(),
        ["activations"] = x => x[0].Relu() + x[0].LeakyRelu(0.2) + x[0].Elu(0.7) + x[0].Gelu() + x[0].Gelu(true) + x[0].Silu(),
        ["bends"] = x => x[0].Sigmoid() + x[0].Tanh() + x[0].Softplus(2, 30) + x[0].Erf(),
        ["an operand used twice"] = x => x[0] * x[0] / (x[0].Square() + 1) - (x[0] - x[0]),
    };

    [Theory, MemberData(nameof(Functions))]
    public void Gradients_agree_with_differences(string name)
        => Differences.Agree(_functions[name], ([3, 7], Differences.Numbers(21, 1)), ([3, 7], Differences.Numbers(21, 2)));

    [Fact]
    public void Gradients_of_stretched_operands_add_up()
        => Differences.Agree(x => (x[0] - x[1]) / x[2], ([2, 1, 3], Differences.Numbers(6, 3)), ([4, 1], Differences.Numbers(4, 4)), ([1], [0.7]));

    [Fact]
    public void Equal_numbers_share_the_gradient_of_a_maximum()
    {
        Tensor a = Tensor.Variable([1f, 5f, 2f], [3]), b = Tensor.Variable([1f, 3f, 4f], [3]);
        a.Maximum(b).Sum().Backward();
        Assert.Equal([0.5f, 1f, 0f], a.Gradient.ToArray());
        Assert.Equal([0.5f, 0f, 1f], b.Gradient.ToArray());
    }

    [Fact]
    public void Corners_have_the_slopes_that_PyTorch_gives_them()
    {
        Assert.Equal([0f], Slope(0, x => x.Relu()));
        Assert.Equal([0f], Slope(0, x => x.Abs()));
        Assert.Equal([0.01f], Slope(0, x => x.LeakyRelu()));
        Assert.Equal([0.7f], Slope(0, x => x.Elu(0.7)));
        Assert.Equal([1f], Slope(1, x => x.Clamp(most: 1)));
        Assert.Equal([0f], Slope(3, x => x.Sign()));
        Assert.Equal([0f], Slope(0, x => x.Pow(0)));
        Assert.Equal([0.5f], Slope(0, x => x.Gelu()));
        Assert.Equal([0.5f], Slope(0, x => x.Silu()));
    }

    [Fact]
    public void A_comparison_gives_ones_and_zeros_and_no_gradient()
    {
        Tensor x = Tensor.Variable([1f, 2f, 3f, float.NaN], [4]), y = Tensor.Of([2f], [1]);
        Assert.Equal([0, 0, 1, 0], x.GreaterThan(y).ToArray());
        Assert.Equal([0, 1, 1, 0], x.GreaterThanOrEqual(2).ToArray());
        Assert.Equal([1, 0, 0, 0], x.LessThan(2).ToArray());
        Assert.Equal([1, 1, 0, 0], x.LessThanOrEqual(y).ToArray());
        Assert.Equal([0, 1, 0, 0], x.EqualTo(2).ToArray());
        Assert.Equal([1, 0, 0, 0], x.LessThan(y).ToArray());
        Assert.False(x.GreaterThan(y).NeedsGradient);
        Assert.False(x.EqualTo(y).NeedsGradient);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_both_named()
    {
        Tensor a = Tensor.Of(new float[6], [2, 3]), b = Tensor.Of(new float[4], [4]);
        Assert.Contains("[2, 3] − [4]", Agree.Refused(() => _ = a - b), StringComparison.Ordinal);
        Assert.Contains("[2, 3]", Agree.Refused(() => _ = Tensor.Where(a, b, b)), StringComparison.Ordinal);
        Assert.Contains("Single", Agree.Refused(() => _ = a / Tensor.Of(new double[6], [2, 3])), StringComparison.Ordinal);
        Assert.Contains("lower border", Agree.Refused(() => a.Clamp(2, 1)), StringComparison.Ordinal);
        Assert.Contains("0", Agree.Refused(() => a.Softplus(beta: 0)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_tensor_is_the_same_on_one_thread_and_on_several()
    {
        float[] numbers = [.. Differences.Numbers(200_003, 8).Select(number => (float)number)];
        float[] Run(int threads)
        {
            Tape tape = new() { Threads = threads };
            using (tape.Step())
            {
                Tensor x = Tensor.Variable(numbers, [numbers.Length]);
                Tensor y = (x.Tanh() * x).Gelu() / 3;
                y.Square().Sum().Backward();
                return [.. y.ToArray(), .. x.Gradient.ToArray()];
            }
        }

        Assert.Equal(Run(1), Run(2));
    }

    [Fact]
    public void A_parameters_padding_stays_zero_whatever_lies_behind_a_gradient()
    {
        ParameterStore store = new();
        Parameter parameter = store.Add("weight", [3], [1f, 2f, 3f]);
        Tensor weight = Tensor.Of(parameter);
        Tape tape = new() { Threads = 1 };
        for (int i = 0; i < 2; i++)
        {
            using (tape.Step())
            {
                // The first turn fills the tape's memory with what is no number.
                if (i == 0)
                    _ = Tensor.Full(-1, [640]).Log();
                else
                    (weight.Exp() * weight).Sum().Backward();
            }
        }

        Assert.Equal(16, parameter.As<float>().Gradients.Length);
        Assert.Equal(new float[13], parameter.As<float>().Gradients.Span[3..].ToArray());
        Agree.Within(1e-6, 2 * Math.E, parameter.Gradients[0]);
    }

    private static float[] Slope(float at, Func<Tensor, Tensor> function)
    {
        Tensor x = Tensor.Variable([at], [1]);
        function(x).Sum().Backward();
        return x.Gradient.ToArray();
    }
}
