using Anneal.Schedules;

namespace Anneal.Tests.Schedules;

public class WarmedUpTests
{
    [Fact]
    public void The_first_value_is_the_peak_over_one_more_than_the_steps()
    {
        Schedule warmed = Schedule.Constant(0.6).WarmedUp(5);
        Agree.Within(1e-15, 0.1, warmed.At(0));
        for (long step = 0; step <= 5; step++)
            Agree.Within(1e-15, 0.6 * (step + 1) / 6, warmed.At(step));
    }

    [Fact]
    public void The_peak_is_used_once_and_no_step_is_wasted_at_zero()
    {
        double[] values = Schedule.Linear(1, 0, over: 10).WarmedUp(4).Sample(15);
        Assert.Single(values, value => value == 1);
        Assert.Equal(4, Array.IndexOf(values, 1.0));
        Assert.DoesNotContain(0, values[..14]);
    }

    [Fact]
    public void The_schedule_is_shifted_and_not_shortened()
    {
        Schedule cosine = Schedule.Cosine(0.3, 0.01, over: 15);
        Schedule warmed = cosine.WarmedUp(5);
        Assert.Equal(20, warmed.Length);
        for (long step = 0; step < 20; step++)
            Assert.Equal(cosine.At(step), warmed.At(step + 5));
    }

    [Fact]
    public void A_start_can_be_chosen() => Assert.Equal([0, 0.1, 0.2, 0.3, 0.4], Schedule.Constant(0.4).WarmedUp(4, from: 0).Sample(5), Relative);

    [Fact]
    public void No_warm_up_changes_no_value()
        => Assert.Equal(Schedule.Cosine(0.3, 0.01, 15).Sample(20), Schedule.Cosine(0.3, 0.01, 15).WarmedUp(0).Sample(20));

    [Fact]
    public void A_negative_length_is_refused()
        => Assert.StartsWith("over is a number of steps between 0 and 2^53, not -1.", Agree.Refusal(() => Schedule.Constant(1).WarmedUp(-1)), StringComparison.Ordinal);

    [Fact]
    public void A_negative_start_is_refused()
        => Assert.StartsWith("from must be a finite number of at least 0, not -1.", Agree.Refusal(() => Schedule.Constant(1).WarmedUp(3, from: -1)), StringComparison.Ordinal);

    private static bool Relative(double expected, double actual) => Math.Abs(expected - actual) <= 1e-15 * expected;
}
