using Anneal.Tensors;

namespace Anneal.Tests.Tensors.Operations;

public class LayerNormTests
{
    [Theory, InlineData(1, 1), InlineData(3, 7), InlineData(2, 16), InlineData(5, 1025), InlineData(1, 100_003)]
    public void Results_are_those_of_the_plain_loop(int rows, int width)
    {
        Random random = new(5);
        // Far from zero, where a variance from squares alone would lose all its digits.
        double[] values = [.. Enumerable.Range(0, rows * width).Select(_ => 1000 + random.NextDouble())];
        double[] actual = Tensor.Of(values, [rows, width]).LayerNorm(epsilon: 1e-3).ToDoubles();
        for (int row = 0; row < rows; row++)
        {
            double[] one = values[(row * width)..((row + 1) * width)];
            double mean = one.Average(), variance = one.Average(value => (value - mean) * (value - mean));
            for (int i = 0; i < width; i++)
                Assert.True(Math.Abs(((one[i] - mean) / Math.Sqrt(variance + 1e-3)) - actual[(row * width) + i]) <= 1e-9);
        }
    }

    [Fact]
    public void Rows_may_take_several_dimensions()
    {
        Tensor x = Tensor.Of([1f, 2, 3, 4, 5, 6, 7, 9], [2, 2, 2]);
        Assert.Equal(x.Reshape(2, 4).LayerNorm().ToArray(), x.LayerNorm(dimensions: 2).ToArray());
        Assert.Equal(x.Reshape(1, 8).LayerNorm().ToArray(), x.LayerNorm(dimensions: 3).ToArray());
    }

    [Fact]
    public void What_does_not_fit_is_refused_by_name()
    {
        Tensor x = Tensor.Full(1, [2, 3]);
        Assert.Contains("the weight [2]", Agree.Refused(() => x.LayerNorm(Tensor.Full(1, [2]))), StringComparison.Ordinal);
        Assert.Contains("last 1 to 2", Agree.Refused(() => x.LayerNorm(dimensions: 3)), StringComparison.Ordinal);
        Assert.Contains("at least 0", Agree.Refused(() => x.LayerNorm(epsilon: -1)), StringComparison.Ordinal);
        Assert.Contains("empty", Agree.Refused(() => Tensor.Full(1, [2, 0]).LayerNorm()), StringComparison.Ordinal);
    }
}
