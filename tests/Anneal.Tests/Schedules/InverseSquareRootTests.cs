using Anneal.Schedules;

namespace Anneal.Tests.Schedules;

public class InverseSquareRootTests
{
    [Fact]
    public void It_falls_with_the_root_of_time()
        => Agree.WithFormula(1e-15, Schedule.InverseSquareRoot(0.3, timescale: 4), t => 0.3 / Math.Sqrt(1 + (t / 4)), 50);

    [Fact]
    public void The_default_timescale_is_ten_thousand() => Agree.Within(1e-15, 0.3 / Math.Sqrt(2), Schedule.InverseSquareRoot(0.3).At(10_000));

    [Fact]
    public void Square_root_is_the_schedule_of_the_book()
        => Agree.WithFormula(1e-15, Schedule.SquareRoot(0.1), t => 0.1 * Math.Pow(t + 1, -0.5), 50);

    [Fact]
    public void A_timescale_of_zero_is_refused()
        => Assert.StartsWith("timescale must be a finite number above 0, not 0.", Agree.Refusal(() => Schedule.InverseSquareRoot(1, 0)), StringComparison.Ordinal);
}
