using Anneal.Schedules;

namespace Anneal.Tests.Schedules;

public class GeometricTests
{
    [Fact]
    public void Geometric_is_straight_on_a_logarithmic_axis()
    {
        foreach ((double from, double to) in ((double, double)[])[(0.3, 0.003), (1e-7, 10), (2, 2)])
        {
            Schedule schedule = Schedule.Geometric(from, to, over: 20);
            for (double position = 0; position < 20; position += 0.5)
                Agree.Within(1e-13, Math.Exp(Math.Log(from) + ((Math.Log(to) - Math.Log(from)) * position / 20)), schedule.At(position));
            Assert.Equal(from, schedule.At(0));
            Assert.Equal(to, schedule.At(20));
            Assert.Equal(to, schedule.At(20.5));
        }
    }

    [Fact]
    public void No_length_counts_as_finished() => Assert.Equal(0.003, Schedule.Geometric(0.3, 0.003, over: 0).At(0));

    [Fact]
    public void Ends_so_far_apart_that_their_ratio_overflows_still_meet_in_the_middle()
    {
        Agree.Within(1e-12, 1, Schedule.Geometric(1e-200, 1e200, over: 2).At(1));
        Agree.Within(1e-12, 1, Schedule.Geometric(1e200, 1e-200, over: 2).At(1));
    }

    [Fact]
    public void Zero_is_refused_because_a_logarithmic_axis_has_none()
    {
        Assert.StartsWith("to must be a finite number above 0, not 0.", Agree.Refusal(() => Schedule.Geometric(1, 0, 5)), StringComparison.Ordinal);
        Assert.StartsWith("from must be a finite number above 0, not 0.", Agree.Refusal(() => Schedule.Geometric(0, 1, 5)), StringComparison.Ordinal);
    }
}
