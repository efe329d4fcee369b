using Anneal.Comparing;

namespace Anneal.Tests.Comparing;

public class RankingTests
{
    [Fact]
    public void What_is_better_with_every_seed_is_said_to_be_better()
    {
        Ranking ranking = Ranking.Of([Of("constant", 0.850, 0.861, 0.842, 0.855, 0.848), Of("cosine", 0.862, 0.874, 0.851, 0.869, 0.860)], Better.Higher);
        Comparison comparison = Assert.Single(ranking.Comparisons);
        Assert.Equal("cosine is better than constant by 0.0120 ± 0.0023 (paired by 5 seeds, t-test, p = 0.00014)", comparison.Sentence);
        Assert.Equal(("cosine", "constant", Verdict.BeyondNoise, TestMethod.StudentT, null), (comparison.First, comparison.Second, comparison.Verdict, comparison.Method, comparison.SeedsNeeded));
        Standing first = ranking.Standings[0];
        Assert.Equal((1, "cosine", true, false), (first.Place, first.Name, first.MayBeBest, ranking.Standings[1].MayBeBest));
        Assert.Equal(["1. cosine 0.863 ± 0.011", "2. constant 0.851 ± 0.009"], ranking.Standings.Select(standing => standing.ToString()));
        Assert.Equal("cosine is first with 0.863 ± 0.011, and the difference to every other one is beyond the noise", ranking.Summary);
    }

    [Fact]
    public void What_is_lost_in_noise_is_not_told_apart_and_it_is_said_how_many_seeds_would_tell()
    {
        Ranking ranking = Ranking.Of([Of("step", 0.30, 0.34, 0.29), Of("linear", 0.29, 0.31, 0.30)], Better.Lower);
        Comparison comparison = ranking.Comparisons[0];
        Assert.Equal(("linear", Verdict.WithinNoise), (comparison.First, comparison.Verdict));
        Assert.Equal(Power.PairsFor(comparison.Paired.Difference!.Value / comparison.Paired.StandardDeviation!.Value), comparison.SeedsNeeded);
        Assert.Equal("linear is not told apart from step by 3 seeds: 0.01 ± 0.05 (t-test, p = 0.48); about 34 seeds would tell", comparison.Sentence);
        Assert.Equal("linear is first with 0.300 ± 0.025; not told apart from it: step", ranking.Summary);
    }

    [Fact]
    public void All_pairs_count_for_the_correction_because_the_best_was_picked_by_the_same_numbers()
    {
        Contender[] contenders = [Of("a", 3.0, 3.2, 3.4, 3.1), Of("b", 2.0, 2.1, 2.5, 2.2), Of("c", 2.6, 2.4, 3.2, 2.7), Of("d", 1.0, 1.1, 1.2, 0.7)];
        Ranking open = Ranking.Of(contenders, Better.Higher), named = Ranking.Of(contenders, Better.Higher, against: "c");
        Assert.Equal((6, 3, 3), (open.AllComparisons.Count, open.Comparisons.Count, named.AllComparisons.Count));
        Assert.Equal(["a b", "a c", "a d"], open.Comparisons.Select(one => $"{one.First} {one.Second}").Order());
        Assert.Equal(["a c", "c b", "c d"], named.Comparisons.Select(one => $"{one.First} {one.Second}"));
        Assert.Equal(Holm.Correct([.. open.AllComparisons.Select(one => one.P!.Value)]), open.AllComparisons.Select(one => one.CorrectedP!.Value));
        Assert.Contains("after Holm", open.Comparisons[0].Sentence);
    }

    [Fact]
    public void A_difference_that_the_correction_takes_back_shows_both_values()
    {
        Ranking ranking = Ranking.Of([Of("a", 1.0, 1.1, 1.3), Of("b", 0.9, 0.93, 1.2), Of("c", 0.8, 1.2, 1.2)], Better.Higher);
        Assert.Contains(ranking.AllComparisons, one => one.Sentence.Contains(" alone, p = 0.", StringComparison.Ordinal) && one.Sentence.Contains("after Holm for 3 comparisons", StringComparison.Ordinal));
    }

