using Anneal.Training.RateFinding;

namespace Anneal.Tests.Training.RateFinding;

/// <summary>Each rule by its formula, and none where there is nothing to read.</summary>
public class RateRuleTests
{
    private static readonly RateSweep _sweep = new() { Smoothing = 0 };

    public static TheoryData<string> Names => [.. RateRule.All.Select(rule => rule.Name)];

    [Theory, MemberData(nameof(Names))]
    public void A_rule_finds_a_rate_where_the_loss_falls(string name)
    {
        RateCurve curve = Curves.Of(_sweep, Curves.Usual);
        double rate = RateRule.Parse(name).Suggest(curve)!.Value;
        Assert.InRange(rate, curve.Rates[curve.Departure], curve.Rates[curve.Lowest]);
        Assert.True(rate < 0.1, "the loss is lowest at about 0.05");
    }

    [Theory, MemberData(nameof(Names))]
    public void A_rule_finds_nothing_on_a_curve_that_is_not_usable(string name)
        => Assert.Null(RateRule.Parse(name).Suggest(Curves.Of(_sweep, _ => 1)));

    [Theory, MemberData(nameof(Names))]
    public void A_rule_does_not_care_for_the_unit_of_the_loss(string name)
    {
        RateRule rule = RateRule.Parse(name);
        Assert.Equal(rule.Suggest(Curves.Of(_sweep, Curves.Usual)), rule.Suggest(Curves.Of(_sweep, rate => 1024 * Curves.Usual(rate))));
    }

    [Fact]
    public void The_steepest_place_of_a_sigmoid_is_its_middle()
        => Assert.Equal(1e-3, RateRule.Steepest.Suggest(Curves.Of(_sweep, rate => 2 - (1 / (1 + (1e-3 / rate)))))!.Value, 1e-4);

    [Fact]
    public void The_minimum_is_divided_by_ten()
    {
        RateCurve curve = Curves.Of(_sweep, rate => 1 + Math.Abs(Math.Log10(rate) + 2));
        Assert.Equal(curve.Rates[curve.Lowest] / 10, RateRule.Minimum.Suggest(curve));
        Assert.InRange(curve.Rates[curve.Lowest], 0.9e-2, 1.1e-2);
    }

    [Fact]
    public void The_valley_is_the_middle_of_the_longest_descent()
    {
        // Down from the 20th to the 60th, with one rate in between that is out of order.
        double[] rates = [.. Enumerable.Range(0, 100).Select(_sweep.RateAt)];
        double[] losses = [.. Enumerable.Range(0, 100).Select(i => i < 20 ? 2 : i <= 60 ? 2 - ((i - 20) * 0.03) : 3)];
        losses[30] = 2.5;
        RateCurve curve = Curves.Of(_sweep, rates, losses);
        Assert.Equal(rates[(curve.Departure + 60) / 2], RateRule.Valley.Suggest(curve)!.Value, 1e-15);
    }

    [Fact]
    public void The_slide_ends_where_the_slopes_agree()
    {
        // Straight down to the 70th, then ever more steeply up: the interval of 15 stops when both its ends are on the straight part.
        double[] rates = [.. Enumerable.Range(0, 100).Select(_sweep.RateAt)];
        double[] losses = [.. Enumerable.Range(0, 100).Select(i => i <= 70 ? 3 - (0.02 * i) : 1.6 + (0.004 * (i - 70) * (i - 70)))];
        RateCurve curve = Curves.Of(_sweep, rates, losses);
        Assert.Equal(rates[55], RateRule.Slide.Suggest(curve)!.Value, 1e-15);
    }

    [Fact]
    public void A_name_that_is_not_known_has_a_near_one()
        => Assert.Contains("Did you mean 'valley'?", Assert.Throws<FormatException>(() => RateRule.Parse("vally")).Message);

    [Fact]
    public void Every_rule_says_what_it_does_and_whose_it_is()
        => Assert.All(RateRule.All, rule => Assert.True(rule.Formula.Length > 20 && rule.Source.Length > 10 && rule.ToString() == rule.Name));
}
