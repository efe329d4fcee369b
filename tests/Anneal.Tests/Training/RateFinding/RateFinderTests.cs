using Anneal.Controllers;
using Anneal.Data;
using Anneal.Modules;
using Anneal.Optimizers;
using Anneal.Optimizers.Averages;
using Anneal.Optimizers.Text;
using Anneal.Parameters;
using Anneal.Schedules;
using Anneal.Training;
using Anneal.Training.Checkpoints;
using Anneal.Training.RateFinding;
using Linear = Anneal.Modules.Linear;

namespace Anneal.Tests.Training.RateFinding;

/// <summary>Looking for a rate leaves no trace, whoever trains and however it ends.</summary>
public class RateFinderTests
{
    private static readonly RateSweep _short = new() { From = 1e-4, To = 1, Steps = 10, UpdatesPerRate = 2, Seeds = 2 };

    public static TheoryData<string> Rules => [.. RuleCatalogue.Rules.Select(rule => rule.Name)];

    [Theory, MemberData(nameof(Rules))]
    public void A_training_goes_on_as_if_no_rate_had_been_tried(string name)
    {
        UpdateRule rule = RuleCatalogue.Rules.First(entry => entry.Name == name).Default with { LearningRate = Schedule.Cosine(0.01, 0.001, over: 60) };
        (Trainer plain, BatchLoader batches) = Everything(rule);
        (Trainer disturbed, _) = Everything(rule);
        // A rule that takes rows alone gets none from a sweep: it refuses, and leaves no trace either.
        bool refuses = rule is SparseAdam;
        Look(disturbed, batches, refuses);
        Walk(plain, batches, 7);
        Walk(disturbed, batches, 7);
        Same(plain, disturbed);
        Look(disturbed, batches, refuses);
        Same(plain, disturbed);
        Walk(plain, batches, 30);
        Walk(disturbed, batches, 30);
        Same(plain, disturbed);
    }

    [Fact]
    public void A_run_that_is_under_way_may_look_for_a_rate_between_two_reports()
    {
        (Trainer plain, BatchLoader batches) = Everything(new Adam());
        (Trainer disturbed, _) = Everything(new Adam());
        plain.Fit(batches, epochs: 3);
        List<int> seen = [];
        foreach (StepReport step in disturbed.Run(batches, epochs: 3))
        {
            seen.Add(step.Batch);
            if (step.Step is 3 or 12)
                disturbed.FindRate(batches, _short);
        }

        Assert.Equal(plain.History.Losses.Count, seen.Count);
        Same(plain, disturbed);
    }

