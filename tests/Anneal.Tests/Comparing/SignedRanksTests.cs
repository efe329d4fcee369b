using Anneal.Comparing;

namespace Anneal.Tests.Comparing;

public class SignedRanksTests
{
    [Fact]
    public void Who_fails_alone_differs_most_equal_differences_share_ranks_and_nothing_is_left_of_equal_results()
        => Assert.Equal(
            [-5, 1.5, 1.5, 5, -3, 5],
            SignedRanks.Of([double.NaN, 0.75, 0.5, 0.9, 0.25, 0.5, double.NaN, 0.1], [0.5, 0.5, 0.25, double.NaN, 0.75, 0.5, double.NaN, double.PositiveInfinity], Better.Higher));

    [Fact]
    public void Where_lower_is_better_the_signs_turn()
        => Assert.Equal([-1, 2], SignedRanks.Of([0.75, 0.25], [0.5, 0.75], Better.Lower));

    [Fact]
    public void Exact_probabilities_are_those_of_the_published_table()
    {
        // Two-sided, n = 10: a sum of negative ranks of at most 8 has p = 0.048828125, of 5 p = 0.01953125 (Wilcoxon's table).
        Assert.Equal(0.048828125, SignFlips.P([-8, 1, 2, 3, 4, 5, 6, 7, 9, 10]), 1e-12);
        Assert.Equal(0.01953125, SignFlips.P([-5, 1, 2, 3, 4, 6, 7, 8, 9, 10]), 1e-12);
    }

    [Fact]
    public void One_run_of_twelve_that_failed_does_not_hide_a_clear_difference()
    {
        Contender With(string name, Func<int, double> result) => new(name, Enumerable.Range(1, 12).ToDictionary(seed => seed, result));
        Random random = new(4);
        Contender better = With("warm", seed => 0.89 + (0.002 * random.NextDouble()));
        Contender worse = With("flat", seed => seed == 7 ? double.NaN : 0.87 + (0.01 * random.NextDouble()));
        Comparison comparison = Ranking.Of([worse, better], Better.Higher).Comparisons.Single();
        Assert.Equal((TestMethod.SignedRanks, Verdict.BeyondNoise), (comparison.Method, comparison.Verdict));
        Assert.Equal(2 / 4096.0, comparison.P!.Value, 1e-12);
        Assert.StartsWith("warm is better than flat by 12 seeds, never to learn being worst (exact test of signed ranks, p = 0.00049): 1 of 12 seeds of flat never learned, warm learned with all 12; with the 11 seeds with which both learned, warm is better than flat by", comparison.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void False_alarms_stay_below_the_level_where_runs_fail_by_chance()
    {
        Random random = new(11);
        int alarms = 0;
        const int trials = 2000;
        for (int trial = 0; trial < trials; trial++)
        {
            Contender Any(string name) => new(name, Enumerable.Range(1, 12).ToDictionary(seed => seed, seed => random.NextDouble() < 0.15 ? double.NaN : random.NextDouble()));
            alarms += Ranking.Of([Any("a"), Any("b")], Better.Higher).Comparisons.Single().Verdict is Verdict.BeyondNoise ? 1 : 0;
        }

        // Four standard errors above five percent.
        Assert.InRange(alarms / (double)trials, 0.01, 0.05 + (4 * Math.Sqrt(0.05 * 0.95 / trials)));
    }
}
