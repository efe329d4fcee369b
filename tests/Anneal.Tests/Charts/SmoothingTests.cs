using Anneal.Charts;

namespace Anneal.Tests.Charts;

public class SmoothingTests
{
    [Fact]
    public void A_smoothed_curve_is_the_mean_of_the_past_with_weights_that_fade()
    {
        Random random = new(3);
        double[] values = [.. Enumerable.Range(0, 60).Select(_ => random.NextDouble() - 0.3)];
        double[] smooth = Smoothing.Of(values, 0.9);
        for (int i = 0; i < values.Length; i++)
        {
            double[] weights = [.. Enumerable.Range(0, i + 1).Select(j => Math.Pow(0.9, i - j))];
            Agree.Within(1e-10, weights.Zip(values, (weight, value) => weight * value).Sum() / weights.Sum(), smooth[i], $"at {i}");
        }
    }

    [Fact]
    public void The_first_value_and_a_constant_stay_what_they_are() =>
        Assert.All(Smoothing.Of([7, 7, 7, 7], 0.999), value => Agree.Within(1e-12, 7, value));

    [Fact]
    public void Without_weight_the_curve_comes_back() => Assert.Equal([1, double.NaN, 3], Smoothing.Of([1, double.NaN, 3], 0));

    [Fact]
    public void What_is_not_finite_passes_through_and_is_otherwise_not_there()
    {
        double[] smooth = Smoothing.Of([double.NaN, 1, double.PositiveInfinity, 2, 3], 0.5);
        double[] plain = Smoothing.Of([1, 2, 3], 0.5);
        Assert.Equal([double.NaN, plain[0], double.PositiveInfinity, plain[1], plain[2]], smooth);
    }

    [Theory, InlineData(-0.1), InlineData(1), InlineData(double.NaN)]
    public void A_weight_outside_of_its_range_is_refused(double weight) =>
        Assert.Contains("below 1", Agree.Refused(() => Smoothing.Of([1], weight)));
}
