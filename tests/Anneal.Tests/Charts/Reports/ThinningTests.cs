using Anneal.Charts.Reports;

namespace Anneal.Tests.Charts.Reports;

public class ThinningTests
{
    [Fact]
    public void Of_each_stretch_lowest_highest_and_first_gap_stay()
    {
        double[] curve = [5, 1, 9, 3, 3, 2, double.NaN, double.PositiveInfinity, 8, 7, 6, 4];
        Assert.Equal([0, 1, 2, 6, 8, 11], Thinning.Kept([curve], 8, [-1]));
    }

    [Fact]
    public void Few_points_all_stay() => Assert.Equal([0, 1, 2], Thinning.Kept([[1, 2, 3]], 3, [-1]));

    [Theory, InlineData(1, 100, 50), InlineData(3, 1001, 97), InlineData(7, 12_345, 4000), InlineData(40, 5000, 100)]
    public void Stretches_cover_every_point_once(int curves, int count, int most)
    {
        double[][] y = [.. Enumerable.Range(0, curves).Select(_ => new double[count])];
        Range[] stretches = Thinning.Stretches(y, most);
        Assert.Equal(0, stretches[0].Start.Value);
        Assert.Equal(count, stretches[^1].End.Value);
        Assert.All(stretches.Zip(stretches.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
    }
}
