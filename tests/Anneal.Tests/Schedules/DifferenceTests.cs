using Anneal.Schedules;

namespace Anneal.Tests.Schedules;

public class DifferenceTests
{
    [Fact]
    public void Values_are_taken_away_step_by_step()
    {
        (Schedule left, Schedule right) = (Schedule.Constant(2), Schedule.Linear(0, 1, over: 4));
        Assert.Equal(4, (left - right).Length);
        Assert.Equal([2, 1.75, 1.5, 1.25, 1, 1], (left - right).Sample(6));
    }

    [Fact]
    public void A_chain_takes_away_from_the_left()
    {
        Schedule schedule = Schedule.Parse("3 - 1 - 0.5");
        Assert.Equal(1.5, schedule.At(0));
        Assert.Equal(2.5, Schedule.Parse("3 - (1 - 0.5)").At(0));
        Assert.Equal("3 - (1 - 0.5)", Schedule.Parse("3 - (1 - 0.5)").ToString());
    }

    [Fact]
    public void Nothing_is_refused() => Assert.Throws<ArgumentNullException>(() => Schedule.Subtract(null!, 1));
}
