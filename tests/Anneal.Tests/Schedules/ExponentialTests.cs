using Anneal.Schedules;

namespace Anneal.Tests.Schedules;

public class ExponentialTests
{
    [Fact]
    public void Exponential_multiplies_by_the_factor_once_per_step()
        => Agree.WithFormula(1e-14, Schedule.Exponential(2, factor: 0.9), t => 2 * Math.Pow(0.9, t), 60);

    [Fact]
    public void Every_spreads_the_factor_smoothly()
        => Agree.WithFormula(1e-14, Schedule.Exponential(2, factor: 0.5, every: 10), t => 2 * Math.Pow(0.5, t / 10), 60);

    [Fact]
    public void A_factor_above_one_grows() => Assert.Equal(8, Schedule.Exponential(1, factor: 2).At(3));

    [Fact]
    public void A_factor_of_zero_is_zero_after_the_first_step() => Assert.Equal([2, 0, 0], Schedule.Exponential(2, factor: 0).Sample(3));

    [Fact]
    public void Nothing_grows_out_of_zero() => Assert.Equal(0, Schedule.Exponential(0, factor: 2).At(5000));

    [Fact]
    public void It_never_ends() => Assert.Null(Schedule.Exponential(2, factor: 0.9).Length);

    [Fact]
    public void A_negative_factor_is_refused()
        => Assert.StartsWith("factor must be a finite number of at least 0, not -0.5.", Agree.Refusal(() => Schedule.Exponential(1, -0.5)), StringComparison.Ordinal);

    [Fact]
    public void Zero_steps_per_factor_are_refused()
        => Assert.StartsWith("every is a number of steps between 1 and 2^53, not 0.", Agree.Refusal(() => Schedule.Exponential(1, 0.5, every: 0)), StringComparison.Ordinal);
}
