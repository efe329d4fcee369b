using Anneal.Comparing;

namespace Anneal.Tests.Comparing;

public class PowerTests
{
    // mpmath 1.3.0 with 30 digits: the sum over 400 Poisson weights; 34, 15 and 10 pairs are also R's power.t.test(type = "one.sample", strict = TRUE).
    [Theory]
    [InlineData(0.5, 34, 0.80777750127927), InlineData(0.5, 33, 0.7953658414875), InlineData(0.8, 15, 0.82131053872411), InlineData(1, 10, 0.80309685663272)]
    [InlineData(2, 3, 0.47074943127843), InlineData(3, 4, 0.9670006399115)]
    public void The_power_is_the_exact_one(double effect, int pairs, double expected) => Agree.Within(1e-11, expected, Power.Of(effect, pairs));

    [Fact]
    public void The_power_is_what_a_simulation_sees()
    {
        Random random = new(8);
        foreach ((double effect, int pairs) in new[] { (2.0, 3), (1.0, 5), (0.4, 8), (-1.5, 4) })
        {
            const int trials = 10_000;
            int seen = Enumerable.Range(0, trials).Count(_ => PairedTest.Of([.. Normal.Many(random, pairs).Select(value => value + effect)], new double[pairs]).Verdict is Verdict.BeyondNoise);
            double power = Power.Of(effect, pairs);
            Assert.True(Math.Abs(power - ((double)seen / trials)) < 3.5 * Math.Sqrt(power * (1 - power) / trials), $"{effect}, {pairs}: {power} and {seen}");
        }
    }

    [Fact]
    public void Without_a_difference_the_power_is_the_level()
    {
        foreach (int pairs in new[] { 2, 3, 10, 500 })
            Agree.Within(1e-10, 0.01, Power.Of(0, pairs, 0.01));
    }

    [Fact]
    public void A_very_large_effect_is_seen_unless_the_level_is_smaller_still()
    {
        Assert.Equal(1, Power.Of(1e5, 3), 1e-6);
        // With one degree of freedom the critical value at 1e-6 is 636,620, far above √2·200.
        Assert.InRange(Power.Of(200, 2, 1e-6), 1e-6, 0.01);
        // Both sides of where the middle count begins to speak for all.
        Agree.Within(1e-3, Power.Of(99.99, 2, 1e-4), Power.Of(100.01, 2, 1e-4));
    }

    [Fact]
    public void The_fewest_pairs_are_enough_and_one_less_is_not()
    {
        foreach (double effect in new[] { 0.2, 0.5, 0.83, 1, 2, 5, 30 })
        {
            int pairs = Power.PairsFor(effect, 0.01)!.Value;
            Assert.True(Power.Of(effect, pairs, 0.01) >= 0.8 && (pairs == 2 || Power.Of(effect, pairs - 1, 0.01) < 0.8), $"{effect}: {pairs}");
        }

        Assert.Equal(34, Power.PairsFor(0.5));
        Assert.Null(Power.PairsFor(0.01));
        Assert.Null(Power.PairsFor(0));
    }

    [Fact]
    public void What_is_no_effect_is_refused() => Assert.Contains("spread above 0", Agree.Refused(() => Power.Of(double.PositiveInfinity, 3)));
}
