using Anneal.Tensors;

namespace Anneal.Tests.Tensors.Kernels;

/// <summary>The vector functions against the machine's and against series, over their whole range.</summary>
public class ElementaryTests
{
    private static readonly Dictionary<string, (Func<Tensor, Tensor> Own, Func<double, double> Reference, double From, double To, double Single, double Double)> _functions = new()
    {
        ["exp"] = (x => x.Exp(), Math.Exp, -87, 88, 1.5e-7, 1e-15),
        ["log"] = (x => x.Log(), Math.Log, 1e-30, 10, 2e-7, 1e-15),
        ["log of large numbers"] = (x => x.Log(), Math.Log, 1, 1e30, 2e-7, 1e-15),
        ["sigmoid"] = (x => x.Sigmoid(), x => 1 / (1 + Math.Exp(-x)), -80, 80, 3e-7, 2e-15),
        ["tanh"] = (x => x.Tanh(), Math.Tanh, -10, 10, 2.5e-7, 1e-15),
        ["tanh of small numbers"] = (x => x.Tanh(), Math.Tanh, -1e-3, 1e-3, 2e-7, 1e-15),
        ["elu"] = (x => x.Elu(), x => x > 0 ? x : ExpMinusOne(x), -1, 1, 3e-7, 2e-15),
        ["softplus"] = (x => x.Softplus(threshold: 1000), x => x > 0 ? x + LogOnePlus(Math.Exp(-x)) : LogOnePlus(Math.Exp(x)), -80, 80, 4e-7, 3e-15),
        ["erf"] = (x => x.Erf(), Erf, -6, 6, 3e-7, 2e-15),
        ["erf of small numbers"] = (x => x.Erf(), Erf, -0.01, 0.01, 2e-7, 1e-15),
        ["gelu"] = (x => x.Gelu(), x => x * NormalShare(x), -9, 9, 8e-7, 5e-15),
        ["silu"] = (x => x.Silu(), x => x / (1 + Math.Exp(-x)), -60, 60, 4e-7, 2e-15),
        ["sin"] = (x => x.Sin(), Math.Sin, -3, 3, 2e-7, 1e-15),
        ["cos"] = (x => x.Cos(), Math.Cos, -1.5, 1.5, 4e-7, 1e-15),
        ["power"] = (x => x.Pow(2.375), x => Math.Pow(x, 2.375), 1e-3, 100, 1.2e-7, 1e-15),
        ["power of negative numbers"] = (x => x.Pow(5), x => Math.Pow(x, 5), -100, -1, 1.2e-7, 1e-15),
    };

    public static TheoryData<string> Functions => [.. _functions.Keys];

    [Theory, MemberData(nameof(Functions))]
    public void A_function_agrees_with_its_reference_in_both_precisions(string name)
    {
        (Func<Tensor, Tensor> own, Func<double, double> reference, double from, double to, double single, double doubled) = _functions[name];
        Random random = new(5);
        double[] numbers = [.. Enumerable.Range(0, 20_001).Select(_ => from + ((to - from) * random.NextDouble()))];
        float[] narrow = Array.ConvertAll(numbers, number => (float)number);
        ReadOnlySpan<double> wide = own(Tensor.Of(numbers, [numbers.Length])).ValuesAs<double>();
        ReadOnlySpan<float> small = own(Tensor.Of(narrow, [numbers.Length])).Values;
        for (int i = 0; i < numbers.Length; i++)
        {
            Agree.Within(doubled, reference(numbers[i]), wide[i], $"{name} of {numbers[i]:R}");
            Agree.Within(single, reference(narrow[i]), small[i], $"{name} of {narrow[i]:R} as a float");
        }
    }

    [Fact]
    public void Special_numbers_come_out_as_the_machine_has_them()
    {
        float[] special = [0, float.PositiveInfinity, float.NegativeInfinity, float.NaN, float.Epsilon, 1e-40f, -1, 1];
        Tensor x = Tensor.Of(special, [8]);
        Assert.Equal([1, float.PositiveInfinity, 0, float.NaN, 1, 1, MathF.Exp(-1), MathF.Exp(1)], x.Exp().ToArray());
        Assert.Equal(Array.ConvertAll(special, MathF.Log), x.Log().ToArray(), (a, b) => a.Equals(b) || Math.Abs(a - b) <= 1e-7 * Math.Abs(a));
        Assert.Equal([0, 1, -1, float.NaN], x.Tanh().ToArray()[..4]);
        Assert.Equal([0, 1, -1, float.NaN], x.Erf().ToArray()[..4]);
        Assert.Equal([0.5f, 1, 0, float.NaN], x.Sigmoid().ToArray()[..4]);
        Assert.Equal([0, float.PositiveInfinity, 0, float.NaN], x.Relu().ToArray()[..4]);
        double[] wide = Array.ConvertAll(special, number => (double)number);
        Assert.Equal([0, 1, -1, double.NaN], Tensor.Of(wide, [8]).Erf().ValuesAs<double>()[..4].ToArray());
        Assert.Equal([1f, 1f, 1f], Tensor.Of([0f, -0f, 0f], [3]).Exp().ToArray());
    }

    [Fact]
    public void Powers_of_zero_and_of_negative_numbers_are_the_machines()
    {
        float[] bases = [0, -0f, -2, -2, 2, float.PositiveInfinity, -1, 3];
        float[] exponents = [0, 2, 3, 0.5f, -1, -1, float.PositiveInfinity, 0];
        float[] expected = [.. bases.Zip(exponents, MathF.Pow)];
        Assert.Equal(expected, Tensor.Of(bases, [8]).Pow(Tensor.Of(exponents, [8])).ToArray());
    }

    // Sums of e^(−x²)-weighted terms that are all positive.
    private static double Erf(double x)
    {
        double term = x, sum = x;
        for (int i = 1; i < 400; i++)
        {
            term *= 2 * x * x / ((2 * i) + 1);
            sum += term;
        }

        return Math.Abs(x) < 6 ? 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum : Math.Sign(x);
    }

    // Below −1 by Laplace's continued fraction, which keeps its relative precision.
    private static double NormalShare(double x)
    {
        if (x > -1)
            return 0.5 + (0.5 * Erf(x / Math.Sqrt(2)));
        double fraction = 0;
        for (int i = 400; i > 0; i--)
            fraction = i / (-x + fraction);
        return Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI) / (-x + fraction);
    }

    private static double ExpMinusOne(double x) => 2 * Math.Exp(x / 2) * Math.Sinh(x / 2);

    private static double LogOnePlus(double x) => 1 + x is double sum && sum == 1 ? x : Math.Log(sum) * x / (sum - 1);
}
