using Anneal.Parameters;
using Anneal.Tensors;

namespace Anneal.Tests.Tensors.Operations;

public class ReductionTests
{
    private static readonly Dictionary<string, (Func<Tensor, int[], bool, Tensor> Own, Func<double[], double> Reference)> _reductions = new()
    {
        ["sum"] = ((x, over, keep) => x.Sum(over, keep), numbers => numbers.Sum()),
        ["mean"] = ((x, over, keep) => x.Mean(over, keep), numbers => numbers.Average()),
        ["max"] = ((x, over, keep) => x.Max(over, keep), numbers => numbers.Max()),
        ["min"] = ((x, over, keep) => x.Min(over, keep), numbers => numbers.Min()),
        ["var"] = ((x, over, keep) => x.Var(over, keep, unbiased: false), numbers => Variance(numbers)),
        ["std"] = ((x, over, keep) => x.Std(over, keep, unbiased: false), numbers => Math.Sqrt(Variance(numbers))),
        ["logsumexp"] = ((x, over, keep) => x.LogSumExp(over, keep), numbers => Math.Log(numbers.Sum(Math.Exp))),
        ["prod"] = ((x, over, keep) => x.Prod(over, keep), numbers => numbers.Aggregate((a, b) => a * b)),
    };

    public static TheoryData<string> Reductions => [.. _reductions.Keys];

    private static readonly (int[] Sizes, int[] Over)[] _cases =
    [
        ([7], []), ([7], [0]), ([3, 5], [0]), ([3, 5], [-1]), ([3, 5], [0, 1]), ([2, 3, 4], [1]), ([2, 3, 4], [0, 2]), ([2, 3, 4], [0, 1]),
        ([2, 3, 4], [-1, 0]), ([2, 3, 2, 5], [0, 2]), ([2, 3, 2, 5], [1, 3]), ([2, 3, 2, 5], [0, 2, 3]), ([1, 3, 1], [0]), ([1, 3, 1], [1]),
        ([1, 1], [0]), ([4, 33], [0]), ([4, 33], [1]), ([70, 9], [0]), ([3, 1, 17], [2]), ([2, 1, 2], [1]), ([130, 2], [0]),
    ];

