using Anneal.Charts;

namespace Anneal.Tests.Charts;

public class SeriesTests
{
    [Fact]
    public void Without_x_the_positions_count_from_zero() =>
        Assert.Equal([(0, 5), (1, 6)], new Series("a", [5, 6]).PointsOn(logX: false, logY: false));

    [Fact]
    public void Points_without_a_place_are_passed_over()
    {
        Series series = new("a", [0, 1, 2, 3], [1, -1, double.NaN, 4]);
        Assert.Equal([(0, 1), (1, -1), (3, 4)], series.PointsOn(logX: false, logY: false));
        Assert.Equal([(0, 1), (3, 4)], series.PointsOn(logX: false, logY: true));
        Assert.Equal([(3, 4)], series.PointsOn(logX: true, logY: true));
    }

    [Fact]
    public void What_is_passed_over_is_counted()
    {
        Series[] lines = [new("a", [0, 1, 2, 3], [1, -1, double.NaN, 4]), new("b", [0, 2]) { OnRight = true }];
        Assert.Equal(new Unshown(1, 0), Unshown.In(lines, logX: false, logY: false));
        Assert.Equal(new Unshown(1, 1), Unshown.In(lines, logX: false, logY: true));
        Assert.Equal(new Unshown(1, 2), Unshown.In(lines, logX: false, logY: true, logRight: true));
        Assert.Equal(new Unshown(1, 3), Unshown.In(lines, logX: true, logY: true));
        Assert.Equal("", new Unshown(0, 0).ToString());
    }
}
