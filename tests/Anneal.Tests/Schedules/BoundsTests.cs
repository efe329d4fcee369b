using Anneal.Schedules;

namespace Anneal.Tests.Schedules;

public class BoundsTests
{
    private static readonly Schedule _line = Schedule.Linear(1, 0, over: 4);

    [Fact]
    public void A_floor_lifts_only_what_is_below_it() => Assert.Equal([1, 0.75, 0.5, 0.3, 0.3, 0.3], _line.AtLeast(0.3).Sample(6));

    [Fact]
    public void A_ceiling_lowers_only_what_is_above_it() => Assert.Equal([0.6, 0.6, 0.5, 0.25, 0, 0], _line.AtMost(0.6).Sample(6));

    [Fact]
    public void Bounds_do_not_change_the_length()
    {
        Assert.Equal(4, _line.AtLeast(0.3).Length);
        Assert.Equal(4, _line.AtMost(0.3).Length);
    }

    [Fact]
    public void The_last_bound_wins_where_they_cross() => Assert.Equal(0.8, _line.AtMost(0.2).AtLeast(0.8).At(0));

    [Fact]
    public void A_negative_bound_is_refused()
    {
        Assert.StartsWith("floor must be a finite number of at least 0, not -1.", Agree.Refusal(() => _line.AtLeast(-1)), StringComparison.Ordinal);
        Assert.StartsWith("ceiling must be a finite number of at least 0, not NaN.", Agree.Refusal(() => _line.AtMost(double.NaN)), StringComparison.Ordinal);
    }
}
