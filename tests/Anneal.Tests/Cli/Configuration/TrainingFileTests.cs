using Anneal.Cli.Configuration;
using Anneal.Cli.Plans;
using Anneal.Optimizers;
using Anneal.Tests.Data;
using Direction = Anneal.Controllers.Direction;
using Margin = Anneal.Controllers.Margin;

namespace Anneal.Tests.Cli.Configuration;

public class TrainingFileTests
{
    private const string Everything = """
        name: all-of-it
        data: {path: houses.csv, target: price, ignored: [id, no], categorical: rooms, classification: false, separator: ";", validation: 0.25, limit: 1_000}
        network: {type: mlp, hidden: [8, 4]}
        epochs: 1e2
        batch: 16
        accumulate: 2
        seeds: 3
        first_seed: 7
        optimizer: {name: adamW, beta2: 0.99, weight_decay: "linear(0.1, 0, over: rest)"}
        schedule: "cosine(0.01, 0, over: rest).warmedUp(5%)"
        groups:
          - {name: biases, match: "*.bias", weight_decay: 0}
          - {name: small, dimensions: 1, optimizer: sgd(momentum=0.9), schedule: 1e-3, rate_factor: 2, frozen_until: 2ep}
        layer_decay: 0.9
        clip_norm: 1
        clip_value: 0.5
        average: {type: ema, decay: 0.99, from: 10%, every: 2, refresh_batch_norms: 3}
        plateau: {metric: validation_mae, direction: minimize, factor: 0.5, patience: 3, threshold: 0.01, margin: absolute, cooldown: 1, minimum_scale: 0.1}
        early_stopping: {metric: validation_mse, patience: 4, minimum_delta: 0.001, restore_best: true}
        guard: {on_non_finite: roll_back, on_explosion: skip, factor: 5, warm_up: 10}
        metrics: [r2, mae, mse]
        keep_best: validation_loss
        checkpoint_every: 2ep
        output: results
        """;

    [Fact]
    public void Every_key_reaches_the_plan()
    {
        using TemporaryFolder folder = new();
        TrainingFile file = TrainingFile.Read(folder.Write("config.yaml", Everything), []);
        Plan plan = file.Plan;
        Assert.Equal(("all-of-it", PlanKind.Training, "table", 100, 16, 3, 7), (plan.Name, plan.Kind, plan.Experiment, plan.Epochs, plan.Batch, plan.Seeds, plan.FirstSeed));
        Assert.Equal(("mlp", "8,4"), (plan.Network!.Type, string.Join(",", plan.Network.Hidden!)));
        DataPlan data = plan.Data;
        Assert.Equal(("csv", Path.Combine(folder.Path, "houses.csv"), "price", 1000, false, ";", 0.25), (data.Source, data.Path, data.Target, data.Limit, data.Classification, data.Separator, data.ValidationShare));
        Assert.Equal(["id", "no"], data.Ignored!);
        Assert.Equal(["rooms"], data.Categorical!);
        Assert.Equal("cosine(0.01, 0, over: rest).warmedUp(5%)", Assert.Single(plan.Schedules).Text);
        Assert.Equal(0.99, ((AdamW)UpdateRule.Parse(plan.Optimizer, Anneal.Schedules.RunLength.Steps(10))).Beta2);
        Assert.Contains("(linear(0.1, 0, over: rest))", plan.Optimizer, StringComparison.Ordinal);
        TrainingOptions options = plan.Options;
        Assert.Equal((0.9, 2, 1d, 0.5, "validation_loss", "2ep"), (options.LayerDecay, options.AccumulateOver, options.ClipNorm, options.ClipValue, options.KeepBest, options.CheckpointEvery));
        Assert.Equal(("biases", "*.bias", "0"), (options.Groups[0].Name, options.Groups[0].Match![0], options.Groups[0].WeightDecay));
        Assert.Equal(("small", 1, "sgd(momentum=0.9)", "1e-3", 2d, "2ep"), (options.Groups[1].Name, options.Groups[1].MostDimensions, options.Groups[1].Optimizer, options.Groups[1].Schedule, options.Groups[1].RateFactor, options.Groups[1].FrozenUntil));
        Assert.Equal(new AveragePlan { Type = "ema", Decay = "0.99", From = "10%", Every = "2", RefreshBatchNorms = 3 }, options.Average);
        Assert.Equal(new PlateauPlan { Metric = "validation_mae", Direction = Direction.Minimize, Factor = 0.5, Patience = 3, Threshold = 0.01, Margin = Margin.Absolute, Cooldown = 1, MinimumScale = 0.1 }, options.Plateau);
        Assert.Equal(new EarlyStoppingPlan { Metric = "validation_mse", Patience = 4, MinimumDelta = 0.001, RestoreBest = true }, options.EarlyStopping);
        Assert.Equal(new GuardPlan { OnNonFinite = GuardAction.RollBack, OnExplosion = GuardAction.Skip, Factor = 5, WarmUp = 10 }, options.Guard);
        Assert.Equal(["r2", "mae", "mse"], plan.Metrics!);
        Assert.Equal(Path.Combine(folder.Path, "results"), file.Request.Output);
    }