    [Fact]
    public void Cancelling_in_the_middle_puts_everything_back()
    {
        (Trainer plain, BatchLoader batches) = Everything(new AdamW());
        (Trainer disturbed, _) = Everything(new AdamW());
        using CancellationTokenSource stop = new();
        Heard heard = new(progress =>
        {
            if (progress.Tried == 4)
                stop.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => disturbed.FindRate(batches, _short, heard, stop.Token));
        Same(plain, disturbed);
    }

    [Fact]
    public void Packed_state_comes_back_to_the_bit()
    {
        UpdateRule rule = new Adam { StatePrecision = StatePrecision.Block8 };
        (Trainer plain, BatchLoader batches) = Everything(rule);
        (Trainer disturbed, _) = Everything(rule);
        Walk(plain, batches, 5);
        Walk(disturbed, batches, 5);
        disturbed.FindRate(batches, _short);
        Walk(plain, batches, 9);
        Walk(disturbed, batches, 9);
        Same(plain, disturbed);
    }

    [Fact]
    public void Listeners_histories_and_averages_hear_nothing_of_it()
    {
        Counting counting = new();
        Module network = Small.Network();
        Trainer trainer = new(network, new Sgd().For(network.Parameters)) { Threads = 1, Listeners = [counting], Average = new ExponentialAverage(network.Parameters) };
        trainer.FindRate(Batches(), _short);
        Assert.Equal((0, 0, 0L), (counting.Heard, trainer.History.Losses.Count, trainer.Average.Count));
    }

    [Fact]
    public void Seeds_at_a_time_change_no_number()
    {
        RateSweep sweep = _short with { Seeds = 4 };
        Anneal.Training.RateFinding.RateFinding one = RateFinder.Find(Fresh, sweep), several = RateFinder.Find(Fresh, sweep, atATime: 4);
        Assert.Equal(one.Curves.SelectMany(curve => curve.Losses), several.Curves.SelectMany(curve => curve.Losses));
        Assert.Equal([1, 2, 3, 4], several.Curves.Select(curve => curve.Seed));
        Assert.NotEqual(one.Curves[0].Losses, one.Curves[1].Losses);
    }

    [Fact]
    public void The_loss_of_a_rate_is_that_right_after_its_updates()
    {
        (Trainer trainer, BatchLoader batches) = Fresh(1, 0.1);
        RateCurve curve = trainer.FindRate(batches, _short with { Seeds = 1 }).Curves[0];
        // The same by hand: two updates at each rate, and the losses that follow them.
        (Trainer plain, _) = Fresh(1, Schedule.Function(step => _short.RateAt((int)Math.Min(9, step / 2))));
        double[] losses = [.. plain.Run(batches, 100).Take(21).Select(step => step.Loss)];
        Assert.Equal(losses[0], curve.Start);
        for (int i = 0; i < curve.Rates.Count; i++)
            Assert.Equal((losses[(2 * i) + 1] + losses[(2 * i) + 2]) / 2, curve.Losses[i]);
        Assert.Equal(10, curve.Rates.Count);
    }

    [Fact]
    public void One_group_is_swept_while_the_others_keep_their_rate()
    {
        (Trainer trainer, BatchLoader batches) = Fresh(1, 0);
        trainer.Optimizer.Group("output", parameter => parameter.Name.StartsWith("2.", StringComparison.Ordinal), new Sgd { LearningRate = 0 });
        Dictionary<string, float[]> before = trainer.Network.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Weights.ToArray());
        List<string> moved = [];
        Heard heard = new(_ => moved.AddRange(trainer.Network.Parameters.Where(parameter => !parameter.Weights.SequenceEqual(before[parameter.Name])).Select(parameter => parameter.Name)));
        trainer.FindRate(batches, _short with { Group = "output" }, heard);
        Assert.Equal(["2.bias", "2.weight"], moved.Distinct().Order());
        ArgumentException unknown = Assert.Throws<ArgumentException>(() => trainer.FindRate(batches, _short with { Group = "outptu" }));
        Assert.Contains("Did you mean 'output'?", unknown.Message);
    }

    [Fact]
    public void Groups_are_swept_in_the_proportion_of_their_rates()
    {
        (Trainer trainer, BatchLoader batches) = Fresh(1, 0.2);
        trainer.Optimizer.Group("output", parameter => parameter.Name.StartsWith("2.", StringComparison.Ordinal), new Sgd { LearningRate = 0.02 });
        List<(double, double)> rates = [];
        Heard heard = new(_ => rates.Add((trainer.Optimizer.RateOf(trainer.Optimizer.Groups[0]), trainer.Optimizer.RateOf())));
        trainer.FindRate(batches, _short, heard);
        Assert.All(rates, pair => Assert.Equal(0.1, pair.Item1 / pair.Item2, 1e-12));
        trainer.Optimizer.Groups[0].Rule = new Sgd { LearningRate = 0 };
        Assert.Throws<ArgumentException>(() => trainer.FindRate(batches, _short));
    }

    [Fact]
    public void A_sweep_that_goes_down_is_refused()
        => Assert.Throws<ArgumentException>(() => RateFinder.Find(Fresh, new RateSweep { From = 1, To = 0.1 }));

    [Fact]
    public void A_loss_that_is_no_number_before_anything_was_tried_is_no_finding()
    {
        (Trainer trainer, BatchLoader batches) = Fresh(1, 0.1);
        trainer.Network.Parameters.First().Weights[0] = float.NaN;
        Assert.Throws<ArithmeticException>(() => trainer.FindRate(batches, _short));
    }

