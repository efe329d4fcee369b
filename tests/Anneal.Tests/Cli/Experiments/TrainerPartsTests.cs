using Anneal.Cli;
using Anneal.Cli.Experiments;
using Anneal.Cli.Plans;
using Anneal.Optimizers;
using Anneal.Optimizers.Averages;
using Anneal.Schedules;
using Anneal.Training;

namespace Anneal.Tests.Cli.Experiments;

public class TrainerPartsTests
{
    private static readonly Experiment _square = Experiment.Find("square");

    [Fact]
    public void Groups_take_what_their_rules_say_and_the_first_one_wins()
    {
        Trainer trainer = Make(new()
        {
            Groups =
            [
                new() { Name = "first", Match = ["0.*"], RateFactor = 0.5, FrozenUntil = "25%" },
                new() { Name = "biases", MostDimensions = 1, WeightDecay = "0", Schedule = "constant(7)" },
                new() { Name = "other", Match = ["2.weight", "4.weight"], Optimizer = "adam(beta1: 0.5)" },
            ],
        });
        IReadOnlyList<ParameterGroup> groups = trainer.Optimizer.Groups;
        Assert.Equal(["0.weight", "0.bias"], groups[0].Parameters.Select(parameter => parameter.Name));
        Assert.All(groups[1].Parameters, parameter => Assert.EndsWith(".bias", parameter.Name, StringComparison.Ordinal));
        Assert.DoesNotContain(groups[1].Parameters, parameter => parameter.Name == "0.bias");
        Assert.Equal(["2.weight", "4.weight"], groups[2].Parameters.Select(parameter => parameter.Name));
        Assert.Equal((0.05, 7, 0.1, 0.1), (groups[0].Rule.LearningRate.At(3L), groups[1].Rule.LearningRate.At(3L), groups[2].Rule.LearningRate.At(3L), groups[^1].Rule.LearningRate.At(3L)));
        Assert.Equal((10, 0), (groups[0].FrozenUntil, groups[1].FrozenUntil));
        Assert.Equal(0.5, Assert.IsType<Adam>(groups[2].Rule).Beta1.At(0L));
        Assert.Equal((0.0, 0.01), (groups[1].Rule.WeightDecay.At(0L), groups[^1].Rule.WeightDecay.At(0L)));
    }

    [Fact]
    public void Layers_further_from_the_output_learn_slower()
    {
        IReadOnlyList<ParameterGroup> groups = Make(new() { LayerDecay = 0.5 }).Optimizer.Groups;
        Assert.Equal([0.1 / 16, 0.1 / 8, 0.1 / 4, 0.1 / 2, 0.1], groups.SkipLast(1).Select(group => group.Rule.LearningRate.At(0L)));
        Assert.Equal("0.weight", groups[0].Parameters[0].Name);
    }

    [Fact]
    public void Every_option_reaches_the_trainer()
    {
        Trainer trainer = Make(new()
        {
            AccumulateOver = 5,
            ClipNorm = 2,
            ClipValue = 3,
            Average = new() { Type = "ema", Decay = "0.9", From = "50%", Every = "2", RefreshBatchNorms = 1 },
            Plateau = new() { Metric = "validation_val", Factor = 0.5, Patience = 3 },
            EarlyStopping = new() { Metric = "train_loss", Patience = 4, MinimumDelta = 0.5, RestoreBest = true },
            Guard = new() { Factor = 3, WarmUp = 2, OnNonFinite = GuardAction.Throw, OnExplosion = GuardAction.Skip },
        });
        Assert.Equal((5, 2, 3, 1), (trainer.AccumulateOver, trainer.ClipNorm, trainer.ClipValue, trainer.RefreshBatchNorms));
        ExponentialAverage average = Assert.IsType<ExponentialAverage>(trainer.Average);
        // Ten batches, five to an update: two updates in each of four epochs.
        Assert.Equal((0.9, 4, 2), (average.Decay.At(0L), average.From, average.Every));
        Assert.Equal((0.5, 3, Anneal.Controllers.Direction.Minimize, "validation_val"), (trainer.Plateau!.Factor, trainer.Plateau.Patience, trainer.Plateau.Direction, trainer.PlateauMetric));
        Assert.Equal(("train_loss", 4, 0.5, true), (trainer.EarlyStopping!.Metric, trainer.EarlyStopping.Patience, trainer.EarlyStopping.MinimumDelta, trainer.EarlyStopping.RestoreBest));
        Assert.Equal((3, 2, GuardAction.Throw, GuardAction.Skip), (trainer.Optimizer.Guard!.Factor, trainer.Optimizer.Guard.WarmUp, trainer.Optimizer.Guard.OnNonFinite, trainer.Optimizer.Guard.OnExplosion));
    }

    [Fact]
    public void An_equal_average_begins_with_the_last_quarter_and_takes_one_of_an_epoch()
    {
        EqualAverage average = Assert.IsType<EqualAverage>(Make(new() { Average = new() { Type = "swa" } }).Average);
        Assert.Equal((30, 10), (average.From, average.Every));
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Contains("takes no parameter", Refused(new() { Groups = [new() { Name = "heads", Match = ["head.*"] }] }), StringComparison.Ordinal);
        Assert.Contains("does not say which", Refused(new() { Groups = [new() { Name = "heads" }] }), StringComparison.Ordinal);
        Assert.Contains("no average 'mean'", Refused(new() { Average = new() { Type = "mean" } }), StringComparison.Ordinal);
        Assert.Contains("has no decay", Refused(new() { Average = new() { Type = "swa", Decay = "0.9" } }), StringComparison.Ordinal);
    }

    private static string Refused(TrainingOptions options) => Assert.Throws<UserError>(() => Make(options)).Message;

    private static Trainer Make(TrainingOptions options)
    {
        Setup setup = new(_square, _square.Load(new(new(), TextWriter.Null)), epochs: 4, batch: 1, "sgd(weightDecay: 0.01)", options: options);
        return setup.Trainer(setup.Rule(Schedule.Constant(0.1)), seed: 1);
    }
}
