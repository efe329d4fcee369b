using Anneal.Data;
using Anneal.Modules;
using Anneal.Optimizers;
using Anneal.Parameters;
using Anneal.Schedules;
using Anneal.Training;
using Anneal.Training.RateFinding;
using Finding = Anneal.Training.RateFinding.RateFinding;
using Linear = Anneal.Modules.Linear;

namespace Anneal.Tests.Training.RateFinding;

/// <summary>An honest answer: a rate that trains, or why there is none.</summary>
public class RateFindingTests
{
    private static readonly RateSweep _sweep = new() { From = 1e-5, To = 10, Steps = 60 };

    [Fact]
    public void A_rate_that_is_found_trains_better_than_a_hundredth_of_it_and_than_a_hundred_times_it()
    {
        Finding found = RateFinder.Find(Angles, _sweep);
        Assert.Equal(RateVerdict.Usable, found.Verdict);
        Assert.True(found.Range!.Value.Contains(found.Rate!.Value));
        double[] ends = [.. ((double[])[0.01, 1, 100]).Select(factor => Enumerable.Range(1, 3).Average(seed => End(seed, factor * found.Rate.Value)))];
        Assert.True(ends[1] < 0.8 * ends[0], $"{ends[1]} at the rate, {ends[0]} at a hundredth of it");
        Assert.True(ends[1] < 0.8 * ends[2], $"{ends[1]} at the rate, {ends[2]} at a hundred times it");
        Assert.Contains($"({found.Sweep.Rule.Name}, ", found.Sentence, StringComparison.Ordinal);

        static double End(int seed, double rate)
        {
            (Trainer trainer, BatchLoader batches) = Angles(seed, rate);
            return trainer.Fit(batches, epochs: 3).Epochs[^1]["train_loss"] is double loss && double.IsFinite(loss) ? loss : 100;
        }
    }

