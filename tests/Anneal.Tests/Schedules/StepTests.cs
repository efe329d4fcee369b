using Anneal.Schedules;

namespace Anneal.Tests.Schedules;

public class StepTests
{
    [Fact]
    public void Every_stair_is_as_wide_as_said()
    {
        Schedule step = Schedule.Step(0.3, factor: 0.5, every: 5);
        for (long t = 0; t < 60; t++)
            Assert.Equal(0.3 * Math.Pow(0.5, t / 5), step.At(t));
    }

    [Fact]
    public void The_new_value_is_in_force_at_the_multiple_itself()
    {
        Schedule step = Schedule.Step(1, factor: 0.5, every: 5);
        Assert.Equal([1, 0.5], [step.At(4), step.At(5)]);
        Assert.Equal([1, 0.5], [step.At(4.999), step.At(5.0)]);
    }

    [Fact]
    public void Nothing_grows_out_of_zero() => Assert.Equal(0, Schedule.Step(0, factor: 2, every: 1).At(5000));

    [Fact]
    public void It_never_ends() => Assert.Null(Schedule.Step(0.3, factor: 0.5, every: 5).Length);

    [Fact]
    public void A_stair_of_no_width_is_refused()
        => Assert.StartsWith("every is a number of steps between 1 and 2^53, not 0.", Agree.Refusal(() => Schedule.Step(1, 0.5, every: 0)), StringComparison.Ordinal);
}
