using Anneal.Tensors;

namespace Anneal.Tests.Tensors.Operations;

public class SoftmaxTests
{
    [Theory]
    [InlineData(1, 1, 1), InlineData(3, 7, 1), InlineData(2, 8, 1), InlineData(5, 65, 1), InlineData(1, 3000, 1), InlineData(2, 5, 3), InlineData(4, 33, 9)]
    public void Along_any_dimension_it_is_the_plain_formula(int outer, int count, int inner)
    {
        double[] x = Differences.Numbers(outer * count * inner, 1);
        double[] expected = new double[x.Length];
        for (int i = 0; i < outer * inner; i++)
        {
            int At(int j) => (i / inner * inner * count) + (j * inner) + (i % inner);
            double sum = Enumerable.Range(0, count).Sum(j => Math.Exp(x[At(j)]));
            for (int j = 0; j < count; j++)
                expected[At(j)] = Math.Exp(x[At(j)]) / sum;
        }

        Tensor tensor = Tensor.Of(x, [outer, count, inner]);
        Tensor single = Tensor.Of(Array.ConvertAll(x, number => (float)number), [outer, count, inner]);
        ReadOnlySpan<double> soft = tensor.Softmax(1).ValuesAs<double>(), log = tensor.LogSoftmax(-2).ValuesAs<double>();
        ReadOnlySpan<float> narrow = single.Softmax(1).Values, narrowLog = single.LogSoftmax(1).Values;
        for (int i = 0; i < x.Length; i++)
        {
            Agree.Within(1e-13, expected[i], soft[i]);
            Assert.Equal(Math.Log(expected[i]), log[i], 1e-13);
            Agree.Within(2e-6, expected[i], narrow[i]);
            Assert.Equal(Math.Log(expected[i]), narrowLog[i], 2e-6);
        }
    }

    [Theory, InlineData(0), InlineData(1), InlineData(2)]
    public void Gradients_agree_with_differences(int dimension)
        => Differences.Agree(x => x[0].Softmax(dimension) + x[0].LogSoftmax(dimension), ([3, 11, 2], Differences.Numbers(66, 2)));

    [Fact]
    public void Large_numbers_neither_overflow_nor_vanish()
    {
        Tensor x = Tensor.Of([1000f, 1001f, -1000f], [3]);
        Assert.Equal([0.26894143f, 0.7310586f, 0f], x.Softmax().ToArray(), (a, b) => Math.Abs(a - b) <= 1e-7);
        Assert.Equal(-2001.3132f, x.LogSoftmax().ToArray()[2], 1e-3f);
        Assert.Equal([0f, 1f], Tensor.Of([float.NegativeInfinity, 0f], [2]).Softmax().ToArray());
    }

    [Fact]
    public void NaN_makes_its_line_NaN_and_no_other()
    {
        float[] x = new float[40];
        x[13] = float.NaN;
        float[] y = Tensor.Of(x, [2, 20]).Softmax().ToArray();
        Assert.All(y[..20], value => Assert.True(float.IsNaN(value)));
        Assert.All(y[20..], value => Assert.Equal(0.05f, value, 1e-7f));
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        float[] x = [.. Differences.Numbers(900 * 67, 3).Select(number => (float)number)];
        float[] Run(int threads)
        {
            Tape tape = new() { Threads = threads };
            using (tape.Step())
            {
                Tensor tensor = Tensor.Variable(x, [900, 67]);
                Tensor y = tensor.Softmax() * tensor + tensor.LogSoftmax();
                y.Backward(y.Detach());
                return [.. y.ToArray(), .. tensor.Gradient.ToArray()];
            }
        }

        Assert.Equal(Run(1), Run(2));
    }

    [Fact]
    public void A_dimension_that_is_not_there_is_refused_by_name()
        => Assert.Contains("Softmax: for the shape [2, 3] the dimension must be from -2 to 1", Agree.Refused(() => Tensor.Of(new float[6], [2, 3]).Softmax(2)), StringComparison.Ordinal);
}