    [Fact]
    public void Runs_that_failed_put_their_contender_behind_whatever_the_others_gave()
    {
        Ranking ranking = Ranking.Of([Of("constant", 0.95, double.NaN, 0.96, double.NaN, 0.97), Of("cosine", 0.8, 0.81, 0.82, 0.83, 0.84)], Better.Higher);
        Assert.Equal(["cosine", "constant"], ranking.Standings.Select(standing => standing.Name));
        Comparison comparison = ranking.Comparisons[0];
        Assert.Equal((TestMethod.Fisher, Verdict.WithinNoise, 3), (comparison.Method, comparison.Verdict, comparison.Paired.Pairs));
        // C(5, 2)·C(5, 0)/C(10, 2), twice.
        Agree.Within(1e-12, 20.0 / 45, comparison.P!.Value);
        Assert.Equal(
            "2 of 5 seeds of constant never learned, cosine learned with all 5 (Fisher's exact test, p = 0.44); that may be chance; with the 3 seeds with which both learned, constant is better than cosine by 0.140 ± 0.025",
            comparison.Sentence);
    }

    [Fact]
    public void Failing_with_every_seed_is_beyond_chance_from_four_seeds_on()
    {
        double[] dead = [double.NaN, double.NaN, double.NaN, double.NaN, double.NaN];
        Comparison five = Ranking.Of([Of("constant", dead), Of("warm", 0.8, 0.81, 0.8, 0.79, 0.8)], Better.Higher).Comparisons[0];
        Assert.Equal("5 of 5 seeds of constant never learned, warm learned with all 5 (Fisher's exact test, p = 0.0079)", five.Sentence);
        Assert.Equal(Verdict.BeyondNoise, five.Verdict);
        Assert.Equal(Verdict.WithinNoise, Ranking.Of([Of("constant", dead[..3]), Of("warm", 0.8, 0.81, 0.8)], Better.Higher).Comparisons[0].Verdict);
        Comparison both = Ranking.Of([Of("a", dead), Of("b", dead)], Better.Higher).Comparisons[0];
        Assert.Equal(Verdict.CannotTell, both.Verdict);
        Assert.Equal("a and b cannot be compared: there is no seed with which both learned; 5 of 5 seeds of a never learned, 5 of 5 seeds of b never learned", both.Sentence);
    }

    [Fact]
    public void Contenders_are_compared_on_the_seeds_they_share()
    {
        Contender one = new("one", new Dictionary<int, double> { [1] = 5, [2] = 6, [3] = 7, [9] = 0 }), other = new("other", new Dictionary<int, double> { [2] = 5, [3] = 5.5, [1] = 4.2, [8] = 5 });
        Comparison comparison = Ranking.Of([one, other], Better.Higher).Comparisons[0];
        Assert.Equal((3, "other", "one"), (comparison.Paired.Pairs, comparison.First, comparison.Second));
        // other stands first by its mean, yet with each seed they share one is better, and the sentence goes by those.
        Assert.Equal(-1.1, comparison.Paired.Difference!.Value, 1e-12);
        Assert.StartsWith("one is better than other", Ranking.Of([one, other], Better.Higher, level: 0.2).Comparisons[0].Sentence);
        Contender alone = new("alone", new Dictionary<int, double> { [1] = 3 }), stranger = new("stranger", new Dictionary<int, double> { [77] = 3 });
        Assert.Equal("one and alone cannot be told apart by one seed, which says nothing about the noise: run more seeds", Ranking.Of([one, alone], Better.Higher).Comparisons[0].Sentence);
        Assert.Equal("one and stranger cannot be compared: there is no seed with which both learned", Ranking.Of([one, stranger], Better.Higher).Comparisons[0].Sentence);
    }

    [Fact]
    public void The_same_results_are_said_to_be_the_same()
        => Assert.Equal("a and b gave the same results with all 3 seeds", Ranking.Of([Of("b", 1, 2, 3), Of("a", 1, 2, 3)], Better.Lower).Comparisons[0].Sentence);

    [Fact]
    public void One_alone_is_first()
    {
        Ranking ranking = Ranking.Of([Of("only", 1, 2)], Better.Higher);
        Assert.Empty(ranking.Comparisons);
        Assert.StartsWith("only is first with", ranking.Summary);
        Assert.Equal((Better.Higher, 0.05), (ranking.Better, ranking.Level));
    }

