using Anneal.Charts;

namespace Anneal.Tests.Charts;

public class UnshownTests
{
    [Fact]
    public void What_a_log_axis_cannot_show_is_counted_apart_from_what_no_axis_can()
    {
        Series[] lines = [new("loss", [1, 0, -2, double.NaN, double.PositiveInfinity])];
        Assert.Equal(new Unshown(NotFinite: 2, NotPositive: 2), Unshown.In(lines, logX: false, logY: true));
        Assert.Equal(new Unshown(NotFinite: 2, NotPositive: 0), Unshown.In(lines, logX: false, logY: false));
    }

    [Fact]
    public void Nothing_left_out_needs_no_words() => Assert.Equal("", new Unshown(0, 0).ToString());
}
