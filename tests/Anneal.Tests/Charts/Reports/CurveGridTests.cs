using Anneal.Charts;
using Anneal.Charts.Reports;

namespace Anneal.Tests.Charts.Reports;

public class CurveGridTests
{
    [Fact]
    public void Curves_at_different_positions_meet_at_all_of_them()
    {
        CurveGrid grid = CurveGrid.Of([new("a", [0, 2, 4], [0, 20, 40]), new("b", [1, 2, 3], [1, double.NaN, 3])]);
        Assert.Equal([0, 1, 2, 3, 4], grid.X[0]);
        Assert.Equal([0, 10, 20, 30, 40], grid.Y[0]);
        Assert.Equal([double.NaN, 1, double.NaN, 3, double.NaN], grid.Y[1]);
    }

    [Fact]
    public void The_line_is_the_mean_of_those_that_have_a_value_and_the_band_spans_them()
    {
        Series line = CurveGrid.Of([new("a", [1, 2, 3], [1, double.NaN, double.NaN]), new("b", [1, 2, 3], [4, 5, double.NaN])]).Line("a", 0);
        Assert.Equal([2.5, 5, double.NaN], line.Y);
        Assert.Equal([1, 5, double.NaN], line.Low!);
        Assert.Equal([4, 5, double.NaN], line.High!);
        Assert.Null(CurveGrid.Of([new("a", [1], [1])]).Line("a", 0).Low);
    }

    [Fact]
    public void Other_positions_that_differ_count_with_their_mean_and_never_go_back()
    {
        CurveGrid grid = CurveGrid.Of([new("a", [1, 2, 3], [0, 0, 0]) { OtherX = [[10, 20, 30]] }, new("b", [1, 2], [0, 0]) { OtherX = [[30, 60]] }]);
        Assert.Equal([20, 40, 40], grid.X[1]);
    }

    [Fact]
    public void A_long_curve_keeps_extremes_gaps_and_ends_in_few_points()
    {
        Random random = new(1);
        double[] y = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextDouble())];
        (y[0], y[54_321], y[77_777], y[60_000], y[^1]) = (0.25, 100, -100, double.NaN, 0.75);
        double[] x = [.. Enumerable.Range(0, y.Length).Select(i => (double)i)];
        CurveGrid whole = CurveGrid.Of([new("a", x, y)]);
        CurveGrid thin = whole.Thinned(4000);
        Assert.InRange(thin.X[0].Length, 2000, 4000);
        Assert.All(thin.X[0].Zip(thin.Y[0]), point => Assert.Equal(y[(int)point.First], point.Second));
        Assert.Superset(new HashSet<double> { 0, 54_321, 77_777, 60_000, 99_999 }, thin.X[0].ToHashSet());
        Assert.Equal(0.5, thin.Means!.Y[0].Where((_, i) => Math.Abs(thin.Means.X[0][i] - 50_000) > 30_000).Average(), 0.02);
        Assert.Same(whole, whole.Thinned(100_000));
    }

    [Fact]
    public void Curves_of_a_group_are_thinned_at_common_positions_and_none_loses_its_extremes()
    {
        Random random = new(2);
        double[] x = [.. Enumerable.Range(0, 20_000).Select(i => (double)i)];
        PlotCurve[] curves = [.. Enumerable.Range(0, 5).Select(seed => new PlotCurve($"{seed}", x, [.. x.Select(i => i > 15_000 && seed == 4 ? double.NaN : random.NextDouble())]))];
        CurveGrid thin = CurveGrid.Of(curves).Thinned(4000);
        Assert.InRange(thin.X[0].Length, 1000, 4001);
        Assert.All(curves.Zip(thin.Y), pair =>
        {
            Assert.Equal(pair.First.Y.Where(double.IsFinite).Min(), pair.Second.Where(double.IsFinite).Min());
            Assert.Equal(pair.First.Y.Where(double.IsFinite).Max(), pair.Second.Where(double.IsFinite).Max());
        });
        Assert.Equal([-1, -1, -1, -1, Array.IndexOf(thin.X[0], 15_000)], thin.Ends);
    }

    [Fact]
    public void A_smoothed_long_curve_is_smoothed_over_the_means_of_its_stretches()
    {
        double[] x = [.. Enumerable.Range(0, 10_000).Select(i => (double)i)];
        CurveGrid thin = CurveGrid.Of([new("a", x, [.. x.Select(i => i % 10 == 0 ? 1.0 : 0)])]).Thinned(1000);
        Assert.All(thin.Line("a", 0.9).Y, value => Agree.Within(0.1, 0.1, value));
    }
}