    [Fact]
    public void Labels_at_random_give_no_rate()
    {
        Finding found = RateFinder.Find((seed, rate) => (Small.Trainer(new Sgd { LearningRate = rate }, seed), new BatchLoader(new Guesses(600), 6) { Shuffle = seed }), _sweep);
        Assert.Contains(found.Verdict, (RateVerdict[])[RateVerdict.NeverFalls, RateVerdict.NoBetterThanGuessing]);
        Assert.Null(found.Rate);
        Assert.StartsWith("No usable range: ", found.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_without_gradients_gives_no_rate()
    {
        Finding found = RateFinder.Find((seed, rate) => (Dead(seed, rate), Line(seed)), _sweep);
        Assert.Equal(RateVerdict.NothingMoves, found.Verdict);
        Assert.Contains("dead at its start", found.Sentence, StringComparison.Ordinal);

        static Trainer Dead(int seed, Schedule rate)
        {
            Sequential network = new(new Linear(2, 4), new Relu(), new Linear(4, 1), new Relu());
            network.Initialize(seed);
            network.Parameters["2.bias"].Weights.Fill(-100);
            return Small.Of(network, new Sgd { LearningRate = rate });
        }
    }

    [Fact]
    public void Targets_that_are_all_alike_give_no_rate()
    {
        Finding found = RateFinder.Find((seed, rate) => (Small.Of(Small.Network(seed, outputs: 1), new Sgd { LearningRate = rate }), new BatchLoader(new Constant(), 6) { Shuffle = seed }), _sweep);
        Assert.Equal(RateVerdict.NothingToLearn, found.Verdict);
        Assert.Contains("all targets are alike", found.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Rates_that_are_all_too_high_say_so()
    {
        Finding found = RateFinder.Find((seed, rate) => (Small.Of(Small.Network(seed, outputs: 1), new Sgd { LearningRate = rate }), Line(seed)), _sweep with { From = 50, To = 1e4 });
        Assert.Equal(RateVerdict.DivergesAtOnce, found.Verdict);
        Assert.Contains("lower rates", found.Sentence, StringComparison.Ordinal);
        Assert.All(found.Curves, curve => Assert.NotEqual(SweepEnd.Finished, curve.End));
    }

    [Fact]
    public void Rates_that_are_all_too_low_say_so()
    {
        Finding found = RateFinder.Find(Angles, _sweep with { From = 1e-9, To = 1e-7 });
        Assert.Equal(RateVerdict.NeverFalls, found.Verdict);
        Assert.Contains("Try higher rates", found.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_that_still_falls_at_the_end_is_said_to()
    {
        RateSweep sweep = new() { To = 0.02 };
        Finding found = Finding.Of([Curves.Of(sweep, Curves.Usual)], sweep);
        Assert.Contains("still falling at the highest rate", found.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_of_the_seeds_without_a_rate_are_no_answer()
    {
        RateSweep sweep = new();
        RateCurve good = Curves.Of(sweep, Curves.Usual), flat = Curves.Of(sweep, _ => 1);
        Assert.Equal(RateVerdict.Usable, Finding.Of([good, good, flat], sweep).Verdict);
        Assert.Contains("1 of 3 seeds gave none", Finding.Of([good, good, flat], sweep).Sentence, StringComparison.Ordinal);
        Finding half = Finding.Of([good, flat], sweep);
        Assert.Equal((RateVerdict.NeverFalls, null), (half.Verdict, half.Rate));
        Assert.Contains("with 1 of 2 seeds", half.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Dead_starts_do_not_outvote_the_living()
    {
        RateSweep sweep = new();
        RateCurve good = Curves.Of(sweep, Curves.Usual);
        RateCurve dead = new(1, sweep, good.Rates, good.Losses, good.Start, SweepEnd.Finished, moved: false, guess: null);
        Finding found = Finding.Of([dead, good, dead], sweep);
        Assert.Equal(RateVerdict.Usable, found.Verdict);
        Assert.Contains("2 of 3 seeds gave none: their start is dead", found.Sentence, StringComparison.Ordinal);
        Assert.Equal(RateVerdict.NothingMoves, Finding.Of([dead, dead], sweep).Verdict);
    }

    [Fact]
    public void Seeds_that_are_far_apart_are_no_answer()
    {
        RateSweep sweep = new();
        Finding found = Finding.Of([Curves.Of(sweep, Curves.Usual), Curves.Of(sweep, rate => Curves.Usual(rate * 1000))], sweep);
        Assert.Equal(RateVerdict.SeedsDisagree, found.Verdict);
    }

    [Fact]
    public void The_interval_holds_every_suggestion_of_every_seed()
    {
        RateSweep sweep = new();
        Finding found = Finding.Of([Curves.Of(sweep, Curves.Usual), Curves.Of(sweep, rate => Curves.Usual(rate * 3))], sweep);
        double[] all = [.. found.Suggestions.SelectMany(suggestion => suggestion.BySeed).OfType<double>()];
        Assert.Equal(new RateRange(all.Min(), all.Max()), found.Range);
        RateSuggestion recommended = found.Suggestions.Single(suggestion => suggestion.Rule == sweep.Rule);
        Assert.Equal(Math.Sqrt(recommended.BySeed[0]!.Value * recommended.BySeed[1]!.Value), found.Rate!.Value, found.Rate.Value * 1e-12);
    }

    private static (Trainer, BatchLoader) Angles(int seed, Schedule rate) => (Small.Trainer(new Sgd { LearningRate = rate }, seed), new BatchLoader(new Small.Angles(600), 6) { Shuffle = seed });

    private static BatchLoader Line(int seed) => new(new Small.Line(60), 6) { Shuffle = seed };

    /// <summary>Labels that nothing in the inputs tells.</summary>
    private sealed class Guesses(int count) : Dataset
    {
        private readonly Random _random = new(1);
        private int[]? _labels;

        public override int Count => count;

        public override Shape InputShape => [2];

        public override int Classes => 3;

        public override void ReadInput(int index, Span<float> input) => (input[0], input[1]) = ((float)Math.Sin(index), (float)Math.Cos(3 * index));

        public override int Label(int index) => (_labels ??= [.. Enumerable.Range(0, count).Select(_ => _random.Next(3))])[index];
    }

    private sealed class Constant : Dataset
    {
        public override int Count => 60;

        public override Shape InputShape => [2];

        public override Shape TargetShape => [1];

        public override void ReadInput(int index, Span<float> input) => (input[0], input[1]) = ((float)Math.Sin(index), (float)Math.Cos(index));

        public override void ReadTarget(int index, Span<float> target) => target[0] = 0.5f;
    }
}