    [Fact]
    public void What_is_not_said_is_the_experiments_habit_and_one_seed()
    {
        Plan plan = Read.Plan("experiment: lenet\nschedule: 0.1\n");
        Assert.Equal(("config", "lenet", 10, 256, "sgd()", 1, 1), (plan.Name, plan.Experiment, plan.Epochs, plan.Batch, plan.Optimizer, plan.Seeds, plan.FirstSeed));
        Assert.Equal((null, null, 1), (plan.Network, plan.Options.Guard, plan.Options.AccumulateOver));
    }

    [Theory]
    [InlineData("data: mnist", "lenet", "mnist")]
    [InlineData("data: cifar", "resnet20", "cifar")]
    [InlineData("network: mlp", "mlp", null)]
    [InlineData("data: {source: mnist}\nexperiment: lenet-djl", "lenet-djl", "mnist")]
    [InlineData("data: {path: x.tsv, target: y}", "table", "csv")]
    [InlineData("data: {source: some/x.csv, target: y}", "table", "csv")]
    public void The_experiment_is_the_one_that_suits_what_is_said(string text, string experiment, string? source)
    {
        Plan plan = Read.Plan($"{text}\nschedule: 0.1\n");
        Assert.Equal((experiment, source), (plan.Experiment, plan.Data.Source));
    }

    [Theory]
    [InlineData("schedule: {schedule: cosine, from: 0.3, to: 0, over: 10ep}", "cosine(from: 0.3, to: 0, over: 10ep)")]
    [InlineData("schedule: {name: warmedUp, of: {schedule: cosine, from: 1, to: 0, over: rest}, over: 5%}", "(cosine(from: 1, to: 0, over: rest)).warmedUp(over: 5%)")]
    [InlineData("schedule: {schedule: then, of: [{schedule: linear, from: 0, to: 1, over: 5}, 0.5]}", "((linear(from: 0, to: 1, over: 5)) then (0.5))")]
    [InlineData("schedule: {schedule: \"pytorch:StepLR\", lr: 0.1, step_size: 3}", "pytorch:StepLR(lr: 0.1, step_size: 3)")]
    [InlineData("schedule: {pytorch: {name: StepLR, lr: 0.1, step_size: 3}}", "pytorch:StepLR(lr: 0.1, step_size: 3).perEpoch(1ep)")]
    [InlineData("schedule: {paddleocr: {name: Cosine, learning_rate: 0.1, warmup_epoch: 2}}", "paddleocr:Cosine(learning_rate: 0.1, warmup_epoch: 2, epochs: 2000, step_each_epoch: 1ep)")]
    [InlineData("schedule: {schedule: multiStep, from: 0.5, factor: 0.5, at: [5ep, 10ep]}", "multiStep(from: 0.5, factor: 0.5, at: [5ep, 10ep])")]
    [InlineData("optimizer: adam(0.01)", "constant(0.01)")]
    [InlineData("optimizer: pytorch:Adam(lr=0.02)", "constant(0.02)")]
    [InlineData("optimizer: adam", "constant(0.001)")]
    public void A_schedule_is_text_keys_a_peers_block_or_the_rate_of_the_optimizer(string text, string schedule)
        => Assert.Equal(schedule, Read.Plan($"experiment: square\n{text}\n").Schedules[0].Text);

