using Anneal.Schedules;

namespace Anneal.Tests.Schedules.Recipes;

public class WarmRestartsTests
{
    [Fact]
    public void Each_cycle_is_a_cosine_twice_as_long()
    {
        Schedule schedule = Schedule.WarmRestarts(0.3, 0.01, over: 4, lengthen: 2);
        foreach ((long start, long length) in ((long, long)[])[(0, 4), (4, 8), (12, 16), (28, 32)])
        {
            for (long inside = 0; inside < length; inside++)
                Agree.Within(1e-14, 0.01 + (0.29 * (1 + Math.Cos(Math.PI * inside / length)) / 2), schedule.At(start + inside));
        }
    }

    [Theory, InlineData(3, 1, 121), InlineData(3, 10, 1210), InlineData(10, 1, 111), InlineData(9, 1, 7381)]
    public void The_restarts_that_a_floating_logarithm_misses_are_exact(double lengthen, long over, long restart)
        => Assert.Equal(0.3, Schedule.WarmRestarts(0.3, 0.01, over, lengthen: lengthen).At(restart));

    [Fact]
    public void Scale_lowers_each_restart_above_the_end_value()
    {
        Schedule schedule = Schedule.WarmRestarts(0.3, 0.1, over: 4, scale: 0.5);
        Agree.Within(1e-15, 0.3, schedule.At(0));
        Agree.Within(1e-15, 0.2, schedule.At(4));
        Agree.Within(1e-15, 0.15, schedule.At(8));
    }

    [Fact]
    public void After_its_cycles_it_stays_at_the_end_value()
    {
        Schedule schedule = Schedule.WarmRestarts(0.3, 0.01, over: 4, times: 2);
        Assert.Equal(8, schedule.Length);
        Assert.Equal(0.01, schedule.At(8));
    }

    [Fact]
    public void A_cycle_of_no_steps_is_refused()
        => Assert.StartsWith("over is a number of steps between 1 and 2^53, not 0.", Agree.Refusal(() => Schedule.WarmRestarts(0.3, 0.01, over: 0)), StringComparison.Ordinal);

    [Fact]
    public void Scaled_cycles_that_climb_are_refused()
        => Assert.Contains("Exchange them.", Agree.Refusal(() => Schedule.WarmRestarts(0.01, 0.3, over: 4, scale: 0.5)), StringComparison.Ordinal);
}
