using Anneal.Schedules;

namespace Anneal.Tests.Schedules;

public class MultiStepTests
{
    [Fact]
    public void The_new_value_is_in_force_at_the_milestone()
        => Assert.Equal([0.5, 0.5, 0.25, 0.25, 0.125, 0.125], Schedule.MultiStep(0.5, factor: 0.5, at: [2, 4]).Sample(6));

    [Fact]
    public void A_milestone_that_stands_twice_counts_twice()
        => Assert.Equal([1, 1, 0.25], Schedule.MultiStep(1, factor: 0.5, at: [2, 2]).Sample(3));

    [Fact]
    public void A_milestone_at_zero_counts_from_the_start() => Assert.Equal(0.5, Schedule.MultiStep(1, factor: 0.5, at: [0]).At(0));

    [Fact]
    public void Without_milestones_it_is_constant() => Assert.Equal(1, Schedule.MultiStep(1, factor: 0.5).At(1000));

    [Fact]
    public void Many_milestones_are_found_as_few_are()
    {
        long[] at = [.. Enumerable.Range(1, 40).Select(i => 3L * i)];
        Schedule schedule = Schedule.MultiStep(1, factor: 0.9, at);
        for (long step = 0; step < 130; step++)
            Assert.Equal(Math.Pow(0.9, at.Count(milestone => milestone <= step)), schedule.At(step));
    }

    [Fact]
    public void Nothing_grows_out_of_zero() => Assert.Equal(0, Schedule.MultiStep(0, factor: double.MaxValue, at: [1, 2, 3]).At(4));

    [Fact]
    public void The_list_is_copied()
    {
        long[] at = [2, 4];
        Schedule schedule = Schedule.MultiStep(1, factor: 0.5, at);
        at[0] = 0;
        Assert.Equal(1, schedule.At(1));
    }

    [Fact]
    public void Milestones_that_do_not_ascend_are_refused()
        => Assert.StartsWith("at must ascend, but 2 comes after 4. Sort it.", Agree.Refusal(() => Schedule.MultiStep(1, 0.5, at: [4, 2])), StringComparison.Ordinal);

    [Fact]
    public void A_negative_milestone_is_refused()
        => Assert.StartsWith("at is a number of steps between 0 and 2^53, not -1.", Agree.Refusal(() => Schedule.MultiStep(1, 0.5, at: [-1])), StringComparison.Ordinal);

    [Fact]
    public void No_list_is_refused() => Assert.Throws<ArgumentNullException>(() => Schedule.MultiStep(1, 0.5, at: null!));
}
