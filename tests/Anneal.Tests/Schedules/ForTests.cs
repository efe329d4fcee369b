using Anneal.Schedules;

namespace Anneal.Tests.Schedules;

public class ForTests
{
    [Fact]
    public void A_longer_schedule_is_cut_and_holds_what_it_has_there()
    {
        Schedule cut = Schedule.Linear(0, 1, over: 8).For(4);
        Assert.Equal(4, cut.Length);
        Assert.Equal([0, 0.125, 0.25, 0.375, 0.5, 0.5, 0.5], cut.Sample(7));
    }

    [Fact]
    public void A_shorter_schedule_holds_its_last_value()
    {
        Schedule held = Schedule.Linear(0, 1, over: 2).For(5);
        Assert.Equal(5, held.Length);
        Assert.Equal([0, 0.5, 1, 1, 1, 1], held.Sample(6));
    }

    [Fact]
    public void A_cut_between_steps_is_exact() => Assert.Equal(0.5, Schedule.Linear(0, 1, over: 8).For(4).At(4.75));

    [Fact]
    public void No_steps_at_all_leave_the_first_value() => Assert.Equal([0.3, 0.3], Schedule.Linear(0.3, 1, over: 8).For(0).Sample(2));

    [Fact]
    public void A_negative_length_is_refused()
        => Assert.StartsWith("steps is a number of steps between 0 and 2^53, not -1.", Agree.Refusal(() => Schedule.Constant(1).For(-1)), StringComparison.Ordinal);
}
