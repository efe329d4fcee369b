using Anneal.Training.RateFinding;

namespace Anneal.Tests.Training.RateFinding;

/// <summary>Curves are smoothed without a lag, and their noise is measured.</summary>
public class RateCurveTests
{
    private static readonly RateSweep _sweep = new();

    [Fact]
    public void Smoothing_is_the_mean_with_weights_that_fall_to_both_sides()
    {
        RateSweep sweep = _sweep with { Steps = 12 };
        double[] losses = [3, 2.5, 3.5, 2, 2.2, 1.9, 1.2, 1.4, 0.9, 1.1, 1.5, 2];
        RateCurve curve = Curves.Of(sweep, [.. Enumerable.Range(0, 12).Select(sweep.RateAt)], losses);
        for (int i = 0; i < losses.Length; i++)
        {
            double[] weights = [.. Enumerable.Range(0, 12).Select(k => Math.Pow(0.8, Math.Abs(i - k)))];
            double expected = losses.Zip(weights, (loss, weight) => loss * weight).Sum() / weights.Sum();
            Assert.Equal(expected, curve.Smoothed[i], 1e-12 * expected);
        }
    }

    [Fact]
    public void A_constant_curve_stays_what_it_is() => Assert.All(Curves.Of(_sweep, _ => 1.5).Smoothed, loss => Assert.Equal(1.5, loss, 1e-12));

    [Fact]
    public void A_valley_stays_where_it_is_because_smoothing_does_not_lag()
    {
        RateCurve curve = Curves.Of(_sweep, rate => 1 + Math.Abs(Math.Log10(rate) + 3));
        Assert.InRange(curve.Rates[curve.Lowest], 0.8e-3, 1.25e-3);
    }

    [Fact]
    public void A_last_loss_that_has_run_away_does_not_bend_the_others()
    {
        RateSweep sweep = _sweep with { Steps = 20 };
        double[] rates = [.. Enumerable.Range(0, 20).Select(sweep.RateAt)];
        double[] losses = [.. Enumerable.Range(0, 20).Select(i => 2 - (0.05 * i))];
        RateCurve far = Curves.Of(sweep, rates, [.. losses[..19], 1e30], SweepEnd.Diverged), none = Curves.Of(sweep, rates, [.. losses[..19], double.NaN], SweepEnd.NotFinite);
        Assert.Equal(far.Smoothed, none.Smoothed);
        Assert.All(far.Smoothed, loss => Assert.True(loss <= far.Cap));
        Assert.InRange(far.Smoothed[9], 1.5, 1.7);
    }

    [Fact]
    public void Noise_is_measured_beside_a_slope()
    {
        Random random = new(1);
        double[] rates = [.. Enumerable.Range(0, 100).Select(_sweep.RateAt)];
        double[] losses = [.. Enumerable.Range(0, 100).Select(i => 5 - (0.02 * i) + (0.1 * Normal(random)))];
        RateCurve curve = Curves.Of(_sweep, rates, losses);
        Assert.InRange(curve.Noise, 0.08, 0.12);
        double left = Math.Sqrt(Enumerable.Range(-60, 121).Sum(k => Math.Pow(0.64, Math.Abs(k)))) / Enumerable.Range(-60, 121).Sum(k => Math.Pow(0.8, Math.Abs(k)));
        Assert.Equal(left, curve.SmoothedNoise / curve.Noise, 1e-4);
    }

    [Fact]
    public void Noise_alone_is_no_fall()
    {
        double[] rates = [.. Enumerable.Range(0, 100).Select(_sweep.RateAt)];
        int usable = 0;
        for (int seed = 0; seed < 200; seed++)
        {
            Random random = new(seed);
            usable += Curves.Of(_sweep, rates, [.. rates.Select(_ => 2.3 + (0.05 * Normal(random)))]).Verdict is RateVerdict.Usable ? 1 : 0;
        }

        Assert.InRange(usable, 0, 6);
    }

    [Fact]
    public void Between_rates_the_loss_is_on_the_line()
    {
        RateCurve curve = Curves.Of(_sweep, Curves.Usual);
        double between = Math.Sqrt(curve.Rates[60] * curve.Rates[61]);
        Assert.Equal((curve.Smoothed[60] + curve.Smoothed[61]) / 2, curve.At(between), 1e-12);
        Assert.Equal((curve.Smoothed[0], curve.Smoothed[^1]), (curve.At(1e-20), curve.At(1e20)));
    }

    [Fact]
    public void It_departs_from_where_it_began_when_it_has_left_its_noise()
    {
        RateCurve curve = Curves.Of(_sweep, Curves.Usual);
        double level = curve.Smoothed[0] - (0.05 * (curve.Smoothed[0] - curve.Smoothed[curve.Lowest]));
        Assert.True(curve.Smoothed[curve.Departure] < level && curve.Smoothed[curve.Departure - 1] >= level);
        Assert.InRange(curve.Rates[curve.Departure], 5e-4, 5e-3);
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