    [Fact]
    public void All_faults_are_said_at_once_in_the_order_of_the_file()
    {
        string message = Read.Refused("""
            experiment: sqare
            epoch: 50
            batch: 1.5
            seeds: no
            optimizer: {name: adamW, wieght_decay: 0.1}
            schedule: "cosine(0.001, 0, ovr: rest)"
            clip_norm: -1
            clip_norm: 2
            plateau: off
            """);
        Assert.Equal(
        [
            "config.yaml, line 1, column 13: 'experiment': there is no 'sqare'. Did you mean 'square'?",
            "config.yaml, line 2, column 1: 'epoch' is no key of the file. Did you mean 'epochs'?",
            "config.yaml, line 3, column 8: 'batch': a whole number should stand here, not '1.5'.",
            "config.yaml, line 4, column 8: 'seeds': a whole number should stand here, not 'no'.",
            "config.yaml, line 5, column 26: 'wieght_decay' is no key of optimizer adamW. Did you mean 'weight_decay'?",
            "config.yaml, line 6, column 29: 'cosine' has no argument 'ovr'. Did you mean 'over'?",
            "config.yaml, line 7, column 12: 'clip_norm': a number above 0 should stand here, not '-1'.",
            "config.yaml, line 8, column 1: 'clip_norm' is there already, in line 7: delete one of the two.",
            "config.yaml, line 9, column 10: 'plateau': 'off' is a truth value in YAML 1.1 and text in YAML 1.2: write false.",
        ], message.Split('\n'));
    }

    [Fact]
    public void More_than_ten_faults_are_counted()
    {
        string[] lines = Read.Refused(string.Concat(Enumerable.Range(0, 14).Select(i => $"qqq{i}zz: 1\n")) + "experiment: square\nschedule: 1\n").Split('\n');
        Assert.Equal((11, "and 4 more."), (lines.Length, lines[^1]));
    }

    [Theory]
    [InlineData("optimizer: adam(0.1)\nschedule: 0.2", "line 2, column 12: the rate is said twice")]
    [InlineData("learning_rate: 0.1\nschedule: 0.1", "The rate is 'schedule'")]
    [InlineData("schedule: \"0.1\"\nepochs: \"3\"", "the quotation marks make '3' text")]
    [InlineData("schedule: 0.1\nepochs: 010", "leave the 0 out")]
    [InlineData("schedule: 0.1\nclip_norm: .nan", "a finite number")]
    [InlineData("schedule: 0.1\ngroups: [{name: a}]", "does not say which parameters")]
    [InlineData("schedule: 0.1\ngroups: [{name: a, match: x}, {name: a, match: y}]", "two groups are called 'a'")]
    [InlineData("schedule: 0.1\nmetrics: [acuracy]", "Did you mean 'accuracy'")]
    [InlineData("schedule: 0.1\naverage: {type: swa, decay: 0.9}", "has no decay")]
    [InlineData("schedule: 0.1\nname: ../x", "letters, digits and dashes")]
    [InlineData("schedule: 0.1\ncheckpoint_every: often", "'often'")]
    [InlineData("schedule: 0.1\nepochs:", "a number is missing here")]
    [InlineData("schedule: 0.1\nnetwork: {type: lenet, hidden: 3}", "only the network 'mlp'")]
    [InlineData("schedule: {schedule: cosine, from: {a: 1}}", "says its name")]
    [InlineData("", "there is no schedule: write schedule: 0.001")]
    public void What_cannot_be_is_refused_with_its_remedy(string text, string says)
        => Assert.Contains(says, Read.Refused($"experiment: square\n{text}\n"), StringComparison.Ordinal);

