using Anneal.Schedules;

namespace Anneal.Tests.Schedules;

public class InverseTimeTests
{
    [Fact]
    public void It_falls_hyperbolically() => Agree.WithFormula(1e-15, Schedule.InverseTime(0.3, rate: 0.2), t => 0.3 / (1 + (0.2 * t)), 50);

    [Fact]
    public void A_rate_of_zero_is_constant() => Assert.Equal(0.3, Schedule.InverseTime(0.3, rate: 0).At(1L << 53));

    [Fact]
    public void A_negative_rate_is_refused()
        => Assert.StartsWith("rate must be a finite number of at least 0, not -1.", Agree.Refusal(() => Schedule.InverseTime(1, -1)), StringComparison.Ordinal);
}
