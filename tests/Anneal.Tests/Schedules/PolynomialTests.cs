using Anneal.Schedules;

namespace Anneal.Tests.Schedules;

public class PolynomialTests
{
    [Theory, InlineData(1, 1), InlineData(2, 1), InlineData(0.5, 1), InlineData(2, 3)]
    public void It_is_a_power_of_what_is_left(double power, double k)
        => RampContract.Holds((from, to, over) => Schedule.Polynomial(from, to, over, power, k), progress => 1 - Math.Pow(1 - Math.Pow(progress, k), power));

    [Fact]
    public void With_power_one_it_is_the_line()
        => Agree.WithFormula(1e-14, Schedule.Polynomial(0.3, 0.01, 20), Schedule.Linear(0.3, 0.01, 20).At, 25);

    [Fact]
    public void A_power_of_zero_is_refused()
        => Assert.StartsWith("power must be a finite number above 0, not 0.", Agree.Refusal(() => Schedule.Polynomial(1, 0, 20, power: 0)), StringComparison.Ordinal);
}
