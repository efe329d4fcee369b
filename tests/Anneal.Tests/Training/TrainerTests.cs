using Anneal.Controllers;
using Anneal.Data;
using Anneal.Modules;
using Anneal.Optimizers;
using Anneal.Optimizers.Averages;
using Anneal.Parameters;
using Anneal.Schedules;
using Anneal.Tensors;
using Anneal.Training;
using Anneal.Training.Metrics;

namespace Anneal.Tests.Training;

public class TrainerTests
{
    private static readonly Small.Angles _angles = new(60);

    private static BatchLoader Batches(int size = 8) => new(_angles, size) { Shuffle = 3 };

    [Fact]
    public void A_step_is_what_a_loop_by_hand_does()
    {
        Trainer trainer = Small.Trainer(new Adam { LearningRate = Schedule.Cosine(0.05, 0, over: 16) });
        History history = trainer.Fit(Batches(), epochs: 2);

        Module network = Small.Network();
        Optimizer optimizer = new Adam { LearningRate = Schedule.Cosine(0.05, 0, over: 16) }.For(network.Parameters);
        List<double> losses = [];
        foreach (Batch batch in Enumerable.Range(0, 2).SelectMany(epoch => Batches().Epoch(epoch)))
        {
            network.Parameters.ZeroGradients();
            Tensor loss = network.Forward(batch.InputTensor(), Mode.Training).CrossEntropy(batch.Labels);
            loss.Backward();
            optimizer.Update();
            losses.Add(loss.Value);
        }

        Assert.Equal(losses, history.Losses);
        Assert.Equal(Small.WeightsOf(network), Small.WeightsOf(trainer.Network));
        Assert.Equal(Enumerable.Range(0, 16).Select(step => Schedule.Cosine(0.05, 0, over: 16).At(step)), history.Rates);
    }

    [Fact]
    public void Nothing_happens_before_a_report_is_asked_for_and_a_loop_that_is_left_can_be_gone_on_with()
    {
        Trainer whole = Small.Trainer(new Adam());
        whole.Fit(Batches(), 3);

        Trainer parts = Small.Trainer(new Adam());
        IEnumerable<StepReport> run = parts.Run(Batches(), 3);
        Assert.Equal(0, parts.Optimizer.Step);
        Assert.Equal([1L, 2, 3, 4, 5], run.Take(5).Select(step => step.Step));
        Assert.Equal(new TrainingPosition(0, 5, 40), parts.Position with { Seconds = 0 });
        foreach (StepReport step in parts.Run(Batches(), 3))
        {
            if (step.Step == 17)
                break;
        }

        parts.Fit(Batches(), 3);
        Assert.Equal(Small.WeightsOf(whole.Network), Small.WeightsOf(parts.Network));
        Assert.Equal(whole.History.Of("train_loss"), parts.History.Of("train_loss"));
        Assert.Equal(24, parts.Optimizer.Step);
    }

