using Anneal.Schedules;

namespace Anneal.Tests.Schedules;

public class NoamTests
{
    [Fact]
    public void It_is_the_formula_of_the_Transformer_counted_from_one()
        => Agree.WithFormula(1e-14, Schedule.Noam(512, warmup: 20, scale: 2), t => 2 * Math.Pow(512, -0.5) * Math.Min(Math.Pow(t + 1, -0.5), (t + 1) * Math.Pow(20, -1.5)), 100);

    [Fact]
    public void The_peak_is_the_update_whose_number_is_the_warm_up()
    {
        double[] values = Schedule.Noam(512, warmup: 20).Sample(100);
        Assert.Equal(19, Array.IndexOf(values, values.Max()));
    }

    [Fact]
    public void The_first_rate_is_not_zero_where_Paddle_counts_from_zero() => Assert.True(Schedule.Noam(512, warmup: 20).At(0) > 0);

    [Fact]
    public void No_warm_up_is_refused()
        => Assert.StartsWith("warmup is a number of steps between 1 and 2^53, not 0.", Agree.Refusal(() => Schedule.Noam(512, warmup: 0)), StringComparison.Ordinal);

    [Fact]
    public void No_width_is_refused()
        => Assert.StartsWith("modelSize must be a finite number above 0, not 0.", Agree.Refusal(() => Schedule.Noam(0, warmup: 5)), StringComparison.Ordinal);
}
