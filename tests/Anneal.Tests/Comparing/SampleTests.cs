using Anneal.Comparing;

namespace Anneal.Tests.Comparing;

public class SampleTests
{
    [Fact]
    public void A_sample_has_mean_spread_ends_and_middle()
    {
        Sample sample = Sample.Of(4, 1, 3, 2, 10);
        Assert.Equal((5, 5, 0, 4.0, 1.0, 10.0, 3.0), (sample.Runs, sample.Count, sample.Failed, sample.Mean, sample.Minimum, sample.Maximum, sample.Median));
        Agree.Within(1e-15, Math.Sqrt(12.5), sample.StandardDeviation!.Value);
        // t₀.₉₇₅(4) = 2.776445105198
        Agree.Within(1e-12, 2.7764451051977987 * Math.Sqrt(12.5 / 5), sample.HalfWidth!.Value);
        Assert.Equal(2.5, Sample.Of(1, 2, 3, 4).Median);
    }

    [Fact]
    public void The_text_shows_the_digits_that_the_spread_leaves()
    {
        Assert.Equal("0.8853 ± 0.0021", Sample.Of(0.8853 - 0.000845, 0.8853, 0.8853 + 0.000845).ToString());
        Assert.Equal("0.88 (one run, no spread)", Sample.Of(0.88).ToString());
        Assert.Equal("0.5 ± 0", Sample.Of(0.5, 0.5).ToString());
    }

    [Theory]
    [InlineData(0.0123, 0.004, "0.012 ± 0.004"), InlineData(1, 0.0354, "1.000 ± 0.035"), InlineData(1, 0.0356, "1.00 ± 0.04"), InlineData(1, 0.096, "1.00 ± 0.10")]
    [InlineData(12345, 123, "12350 ± 120"), InlineData(12345, 678, "12300 ± 700"), InlineData(3, 1e-12, "3 ± 1E-12"), InlineData(-0.5, 2.2, "-0.5 ± 2.2")]
    public void An_error_is_written_with_one_digit_or_two(double value, double error, string expected)
        => Assert.Equal(expected, Written.WithError(value, error));

    [Fact]
    public void A_run_that_failed_is_counted_and_not_averaged()
    {
        Sample sample = Sample.Of(1, double.NaN, 3, double.PositiveInfinity, 2);
        Assert.Equal((5, 3, 2, 2.0), (sample.Runs, sample.Count, sample.Failed, sample.Mean));
        Assert.Equal("2.0 ± 2.5 (2 of 5 failed)", sample.ToString());
        Sample none = Sample.Of(double.NaN, double.NaN);
        Assert.Equal((null, null, null, 2, "2 of 2 failed"), (none.Mean, none.HalfWidth, none.Median, none.Failed, none.ToString()));
        Assert.Equal("7 (one run, no spread; 1 of 2 failed)", Sample.Of(7, double.NaN).ToString());
    }

    [Fact]
    public void The_order_of_the_runs_changes_no_digit()
    {
        Random random = new(5);
        double[] values = [.. Enumerable.Range(0, 31).Select(_ => random.NextDouble() * 1e5)];
        Sample before = Sample.Of(values);
        random.Shuffle(values);
        Assert.Equal(before, Sample.Of(values));
    }

    [Fact]
    public void A_large_common_part_costs_no_digits_of_the_spread()
        => Agree.Within(1e-12, Sample.Of(1, 2, 4).StandardDeviation!.Value, Sample.Of(1e12 + 1, 1e12 + 2, 1e12 + 4).StandardDeviation!.Value);

    [Fact]
    public void Nothing_has_no_summary() => Assert.Contains("no result", Agree.Refused(() => Sample.Of()));
}