    [Fact]
    public void Neither_the_order_of_contenders_nor_a_shift_changes_a_ranking()
    {
        Random random = new(21);
        for (int trial = 0; trial < 20; trial++)
        {
            Contender[] contenders = [.. "abcde".Select(name => Of($"{name}", [.. Normal.Many(random, 4).Select(value => random.Next(9) == 0 ? double.NaN : value)]))];
            Ranking before = Ranking.Of(contenders, Better.Lower);
            random.Shuffle(contenders);
            Ranking after = Ranking.Of(contenders, Better.Lower);
            Assert.Equal(before.Standings, after.Standings);
            Assert.Equal(before.AllComparisons, after.AllComparisons);
            Ranking shifted = Ranking.Of(contenders.Select(one => new Contender(one.Name, one.Results.ToDictionary(result => result.Key, result => result.Value + 10))), Better.Lower);
            Assert.Equal(before.AllComparisons.Select(one => (one.First, one.Second, one.Verdict, one.SeedsNeeded)), shifted.AllComparisons.Select(one => (one.First, one.Second, one.Verdict, one.SeedsNeeded)));
            // What is best by large numbers is best by the small ones of the other sign.
            Ranking turned = Ranking.Of(contenders.Select(one => new Contender(one.Name, one.Results.ToDictionary(result => result.Key, result => -result.Value))), Better.Higher);
            Assert.Equal(before.Standings.Select(one => one.Name), turned.Standings.Select(one => one.Name));
            Assert.Equal(before.AllComparisons.Select(one => one.Sentence), turned.AllComparisons.Select(one => one.Sentence));
        }
    }

    [Theory, InlineData(null), InlineData("0")]
    public void Six_equal_contenders_with_three_seeds_give_a_false_alarm_no_more_often_than_the_level_says(string? against)
    {
        const int trials = 1000;
        Random random = new(1);
        int alarms = 0, uncorrected = 0;
        for (int trial = 0; trial < trials; trial++)
        {
            double[] luck = Normal.Many(random, 3);
            Ranking ranking = Ranking.Of(Enumerable.Range(0, 6).Select(i => Of($"{i}", [.. luck.Select(common => common + Normal.One(random))])), Better.Higher, against);
            alarms += ranking.AllComparisons.Any(one => one.Verdict is Verdict.BeyondNoise) ? 1 : 0;
            uncorrected += ranking.AllComparisons.Any(one => one.P <= 0.05) ? 1 : 0;
        }

        // Three standard errors of the share; without the correction it is several times as much.
        Assert.InRange((double)alarms / trials, 0.01, 0.05 + (3 * Math.Sqrt(0.05 * 0.95 / trials)));
        Assert.InRange((double)uncorrected / trials, 0.12, 1);
    }

    [Fact]
    public void A_true_difference_among_equals_is_found()
    {
        Random random = new(6);
        int found = Enumerable.Range(0, 300).Count(_ => Ranking.Of(Enumerable.Range(0, 4).Select(i => Of($"{i}", [.. Normal.Many(random, 6).Select(value => (i == 0 ? 6 : 0) + value)])), Better.Higher).Comparisons.All(one => one.Verdict is Verdict.BeyondNoise));
        Assert.InRange(found / 300.0, 0.7, 1);
    }

    [Fact]
    public void Who_cannot_be_ranked_is_refused()
    {
        Assert.Contains("nobody", Agree.Refused(() => Ranking.Of([], Better.Higher)));
        Assert.Contains("'a'", Agree.Refused(() => Ranking.Of([Of("a", 1), Of("a", 2)], Better.Higher)));
        Assert.Contains("no result", Agree.Refused(() => Ranking.Of([Of("a")], Better.Higher)));
        Assert.Contains("Contenders: a, b", Agree.Refused(() => Ranking.Of([Of("a", 1), Of("b", 2)], Better.Lower, against: "c")));
    }

    private static Contender Of(string name, params double[] results) => new(name, results.Select((result, seed) => (result, seed)).ToDictionary(one => one.seed, one => one.result));
}
