using Anneal.Schedules;

namespace Anneal.Tests.Schedules;

public class CosineWaveTests
{
    [Fact]
    public void The_wave_is_the_cosine_of_the_step()
        => Agree.WithFormula(1e-13, Schedule.CosineWave(0.3, 0.01, over: 20), t => 0.01 + ((0.3 - 0.01) * (1 + Math.Cos(Math.PI * t / 20)) / 2), 100);

    [Fact]
    public void It_rises_again_after_its_minimum_as_PyTorch_does()
    {
        Schedule wave = Schedule.CosineWave(1, 0, over: 10);
        Agree.Within(1e-13, (1 + Math.Cos(Math.PI * 1.1)) / 2, wave.At(11));
        Assert.Equal(1, wave.At(20));
    }

    [Fact]
    public void Turning_points_are_exact_even_after_a_million_million_steps()
    {
        Schedule wave = Schedule.CosineWave(0.3, 0.01, over: 20);
        Assert.Equal(0.3, wave.At(1_000_000_000_000));
        Assert.Equal(0.01, wave.At(1_000_000_000_020));
    }

    [Fact]
    public void It_never_ends() => Assert.Null(Schedule.CosineWave(0.3, 0.01, over: 20).Length);

    [Fact]
    public void Half_a_period_need_not_be_whole() => Assert.Equal(0.01, Schedule.CosineWave(0.3, 0.01, over: 2.5).At(2.5));

    [Theory, InlineData(0), InlineData(-1), InlineData(double.NaN), InlineData(double.PositiveInfinity)]
    public void A_period_that_is_not_positive_is_refused(double over)
        => Assert.StartsWith("over must be a finite number above 0", Agree.Refusal(() => Schedule.CosineWave(1, 0, over)), StringComparison.Ordinal);
}
