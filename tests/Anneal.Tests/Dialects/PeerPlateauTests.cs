using System.Text.Json;
using Anneal.Dialects;

namespace Anneal.Tests.Dialects;

/// <summary>The peers' plateau as they count it, defects included.</summary>
public class PeerPlateauTests
{
    private static readonly PeerPlateau.Rules _rules = new(Maximize: false, Factor: 0.5, Patience: 2, Threshold: 1e-4, Relative: true, Cooldown: 2, Minimum: 0, Epsilon: 1e-8);

    [Fact]
    public void A_constant_metric_drops_at_calls_4_9_and_14_as_measured_on_PyTorch()
    {
        PeerPlateau plateau = new(0.1, _rules);
        Assert.Equal([4, 9, 14], Enumerable.Range(1, 16).Where(_ => plateau.Observe(1)));
        Agree.Within(1e-15, 0.0125, plateau.Rate);
    }

    [Fact]
    public void Blind_cooldown_counts_the_same_but_misses_a_best_that_comes_during_it()
    {
        PeerPlateau seeing = new(0.1, _rules);
        PeerPlateau blind = new(0.1, _rules with { BlindWhileCooling = true });
        foreach (double metric in (double[])[1, 1, 1, 1, 0.5])
        {
            seeing.Observe(metric);
            blind.Observe(metric);
        }

        Assert.Equal((0.5, 1), (seeing.Memory.Best, blind.Memory.Best));
    }

    [Fact]
    public void Their_relative_threshold_takes_a_slightly_worse_negative_metric_for_better()
    {
        PeerPlateau plateau = new(0.1, _rules);
        plateau.Observe(-1);
        plateau.Observe(-0.99995);
        Assert.Equal(-0.99995, plateau.Memory.Best);
    }

    [Theory]
    [InlineData(false, true, 10, 8.9, true), InlineData(false, true, 10, 9.1, false)]
    [InlineData(false, false, 10, 9.8, true), InlineData(false, false, 10, 9.95, false)]
    [InlineData(true, true, 10, 11.1, true), InlineData(true, true, 10, 10.9, false)]
    [InlineData(true, false, 10, 10.2, true), InlineData(true, false, 10, 10.05, false)]
    public void Better_is_beyond_the_threshold(bool maximize, bool relative, double best, double metric, bool better)
    {
        PeerPlateau plateau = new(0.1, _rules with { Maximize = maximize, Relative = relative, Threshold = 0.1 });
        plateau.Observe(best);
        plateau.Observe(metric);
        Assert.Equal(better ? (metric, 0L) : (best, 1L), (plateau.Memory.Best, plateau.Memory.Bad));
    }

    [Fact]
    public void A_reduction_smaller_than_epsilon_is_left_out()
    {
        PeerPlateau plateau = new(1e-8, _rules with { Patience = 0 });
        Assert.False(plateau.Observe(1));
        Assert.False(plateau.Observe(1));
        Assert.Equal(1e-8, plateau.Rate);
    }

    [Fact]
    public void The_rate_never_falls_below_the_minimum()
    {
        PeerPlateau plateau = new(0.1, _rules with { Patience = 0, Cooldown = 0, Minimum = 0.03 });
        Assert.Equal([0.1, 0.05, 0.03, 0.03], Enumerable.Range(0, 4).Select(_ => RateAfter(plateau, 1)));
    }

    [Fact]
    public void Not_a_number_is_no_improvement()
    {
        PeerPlateau plateau = new(0.1, _rules);
        plateau.Observe(double.NaN);
        Assert.Equal((double.PositiveInfinity, 1L), (plateau.Memory.Best, plateau.Memory.Bad));
    }

    [Fact]
    public void Stopping_after_any_metric_and_going_on_from_the_saved_memory_changes_nothing()
    {
        double[] metrics = [1, 0.9, 0.95, double.NaN, 0.92, 0.91, 0.5, 0.6, 0.6, 0.6, 0.6, 0.55, 0.4, 0.6, 0.6, 0.6, 0.6];
        foreach (PeerPlateau.Rules rules in (PeerPlateau.Rules[])[_rules, _rules with { BlindWhileCooling = true }, _rules with { Warmup = 3, WarmupStart = 0.01, WarmupEnd = 0.1 }])
        {
            PeerPlateau whole = new(0.1, rules);
            PeerPlateau.State[] expected = [.. metrics.Select(metric => Watch(whole, metric))];
            for (int stop = 0; stop <= metrics.Length; stop++)
            {
                PeerPlateau before = new(0.1, rules);
                foreach (double metric in metrics[..stop])
                    before.Observe(metric);
                string saved = JsonSerializer.Serialize(before.Memory);
                PeerPlateau after = new(0.1, rules) { Memory = JsonSerializer.Deserialize<PeerPlateau.State>(saved) };
                Assert.Equal(before.Rate, after.Rate);
                Assert.Equal(expected[stop..], metrics[stop..].Select(metric => Watch(after, metric)));
            }
        }
    }

    [Fact]
    public void Warm_up_climbs_without_looking_at_the_metric()
    {
        PeerPlateau plateau = new(0.4, _rules with { Patience = 0, Warmup = 4, WarmupStart = 0, WarmupEnd = 0.4 });
        Assert.Equal([0, 0.1, 0.2, 0.30000000000000004, 0.4], Enumerable.Range(0, 5).Select(epoch => epoch == 0 ? plateau.Rate : RateAfter(plateau, double.NaN)));
        Assert.Equal(0, plateau.Memory.Bad);
    }

    [Fact]
    public void A_factor_that_reduces_nothing_is_refused()
        => Assert.Contains("The factor must be below 1", Assert.Throws<ArgumentOutOfRangeException>(() => new PeerPlateau(0.1, _rules with { Factor = 1 })).Message, StringComparison.Ordinal);

    [Fact]
    public void The_peers_words_are_read_and_others_refused()
    {
        Assert.Equal((false, true), PeerPlateau.Rules.Words("min", "rel"));
        Assert.Equal((true, false), PeerPlateau.Rules.Words("max", "abs"));
        Assert.Contains("mode is 'min' or 'max', not 'low'", Assert.Throws<ArgumentException>(() => PeerPlateau.Rules.Words("low", "rel")).Message, StringComparison.Ordinal);
        Assert.Contains("threshold_mode is 'rel' or 'abs', not 'x'", Assert.Throws<ArgumentException>(() => PeerPlateau.Rules.Words("min", "x")).Message, StringComparison.Ordinal);
    }

    private static PeerPlateau.State Watch(PeerPlateau plateau, double metric)
    {
        plateau.Observe(metric);
        return plateau.Memory;
    }

    private static double RateAfter(PeerPlateau plateau, double metric)
    {
        plateau.Observe(metric);
        return plateau.Rate;
    }
}