    [Theory, MemberData(nameof(Reductions))]
    public void Over_any_dimensions_it_is_the_plain_loop(string name)
    {
        (Func<Tensor, int[], bool, Tensor> own, Func<double[], double> reference) = _reductions[name];
        foreach ((int[] sizes, int[] over) in _cases)
        {
            Shape shape = Shape.Of(sizes);
            double[] x = Differences.Numbers(shape.FlattenedLength, 4);
            double[] expected = [.. Groups(sizes, over).Select(group => reference([.. group.Select(i => x[i])]))];
            string where = $"{name} of {shape} over [{string.Join(", ", over)}]";
            Tensor result = own(Tensor.Of(x, shape), over, false);
            Tensor kept = own(Tensor.Of(Array.ConvertAll(x, number => (float)number), shape), over, true);
            Assert.Equal([.. sizes.Where((_, i) => !Over(over, i, sizes.Length))], result.Shape.Sizes.ToArray());
            Assert.Equal([.. sizes.Select((size, i) => Over(over, i, sizes.Length) ? 1 : size)], kept.Shape.Sizes.ToArray());
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.True(Math.Abs(expected[i] - result.ValuesAs<double>()[i]) <= 1e-13 * (1 + Math.Abs(expected[i])), $"{where}: {expected[i]:R} expected, {result.ValuesAs<double>()[i]:R} came");
                Assert.True(Math.Abs(expected[i] - kept.Values[i]) <= 2e-6 * (1 + Math.Abs(expected[i])), $"{where}: {expected[i]:R} expected, {kept.Values[i]:R} came in floats");
            }
        }
    }

    [Theory, MemberData(nameof(Reductions))]
    public void Gradients_agree_with_differences(string name)
    {
        foreach ((int[] sizes, int[] over) in _cases.Where(one => one.Sizes.Aggregate((a, b) => a * b) is > 2 and < 70))
            Differences.Agree(x => _reductions[name].Own(x[0].Square() + x[0], over, false), (Shape.Of(sizes), Differences.Numbers(Shape.Of(sizes).FlattenedLength, 5)));
    }

    [Fact]
    public void An_unbiased_variance_divides_by_one_less()
    {
        Tensor x = Tensor.Of([1.0, 2, 4, 9], [4]);
        Agree.Within(1e-15, 38.0 / 3, x.Var().Value);
        Agree.Within(1e-15, 38.0 / 4, x.Var(unbiased: false).Value);
        Differences.Agree(operands => operands[0].Var(0) + operands[0].Std(0), ([5], Differences.Numbers(5, 6)));
        Tensor flat = Tensor.Variable([3.0, 3], [2]);
        flat.Std().Backward();
        Assert.Equal([0, 0], flat.Gradient.ValuesAs<double>().ToArray());
    }

    [Fact]
    public void Equal_numbers_share_the_gradient_of_a_maximum_and_the_first_gets_that_of_a_maximum_with_index()
    {
        Tensor x = Tensor.Variable([1.0, 3, 3, 2, 2, 2], [2, 3]);
        x.Max(1).Sum().Backward();
        Assert.Equal([0, 0.5, 0.5, 1 / 3.0, 1 / 3.0, 1 / 3.0], x.Gradient.ValuesAs<double>().ToArray());
        x.ZeroGradient();
        (Tensor values, int[] indices) = x.MaxWithIndex(1);
        values.Sum().Backward();
        Assert.Equal([1, 0], indices);
        Assert.Equal([0, 1, 0, 1, 0, 0], x.Gradient.ValuesAs<double>().ToArray());
        Assert.Equal([0, 0], x.ArgMin(1));
        Assert.Equal([1, 0, 0], x.ArgMax(0));
        Assert.Equal([0, 1, 1], x.ArgMin(0));
    }

    [Fact]
    public void NaN_is_the_largest_and_the_smallest_number()
    {
        float[] numbers = new float[40];
        numbers[23] = float.NaN;
        Tensor x = Tensor.Of(numbers, [40]);
        Assert.True(double.IsNaN(x.Max().Value));
        Assert.True(double.IsNaN(x.Min().Value));
        Assert.Equal([23], x.ArgMax());
        Assert.Equal([23], x.ArgMin());
    }

    [Fact]
    public void A_product_with_zeros_has_the_right_gradient()
    {
        Tensor one = Tensor.Variable([2f, 0f, 5f], [3]), two = Tensor.Variable([2f, 0f, 0f], [3]);
        one.Prod().Backward();
        two.Prod().Backward();
        Assert.Equal([0f, 10f, 0f], one.Gradient.ToArray());
        Assert.Equal([0f, 0f, 0f], two.Gradient.ToArray());
    }

    [Fact]
    public void A_log_of_summed_exponentials_takes_large_and_missing_numbers()
    {
        Agree.Within(1e-6, 1000 + Math.Log(2), Tensor.Of([1000f, 1000f], [2]).LogSumExp().Value);
        Tensor nothing = Tensor.Variable([float.NegativeInfinity, float.NegativeInfinity], [2]);
        Tensor sum = nothing.LogSumExp(0, keepDimensions: true);
        Assert.Equal([float.NegativeInfinity], sum.ToArray());
        sum.Backward(Tensor.Of([1f], [1]));
        Assert.Equal([0f, 0f], nothing.Gradient.ToArray());
    }

    [Fact]
    public void Running_sums_go_along_one_dimension()
    {
        Tensor x = Tensor.Of([1f, 2, 3, 4, 5, 6], [3, 2]);
        Assert.Equal([1, 2, 4, 6, 9, 12], x.CumSum(0).ToArray());
        Assert.Equal([1, 3, 3, 7, 5, 11], x.CumSum(-1).ToArray());
        Differences.Agree(operands => operands[0].CumSum(1).Square(), ([2, 4, 3], Differences.Numbers(24, 7)));
    }

    [Fact]
    public void Ten_million_floats_add_up_as_in_double()
    {
        Tensor x = Tensor.Full(0.1f, [10_000, 1000]);
        // Equal numbers are the worst there can be: every addition rounds the same way.
        Agree.Within(5e-7, 10_000_000 * (double)0.1f, x.Sum().Value);
        Agree.Within(5e-7, 0.1f, x.Mean().Value);
        Assert.All(x.Sum(0).ToArray(), sum => Agree.Within(5e-7, 10_000 * (double)0.1f, sum));
    }

    [Fact]
    public void What_cannot_be_reduced_is_refused()
    {
        Tensor x = Tensor.Of(new float[6], [2, 3]), empty = Tensor.Of(Array.Empty<float>(), [0, 3]);
        Assert.Contains("Sum: for the shape [2, 3] the dimension must be from -2 to 1", Agree.Refused(() => x.Sum(2)), StringComparison.Ordinal);
        Assert.Contains("twice", Agree.Refused(() => x.Mean([1, -1])), StringComparison.Ordinal);
        Assert.Contains("Max of nothing", Agree.Refused(() => empty.Max(0)), StringComparison.Ordinal);
        Assert.Contains("[0, 3]", Agree.Refused(() => empty.MaxWithIndex(0)), StringComparison.Ordinal);
        Assert.Equal([0, 0, 0], empty.Sum(0).ToArray());
        Assert.Equal(1, empty.Prod().Value);
        Assert.Empty(empty.Max(1).ToArray());
        Assert.True(double.IsNaN(empty.Mean().Value));
        Tensor none = Tensor.Variable(Array.Empty<float>(), [0]);
        Assert.Contains("the mean of no numbers", Assert.Throws<ArithmeticException>(() => none.Mean().Backward()).Message, StringComparison.Ordinal);
    }

    private static double Variance(double[] numbers) => numbers.Sum(number => Math.Pow(number - numbers.Average(), 2)) / numbers.Length;

    private static bool Over(int[] over, int place, int rank) => over.Length == 0 || over.Contains(place) || over.Contains(place - rank);

    // The indices that go into each result, results in order.
    private static IEnumerable<IEnumerable<int>> Groups(int[] sizes, int[] over)
        => Enumerable.Range(0, sizes.Aggregate((a, b) => a * b)).GroupBy(index =>
        {
            int key = 0, step = 1;
            for (int i = sizes.Length - 1, rest = index; i >= 0; rest /= sizes[i], i--)
            {
                if (Over(over, i, sizes.Length))
                    continue;
                key += rest % sizes[i] * step;
                step *= sizes[i];
            }

            return key;
        }).OrderBy(group => group.Key);
}
