using Anneal.Schedules;

namespace Anneal.Tests.Schedules;

public class NaturalExponentialTests
{
    [Fact]
    public void It_falls_by_e_to_the_rate() => Agree.WithFormula(1e-15, Schedule.NaturalExponential(0.3, rate: 0.15), t => 0.3 * Math.Exp(-0.15 * t), 50);

    [Fact]
    public void A_negative_rate_is_refused()
        => Assert.StartsWith("rate must be a finite number of at least 0, not -1.", Agree.Refusal(() => Schedule.NaturalExponential(1, -1)), StringComparison.Ordinal);
}
