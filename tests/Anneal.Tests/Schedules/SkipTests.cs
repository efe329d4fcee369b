using Anneal.Schedules;

namespace Anneal.Tests.Schedules;

public class SkipTests
{
    private static readonly Schedule _line = Schedule.Linear(0, 1, over: 4);

    [Fact]
    public void The_first_step_is_the_one_after_those_left_out()
    {
        Assert.Equal([0.5, 0.75, 1, 1], _line.Skip(2).Sample(4));
        Assert.Equal(2, _line.Skip(2).Length);
        Assert.Equal(0.625, _line.Skip(2).At(0.5));
    }

    [Fact]
    public void More_than_all_leaves_the_last_value()
    {
        Assert.Equal(0, _line.Skip(9).Length);
        Assert.Equal(1, _line.Skip(9).At(0));
    }

    [Fact]
    public void The_last_step_of_all_may_be_asked_for() => Assert.Equal(1, _line.Skip(1L << 53).At(1L << 53));

    [Fact]
    public void A_negative_number_is_refused()
        => Assert.StartsWith("steps is a number of steps between 0 and 2^53, not -1.", Agree.Refusal(() => _line.Skip(-1)), StringComparison.Ordinal);
}
