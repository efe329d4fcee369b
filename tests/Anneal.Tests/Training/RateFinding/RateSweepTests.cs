using Anneal.Training.RateFinding;

namespace Anneal.Tests.Training.RateFinding;

/// <summary>The rates of a sweep, and what it refuses.</summary>
public class RateSweepTests
{
    [Fact]
    public void Rates_lie_at_equal_ratios_from_the_first_to_the_last()
    {
        RateSweep sweep = new() { From = 1e-4, To = 1, Steps = 41 };
        Assert.Equal((1e-4, 1.0), (sweep.RateAt(0), sweep.RateAt(40)));
        Assert.All(Enumerable.Range(1, 40), i => Assert.Equal(Math.Pow(10, 0.1), sweep.RateAt(i) / sweep.RateAt(i - 1), 1e-12));
    }

    [Fact]
    public void Linear_rates_lie_at_equal_distances()
    {
        RateSweep sweep = new() { From = 1, To = 3, Steps = 21, Linear = true };
        Assert.All(Enumerable.Range(0, 21), i => Assert.Equal(1 + (0.1 * i), sweep.RateAt(i), 1e-12));
    }

    [Fact]
    public void A_small_epoch_is_tried_as_a_whole()
    {
        RateSweep sweep = new();
        Assert.Equal((10, 20, 3, 3), (sweep.UpdatesOf(10), sweep.UpdatesOf(20), sweep.UpdatesOf(21), sweep.UpdatesOf(235)));
        Assert.Equal(4, (sweep with { UpdatesPerRate = 4 }).UpdatesOf(10));
    }

    [Fact]
    public void Settings_without_a_meaning_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RateSweep { From = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RateSweep { To = double.PositiveInfinity });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RateSweep { Steps = 9 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RateSweep { StopFactor = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RateSweep { Smoothing = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RateSweep { Seeds = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RateSweep { UpdatesPerRate = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RateSweep().RateAt(100));
    }

    [Fact]
    public void A_loss_has_run_away_above_a_multiple_of_the_lowest_also_below_zero()
    {
        SweepStop stop = new(new RateSweep { Smoothing = 0 });
        Assert.All((double[])[1, 0.98, 1.01, 0.99, 1, 0.5, 0.51, 0.49, 0.5, 0.52, 1.9], loss => Assert.False(stop.IsOver(loss)));
        Assert.True(stop.IsOver(2.1));
        Assert.Equal((2.0, 2.0), (SweepStop.Limit(0.5, 4), SweepStop.Limit(-1, 4)));
    }

    [Fact]
    public void Noise_that_is_large_beside_the_loss_is_not_taken_for_running_away()
    {
        SweepStop stop = new(new RateSweep { Smoothing = 0.8 });
        Random random = new(1);
        // One example at a time: losses of very different sizes.
        Assert.All(Enumerable.Range(0, 300).Select(_ => Math.Pow(random.NextDouble(), 6)), loss => Assert.False(stop.IsOver(loss)));
    }
}
