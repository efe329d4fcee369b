using Anneal.Schedules;

namespace Anneal.Tests.Schedules;

public class RepeatTests
{
    private static readonly Schedule _fall = Schedule.Linear(1, 0, over: 4);

    [Fact]
    public void Equal_cycles_start_again_exactly()
    {
        Schedule schedule = _fall.Repeat(3);
        Assert.Equal(12, schedule.Length);
        Assert.Equal([1, 0.75, 0.5, 0.25, 1, 0.75, 0.5, 0.25, 1, 0.75, 0.5, 0.25, 0, 0], schedule.Sample(14));
    }

    [Fact]
    public void Without_a_number_it_goes_on_for_ever()
    {
        Assert.Null(_fall.Repeat().Length);
        Assert.Equal(1, _fall.Repeat().At(4_000_000_000_000));
    }

    [Fact]
    public void Each_cycle_may_be_lower()
        => Assert.Equal([1, 0.75, 0.5, 0.25, 0.5, 0.375, 0.25, 0.125, 0, 0], _fall.Repeat(2, scale: 0.5).Sample(10));

    [Fact]
    public void Each_cycle_may_be_longer()
    {
        Schedule schedule = _fall.Repeat(2, lengthen: 2);
        Assert.Equal(12, schedule.Length);
        Assert.Equal([1, 0.75, 0.5, 0.25, 1, 0.875, 0.75, 0.625, 0.5, 0.375, 0.25, 0.125, 0, 0], schedule.Sample(14));
    }

    [Fact]
    public void Each_cycle_may_be_shorter()
    {
        Schedule schedule = _fall.Repeat(3, lengthen: 0.5);
        Assert.Equal(7, schedule.Length);
        Assert.Equal([1, 0.75, 0.5, 0.25, 1, 0.5, 1, 0], schedule.Sample(8));
    }

    [Fact]
    public void The_last_value_of_a_schedule_that_does_not_end_low_holds_with_the_last_scale()
        => Assert.Equal(0.25, Schedule.Linear(0, 1, over: 4).Repeat(3, scale: 0.5).At(100));

    [Fact]
    public void Nothing_repeated_a_number_of_times_is_nothing()
    {
        Schedule empty = Schedule.Linear(1, 0.3, over: 0);
        Assert.Equal(0, empty.Repeat(5).Length);
        Assert.Equal(0.3, empty.Repeat(5).At(3));
        Assert.Equal(0.3, empty.Repeat(5, lengthen: 2).At(3));
    }

    [Fact]
    public void Cycles_whose_scale_grows_beyond_all_numbers_are_zero_where_the_schedule_is_zero()
        => Assert.Equal(0, Schedule.Linear(0, 1, over: 4).Repeat(scale: 2).At(4 * 5000));

    [Fact]
    public void Nothing_cannot_be_repeated_for_ever()
        => Assert.StartsWith("A schedule of no length cannot be repeated for ever; give it a length or a number of times.", Agree.Refusal(() => Schedule.Linear(1, 0, over: 0).Repeat()), StringComparison.Ordinal);

    [Fact]
    public void An_endless_schedule_cannot_be_repeated()
        => Assert.StartsWith("An endless schedule cannot be repeated; cut it first with For(steps)", Agree.Refusal(() => Schedule.Constant(1).Repeat(2)), StringComparison.Ordinal);

    [Theory, InlineData(0), InlineData(-1)]
    public void No_times_are_refused(long times)
        => Assert.StartsWith($"times is a number of", Agree.Refusal(() => _fall.Repeat(times)), StringComparison.Ordinal);

    [Fact]
    public void Cycles_that_shrink_for_ever_are_refused()
        => Assert.StartsWith("Cycles that grow shorter cannot go on for ever; say how many times.", Agree.Refusal(() => _fall.Repeat(lengthen: 0.5)), StringComparison.Ordinal);

    [Fact]
    public void More_steps_than_can_be_counted_are_refused()
    {
        Assert.Contains("more than 2^53 steps", Agree.Refusal(() => _fall.Repeat(1L << 52)), StringComparison.Ordinal);
        Assert.Contains("more than 2^53 steps", Agree.Refusal(() => _fall.Repeat(100, lengthen: 2)), StringComparison.Ordinal);
        Assert.Contains("more than 2^53 steps", Agree.Refusal(() => _fall.Repeat(100_000, lengthen: 1e300)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_lengthening_hardly_above_one_is_refused()
        => Assert.Contains("use 1, or at least 1.001", Agree.Refusal(() => _fall.Repeat(lengthen: 1 + 1e-12)), StringComparison.Ordinal);

    [Fact]
    public void A_lengthening_of_zero_is_refused()
        => Assert.StartsWith("lengthen must be a finite number above 0, not 0.", Agree.Refusal(() => _fall.Repeat(2, lengthen: 0)), StringComparison.Ordinal);
}
