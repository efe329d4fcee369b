using Anneal.Schedules;

namespace Anneal.Tests.Schedules;

public class LinearTests
{
    [Fact]
    public void Linear_is_the_straight_line() => RampContract.Holds(Schedule.Linear, progress => progress);

    [Fact]
    public void Quarters_are_exact()
        => Assert.Equal([0, 0.25, 0.5, 0.75, 1, 1], Schedule.Linear(0, 1, over: 4).Sample(6));

    [Fact]
    public void A_ramp_may_start_at_zero() => Assert.Equal(0, Schedule.Linear(0, 0.1, over: 10).At(0));

    [Fact]
    public void A_decay_to_zero_keeps_full_precision_in_its_last_step()
        => Agree.Within(1e-15, 0.3 / 1_000_000, Schedule.Linear(0.3, 0, over: 1_000_000).At(999_999), "one step before the end");
}