    [Theory]
    [InlineData("data: fashion-mnits", "Did you mean 'fashion-mnist'?")]
    [InlineData("data: {path: a.csv}", "add target: COLUMN")]
    [InlineData("data: {source: csv, target: y}", "add path: FILE.csv")]
    [InlineData("data: {source: mnist, target: y}", "'target' is about tables")]
    [InlineData("data: {path: a.csv, target: y}\nexperiment: lenet", "has other data than 'csv'")]
    [InlineData("epochs: 3", "it is not said what is trained")]
    public void Data_that_cannot_be_is_refused_with_its_remedy(string text, string says)
        => Assert.Contains(says, Read.Refused($"{text}\nschedule: 0.1\n"), StringComparison.Ordinal);

    [Fact]
    public void A_value_of_the_command_line_takes_the_place_of_the_files_and_is_relative_to_where_it_was_typed()
    {
        const string file = "data: {path: a.csv, target: y}\noptimizer: adamW\nschedule: 0.1\ngroups: [{name: a, match: \"*\"}]\n";
        Plan plan = Read.Plan(file, "data.path=b.csv", "data.ignored=[p, q]", "optimizer.weight_decay=0.05", "groups.0.rate_factor=3", "schedule=cosine(0.2, 0, over: rest)", "guard=true", "epochs=7");
        Assert.Equal(("b.csv", "adamW(weight_decay: 0.05)", 3d, "cosine(0.2, 0, over: rest)", 7), (plan.Data.Path, plan.Optimizer, plan.Options.Groups[0].RateFactor, plan.Schedules[0].Text, plan.Epochs));
        Assert.Equal(["p", "q"], plan.Data.Ignored!);
        Assert.NotNull(plan.Options.Guard);
    }

    [Theory]
    [InlineData("epochs=many", "--set epochs: 'epochs': a whole number should stand here, not 'many'.")]
    [InlineData("optimzer.lr=3", "--set optimzer.lr: 'optimzer' is no key of the file. Did you mean 'optimizer'?")]
    [InlineData("schedule=cosine(1, 0, ovr: 3)", "--set schedule: 'cosine' has no argument 'ovr'. Did you mean 'over'?")]
    [InlineData("groups.3.name=x", "--set groups.3.name: here is a list of 1")]
    [InlineData("schedule.of=x", "--set schedule.of: config.yaml, line 1, column 11 has the text '0.1' here")]
    [InlineData("a..b=x", "--set a..b: keys with dots")]
    public void A_wrong_value_of_the_command_line_is_named_by_its_option(string set, string says)
        => Assert.StartsWith(says, Read.Refused("schedule: 0.1\nexperiment: square\ngroups: [{name: a, match: \"*\"}]\n", set), StringComparison.Ordinal);

    [Fact]
    public void A_length_that_the_run_is_too_short_for_is_refused_with_its_place()
    {
        using TemporaryFolder folder = new();
        Outcome outcome = Tool.Run("train", folder.Write("config.yaml", "experiment: square\nepochs: 2\nschedule: \"cosine(0.1, 0, over: rest).warmedUp(500)\"\n"), "--dry-run");
        Assert.Equal(2, outcome.Code);
        Assert.Contains("config.yaml, line 3, column", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("'rest'", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Null_reads_as_if_the_key_were_not_there()
        => Assert.Equal(Read.Plan("experiment: square\nschedule: 0.1\n").ToJson(), Read.Plan("experiment: square\nschedule: 0.1\nclip_norm: null\ngroups: ~\nplateau: false\nname: ~\n").ToJson());
}