    [Fact]
    public void Batches_that_count_as_one_train_as_the_large_one_does()
    {
        Trainer large = Small.Of(Small.Network(precision: Precision.Double), new Sgd { LearningRate = 0.1 });
        large.Fit(new BatchLoader(_angles, 20), 2);
        Module network = Small.Network(precision: Precision.Double);
        Trainer small = new(network, new Sgd { LearningRate = 0.1 }.For(network.Parameters)) { AccumulateOver = 4 };
        StepReport[] reports = [.. small.Run(new BatchLoader(_angles, 5), 2)];
        Assert.Equal(6, reports.Length);
        Assert.All(Small.WeightsOf(large.Network).Zip(Small.WeightsOf(small.Network)), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        Assert.All(large.History.Losses.Zip(small.History.Losses), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    [Fact]
    public void The_last_update_of_an_epoch_may_have_fewer_batches()
    {
        Module network = Small.Network();
        Trainer trainer = new(network, new Sgd().For(network.Parameters)) { AccumulateOver = 3 };
        StepReport[] reports = [.. trainer.Run(new BatchLoader(_angles, 8), 2)];
        Assert.Equal([24, 24, 12, 24, 24, 12], reports.Select(step => step.Examples));
        Assert.Equal([3, 6, 8, 3, 6, 8], reports.Select(step => step.Batch));
    }

    [Fact]
    public void Clipping_and_its_norm_are_reported()
    {
        Module network = Small.Network();
        Trainer trainer = new(network, new Sgd { LearningRate = 1 }.For(network.Parameters)) { ClipNorm = 1e-3, Threads = 1 };
        double[] before = Small.WeightsOf(network);
        StepReport step = trainer.Run(Batches(), 1).First();
        double moved = Math.Sqrt(Small.WeightsOf(network).Zip(before).Sum(pair => (pair.First - pair.Second) * (pair.First - pair.Second)));
        Assert.True(step.GradientNorm > 1e-2);
        Assert.Equal(1e-3, moved, 1e-6);
    }

    [Fact]
    public void A_loss_that_is_no_number_is_reported_once_and_then_thrown_with_the_guilty_operation()
    {
        Trainer trainer = Small.Trainer(new Sgd { LearningRate = 1e30 });
        List<StepReport> reports = [];
        Assert.Contains("Linear", Assert.Throws<ArithmeticException>(() =>
        {
            foreach (StepReport step in trainer.Run(Batches(), 5))
                reports.Add(step);
        }).Message, StringComparison.Ordinal);
        Assert.False(double.IsFinite(reports[^1].Loss));
        Assert.False(reports[^1].Updated);
        Assert.All(reports.SkipLast(1), step => Assert.True(double.IsFinite(step.Loss) && step.Updated));
    }

    [Fact]
    public void A_plateau_lowers_the_rate_of_the_following_epoch()
    {
        Module network = Small.Network();
        Trainer trainer = new(network, new Sgd { LearningRate = 0.5 }.For(network.Parameters))
        {
            Plateau = new ReduceOnPlateau { Patience = 0, Factor = 0.5, Threshold = 10 },
            PlateauMetric = "train_loss",
        };
        trainer.Fit(Batches(60), 4);
        Assert.Equal([0.5, 0.5, 0.25, 0.125], trainer.History.Rates);
    }

    [Fact]
    public void Early_stopping_looks_at_the_best_value_and_can_bring_its_weights_back()
    {
        Module network = Small.Network();
        Trainer trainer = new(network, new Sgd { LearningRate = Schedule.Linear(0.5, 50, over: 4) }.For(network.Parameters))
        {
            EarlyStopping = new EarlyStopping("train_loss") { Patience = 2, RestoreBest = true },
        };
        List<double[]> weights = [];
        foreach (StepReport step in trainer.Run(Batches(60), 50))
            weights.Add(Small.WeightsOf(network));
        int best = trainer.EarlyStopping.BestEpoch;
        Assert.Equal(best + 3, trainer.History.Epochs.Count);
        Assert.Equal(trainer.History.Of("train_loss").Min(), trainer.EarlyStopping.Best);
        Assert.Equal(weights[best - 1], Small.WeightsOf(network));
    }

    [Fact]
    public void A_run_that_reaches_its_end_brings_the_best_weights_back_too()
    {
        Module network = Small.Network();
        Trainer trainer = new(network, new Sgd { LearningRate = Schedule.Linear(0.5, 50, over: 4) }.For(network.Parameters))
        {
            EarlyStopping = new EarlyStopping("train_loss") { Patience = 99, RestoreBest = true },
        };
        List<double[]> weights = [];
        foreach (StepReport step in trainer.Run(Batches(60), 8))
            weights.Add(Small.WeightsOf(network));
        Assert.InRange(trainer.EarlyStopping.BestEpoch, 1, 7);
        Assert.Equal(weights[trainer.EarlyStopping.BestEpoch - 1], Small.WeightsOf(network));
    }

    [Fact]
    public void Validation_uses_the_average_and_gives_the_training_weights_back()
    {
        Module network = Small.Network();
        Optimizer optimizer = new Sgd { LearningRate = 0.5 }.For(network.Parameters);
        Trainer trainer = new(network, optimizer) { Average = new EqualAverage(network.Parameters), Metrics = [new Accuracy()], Threads = 1 };
        trainer.Fit(Batches(60), 3, Batches(60));

        Trainer plain = Small.Of(Small.Network(), new Sgd { LearningRate = 0.5 });
        List<double[]> weights = [];
        foreach (StepReport _ in plain.Run(Batches(60), 3))
            weights.Add(Small.WeightsOf(plain.Network));
        Assert.Equal(weights[^1], Small.WeightsOf(network));
        Module mean = Small.Network();
        int at = 0;
        foreach (Parameter parameter in mean.Parameters)
        {
            foreach (ref float weight in parameter.Weights)
                weight = (float)weights.Average(one => one[at]) + (0 * at++);
        }

        IReadOnlyDictionary<string, double> expected = Small.Of(mean, new Sgd()).Evaluate(Batches(60));
        Assert.Equal(expected["loss"], trainer.History.Epochs[^1]["validation_loss"], 1e-6);
        Assert.Equal(trainer.History.Epochs[^1]["validation_accuracy"], trainer.Evaluate(Batches(60))["accuracy"]);
    }

    [Fact]
    public void A_cancelled_run_ends_between_two_steps_and_can_go_on()
    {
        using CancellationTokenSource source = new();
        Trainer trainer = Small.Trainer(new Adam());
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (StepReport step in trainer.Run(Batches(), 3, cancellation: source.Token))
            {
                if (step.Step == 4)
                    source.Cancel();
            }
        });
        Assert.Equal(4, trainer.Optimizer.Step);
        trainer.Fit(Batches(), 3);
        Trainer whole = Small.Trainer(new Adam());
        whole.Fit(Batches(), 3);
        Assert.Equal(Small.WeightsOf(whole.Network), Small.WeightsOf(trainer.Network));
    }

    [Fact]
    public void Rules_that_evaluate_the_loss_themselves_are_given_it()
    {
        Trainer trainer = Small.Of(Small.Network(outputs: 1, precision: Precision.Double), UpdateRule.Parse("lbfgs(1, iterations: 5)"));
        History history = trainer.Fit(new BatchLoader(new Small.Line(40), 40), 30);
        Assert.True(history.Losses[^1] < 1e-3 * history.Losses[0], $"{history.Losses[0]} → {history.Losses[^1]}");
        Assert.Equal(30, history.Losses.Count);
    }

    [Fact]
    public void Listeners_hear_everything_in_order_and_why_it_ended()
    {
        List<string> heard = [];
        Module network = Small.Network();
        Trainer trainer = new(network, new Sgd().For(network.Parameters)) { Listeners = [new Ear(heard)] };
        trainer.Fit(Batches(30), 1, Batches(60));
        Assert.Equal(["began 1×2", "updating 0", "step 1", "updating 1", "validated 1/1", "step 2", "epoch 1", "ended Finished"], heard);
        heard.Clear();
        Assert.Single(trainer.Run(Batches(30), 2).Take(1));
        Assert.Equal(["began 2×2", "updating 2", "step 3", "ended Interrupted"], heard);
        heard.Clear();
        Module other = Small.Network();
        Trainer wild = new(other, new Sgd { LearningRate = 1e30 }.For(other.Parameters)) { Listeners = [new Ear(heard)] };
        Assert.Throws<ArithmeticException>(() => wild.Fit(Batches(), 9));
        Assert.Equal($"ended {TrainingEnd.Diverged}", heard[^1]);
        heard.Clear();
        Trainer stopped = new(network, trainer.Optimizer) { EarlyStopping = new EarlyStopping("train_loss") { Patience = 0, MinimumDelta = 9 }, Listeners = [new Ear(heard)] };
        stopped.Fit(Batches(60), 9);
        Assert.Equal($"ended {TrainingEnd.StoppedEarly}", heard[^1]);
    }

    [Fact]
    public void Such_a_rule_reports_a_loss_that_is_no_number_too_before_it_throws()
    {
        Trainer trainer = Small.Of(Small.Network(outputs: 1, precision: Precision.Double), UpdateRule.Parse("lbfgs(1, iterations: 5)"));
        trainer.Network.Parameters.First().WeightsAs<double>()[0] = double.NaN;
        double[] before = Small.WeightsOf(trainer.Network);
        List<StepReport> reports = [];
        Assert.Throws<ArithmeticException>(() =>
        {
            foreach (StepReport step in trainer.Run(new BatchLoader(new Small.Line(40), 40), 5))
                reports.Add(step);
        });
        StepReport report = Assert.Single(reports);
        Assert.Equal((double.NaN, false), (report.Loss, report.Updated));
        Assert.Equal(before, Small.WeightsOf(trainer.Network));
    }

    [Fact]
    public void What_does_not_fit_is_refused_before_anything_is_trained()
    {
        Module network = Small.Network();
        Trainer trainer = new(network, new Sgd().For(network.Parameters)) { Metrics = [new SquaredError()] };
        Refused(() => trainer.Run(Batches(), 1), "mse", "accuracy");
        Trainer watching = new(network, trainer.Optimizer) { EarlyStopping = new EarlyStopping("validation_los") };
        Refused(() => watching.Run(Batches(), 1, Batches()), "validation_loss");
        Refused(() => new Trainer(Small.Network(), trainer.Optimizer), "another network");
        Refused(() => trainer.Run(Batches(), 1, new BatchLoader(new Small.Line(9), 3)), "classes");
    }

    private static void Refused(Func<object> act, params ReadOnlySpan<string> words)
    {
        string message = Agree.Refused(() => act());
        foreach (string word in words)
            Assert.Contains(word, message, StringComparison.Ordinal);
    }

    private sealed class Ear(List<string> heard) : TrainingListener
    {
        public override void Began(Trainer trainer, TrainingPlan plan) => heard.Add($"began {plan.Epochs}×{plan.StepsPerEpoch}");

        public override void Updating(Trainer trainer) => heard.Add($"updating {trainer.Optimizer.Step}");

        public override void Stepped(in StepReport step) => heard.Add($"step {step.Step}");

        public override void Validated(int batch, int batches) => heard.Add($"validated {batch}/{batches}");

        public override void EpochEnded(Trainer trainer, EpochRecord epoch) => heard.Add($"epoch {epoch.Epoch}");

        public override void Ended(Trainer trainer, TrainingEnd end) => heard.Add($"ended {end}");
    }
}