    [Fact]
    public void The_failure_of_one_seed_is_the_failure_that_is_heard()
    {
        InvalidOperationException failed = Assert.Throws<InvalidOperationException>(() => RateFinder.Find((seed, rate) => seed == 2 ? throw new InvalidOperationException("the second") : Fresh(seed, rate), _short with { Seeds = 3 }, atATime: 3));
        Assert.Equal("the second", failed.Message);
    }

    private static BatchLoader Batches(int seed = 1) => new(new Small.Angles(60), 6) { Shuffle = seed };

    private static (Trainer Trainer, BatchLoader Training) Fresh(int seed, Schedule rate) => (Small.Trainer(new Sgd { LearningRate = rate }, seed), Batches(seed));

    // With all that a step may remember: running statistics, dropout, clipping, accumulation, a guard, an average, a plateau.
    private static (Trainer Trainer, BatchLoader Training) Everything(UpdateRule rule)
    {
        Sequential network = new(new Linear(2, 8), new BatchNorm1d(8), new Relu(), new Dropout(0.2), new Linear(8, 3));
        network.Initialize(1);
        Optimizer optimizer = rule is Muon muon ? Muon.WithAdamW(network.Parameters, _ => true, muon) : rule.For(network.Parameters);
        optimizer.Guard = rule.NeedsClosure ? null : new StepGuard { WarmUp = 5, Factor = 3 };
        Trainer trainer = new(network, optimizer)
        {
            Threads = 1,
            AccumulateOver = rule.NeedsClosure || rule is SparseAdam ? 1 : 2,
            ClipNorm = rule is SparseAdam ? null : 1,
            Plateau = new ReduceOnPlateau { Patience = 0, Factor = 0.5, Threshold = 0.3 },
            EarlyStopping = new EarlyStopping("train_loss") { Patience = 100, RestoreBest = true },
            Average = new ExponentialAverage(network.Parameters) { Decay = 0.9 },
            Listeners = rule is SparseAdam ? [new Rows()] : [],
        };
        return (trainer, Batches());
    }

    private static void Look(Trainer trainer, BatchLoader batches, bool refuses)
    {
        if (refuses)
            Assert.Throws<InvalidOperationException>(() => trainer.FindRate(batches, _short));
        else
            Assert.NotEmpty(trainer.FindRate(batches, _short).Curves);
    }

    private static void Walk(Trainer trainer, BatchLoader batches, int steps)
    {
        foreach (StepReport _ in trainer.Run(batches, epochs: 1000).Take(steps))
        {
        }
    }

    private static void Same(Trainer expected, Trainer actual)
    {
        Assert.Null(ResumeCheck.Difference(expected, actual));
        Assert.Equal(Gradients(expected), Gradients(actual));
        Assert.Equal(expected.Optimizer.Groups.Select(group => group.Rule), actual.Optimizer.Groups.Select(group => group.Rule));
    }

    private static float[] Gradients(Trainer trainer) => [.. trainer.Network.Parameters.SelectMany(parameter => parameter.Gradients.ToArray())];

    private sealed class Heard(Action<RateProgress> hear) : IProgress<RateProgress>
    {
        public void Report(RateProgress value) => hear(value);
    }

    private sealed class Counting : TrainingListener
    {
        public int Heard { get; private set; }

        public override void Began(Trainer trainer, TrainingPlan plan) => Heard++;

        public override void Stepped(in StepReport step) => Heard++;
    }

    private sealed class Rows : TrainingListener
    {
        public override void Updating(Trainer trainer)
        {
            foreach (Parameter parameter in trainer.Network.Parameters)
                parameter.SparseGradient = new(Enumerable.Range(0, parameter.Shape[0]).ToArray(), Array.ConvertAll(parameter.Gradients.ToArray(), value => (double)value));
        }
    }
}
