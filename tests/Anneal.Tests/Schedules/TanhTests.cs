using Anneal.Schedules;

namespace Anneal.Tests.Schedules;

public class TanhTests
{
    [Theory, InlineData(-6, 3), InlineData(-1, 1), InlineData(0, 2)]
    public void It_is_a_stretch_of_tanh_between_exact_ends(double lower, double upper)
        => RampContract.Holds(
            (from, to, over) => Schedule.Tanh(from, to, over, lower, upper),
            progress => (Math.Tanh(lower + ((upper - lower) * progress)) - Math.Tanh(lower)) / (Math.Tanh(upper) - Math.Tanh(lower)));

    [Fact]
    public void Bounds_where_tanh_is_flat_hold_the_start_until_the_end()
        => Assert.Equal([0.3, 0.3, 0.3, 0.01], Schedule.Tanh(0.3, 0.01, over: 3, lower: 100, upper: 200).Sample(4));

    [Fact]
    public void Bounds_in_the_wrong_order_are_refused()
        => Assert.StartsWith("lower must be below upper, but 3 is not below -6.", Agree.Refusal(() => Schedule.Tanh(1, 0, 5, lower: 3, upper: -6)), StringComparison.Ordinal);

    [Fact]
    public void Infinite_bounds_are_refused()
        => Assert.StartsWith("upper must be a finite number", Agree.Refusal(() => Schedule.Tanh(1, 0, 5, upper: double.PositiveInfinity)), StringComparison.Ordinal);
}
