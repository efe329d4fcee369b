using Anneal.Cli;
using Anneal.Cli.Plans;
using Anneal.Optimizers;
using Anneal.Tests.Data;

namespace Anneal.Tests.Cli.Plans;

public sealed class PlanTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Place(string name) => Path.Combine(_folder.Path, name);

    public void Dispose() => _folder.Dispose();

    private static Plan Whole => new()
    {
        Kind = PlanKind.Training,
        Name = "houses",
        Experiment = "table",
        Network = new NetworkPlan { Type = "mlp", Hidden = [8, 4] },
        Data = new DataPlan { Source = "csv", Path = "houses.csv", Target = "price", Ignored = ["id"], Categorical = ["zone"], Classification = false, Separator = ";", ValidationShare = 0.25, Limit = 100 },
        Schedules = [new PlannedSchedule("fall", "linear(0.1, 0, over: rest)")],
        Optimizer = "adamW()",
        Epochs = 3,
        Batch = 16,
        Seeds = 2,
        FirstSeed = 5,
        Metrics = ["r2"],
        Options = new TrainingOptions
        {
            Groups = [new GroupPlan { Name = "biases", Match = ["*.bias"], MostDimensions = 1, Optimizer = "sgd()", Schedule = "constant(0.1)", RateFactor = 0.5, WeightDecay = "0", FrozenUntil = "1ep" }],
            LayerDecay = 0.8,
            AccumulateOver = 2,
            ClipNorm = 1,
            ClipValue = 5,
            Average = new AveragePlan { Type = "ema", Decay = "0.99", From = "10%", Every = "2", RefreshBatchNorms = 3 },
            Plateau = new PlateauPlan { Metric = "validation_r2", Direction = Anneal.Controllers.Direction.Maximize, Factor = 0.5, Patience = 2, Threshold = 0.01, Margin = Anneal.Controllers.Margin.Absolute, Cooldown = 1, MinimumScale = 0.01 },
            EarlyStopping = new EarlyStoppingPlan { Metric = "validation_loss", Patience = 7, MinimumDelta = 0.1, RestoreBest = true },
            Guard = new GuardPlan { OnNonFinite = GuardAction.RollBack, OnExplosion = GuardAction.Skip, Factor = 3, WarmUp = 4 },
            KeepBest = "validation_loss",
        },
    };

    [Fact]
    public void What_is_written_is_read_again_to_the_last_setting()
    {
        File.WriteAllText(Place("plan.json"), Whole.ToJson());
        Plan read = Plan.Read(Place("plan.json"));
        Assert.Equal(Whole.ToJson(), read.ToJson());
        Assert.Equal((Whole.Options.Plateau, Whole.Options.Guard, Whole.Options.Average, Whole.Options.EarlyStopping), (read.Options.Plateau, read.Options.Guard, read.Options.Average, read.Options.EarlyStopping));
        Assert.Equal(["*.bias"], read.Options.Groups[0].Match!);
    }

    [Fact]
    public void A_newer_plan_and_one_with_unknown_settings_are_refused()
    {
        File.WriteAllText(Place("plan.json"), (Whole with { Version = Plan.Newest + 1 }).ToJson());
        Assert.Contains("newer version", Assert.Throws<UserError>(() => Plan.Read(Place("plan.json"))).Message, StringComparison.Ordinal);
        File.WriteAllText(Place("plan.json"), Whole.ToJson().Replace("\"epochs\"", "\"epocs\"", StringComparison.Ordinal));
        Assert.Contains("cannot be read", Assert.Throws<UserError>(() => Plan.Read(Place("plan.json"))).Message, StringComparison.Ordinal);
        Assert.Contains("no nowhere.json", Assert.Throws<UserError>(() => Plan.Read(Place("nowhere.json"))).Message, StringComparison.Ordinal);
    }
}
