using System.Text.Json;
using Anneal.Dialects;
using Anneal.Schedules;

namespace Anneal.Tests.Dialects;

/// <summary>Configurations as PaddleOCR reads them, its defects by name, and what is refused.</summary>
public class PaddleOcrTests
{
    private static readonly Dictionary<string, object?> _tutorial = new() { ["name"] = "Cosine", ["learning_rate"] = 0.1, ["warmup_epoch"] = 2 };

    [Fact]
    public void The_tutorial_configuration_is_followed()
    {
        Schedule rate = PaddleOcr.FromConfig(_tutorial, epochs: 20, stepsPerEpoch: 100);
        Assert.Equal([0, 0.1], [rate.At(0), rate.At(200)]);
        Assert.Equal(0.0005, rate.At(1), 1e-17);
        Assert.Equal(0.09999993831498517, rate.At(201), 1e-13);
        Assert.Equal(0.06545084971874737, rate.At(1000), 1e-13);
    }

    [Fact]
    public void Warm_up_does_not_shorten_the_cosine_so_the_run_ends_above_0_and_ours_does_not()
    {
        Assert.Equal(0.0024471741852423235, PaddleOcr.FromConfig(_tutorial, 20, 100).At(2000), 1e-13);
        RunLength run = RunLength.Of(20, 100);
        Schedule ours = Schedule.Cosine(0.1, 0, run.Epochs(18)).WarmedUp(run.Epochs(2));
        Assert.Equal(0, ours.At(2000));
        Assert.True(ours.At(0) > 0);
    }

    [Fact]
    public void Two_step_cosine_is_stuck_at_0_after_200_epochs_without_a_warm_up()
    {
        Schedule stuck = PaddleOcr.TwoStepCosine(0.01, 2, 300);
        Assert.All(Enumerable.Range(400, 201), step => Assert.Equal(0, stuck.At((long)step)));
        Assert.True(stuck.At(602) > 0);
    }

    [Fact]
    public void Two_step_cosine_jumps_onto_its_second_curve_behind_a_warm_up()
    {
        Schedule warmed = PaddleOcr.TwoStepCosine(0.01, 2, 300, warmupEpoch: 1);
        Assert.Equal(0, warmed.At(402));
        Assert.Equal(0.01 * (1 + Math.Cos(Math.PI * 401 / 600)) / 2, warmed.At(403), 1e-14);
    }

    [Fact]
    public void One_cycle_behind_a_warm_up_falls_from_its_peak_and_climbs_again()
    {
        Schedule twice = PaddleOcr.OneCycle(0.05, 10, 10, warmupEpoch: 2);
        Assert.True(twice.At(19) > 0.04);
        Assert.Equal(0.002, twice.At(20), 1e-14);
    }

    [Fact]
    public void DecayLearningRate_ends_at_0_whatever_its_end_lr_says()
        => Assert.Equal(0, PaddleOcr.DecayLearningRate(0.01, 10, 10, endLr: 0.001).At(100));

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(1.5, 2)]
    [InlineData(2.5, 2)]
    [InlineData(3.5, 4)]
    public void Steps_of_a_warm_up_are_rounded_half_to_even(double warmupEpoch, long steps)
    {
        Schedule rate = PaddleOcr.Const(0.1, 1, warmupEpoch);
        Assert.Equal(steps > 0 ? 0 : 0.1, rate.At(0));
        Assert.Equal(0.1, rate.At(steps));
        Assert.All(Enumerable.Range(0, (int)steps), step => Assert.True(rate.At((long)step) < 0.1));
    }

    [Fact]
    public void Every_name_can_be_configured()
    {
        Dictionary<string, string> configurations = new()
        {
            ["""{"name": "Linear", "learning_rate": 0.01, "end_lr": 0.001, "power": 2, "warmup_epoch": 1}"""] = PaddleOcr.Linear(0.01, 12, 10, 0.001, 2, 1).ToString(),
            ["""{"name": "Step", "learning_rate": 0.01, "step_size": 3, "gamma": 0.5}"""] = PaddleOcr.Step(0.01, 3, 10, 0.5).ToString(),
            ["""{"name": "Piecewise", "decay_epochs": [4, 8], "values": [0.01, 0.001, 1e-4]}"""] = PaddleOcr.Piecewise(10, [4, 8], [0.01, 0.001, 1e-4]).ToString(),
            ["""{"name": "CyclicalCosine", "learning_rate": 0.01, "cycle": 2}"""] = PaddleOcr.CyclicalCosine(0.01, 10, 12, 2).ToString(),
            ["""{"name": "OneCycle", "max_lr": 0.01, "three_phase": true, "anneal_strategy": "linear"}"""] = PaddleOcr.OneCycle(0.01, 12, 10, "linear", true).ToString(),
            ["""{"name": "Const", "learning_rate": "1e-4"}"""] = Schedule.Constant(1e-4).ToString(),
            ["""{"name": "DecayLearningRate", "learning_rate": 0.01}"""] = PaddleOcr.DecayLearningRate(0.01, 10, 12).ToString(),
            ["""{"name": "MultiStepDecay", "learning_rate": 0.01, "milestones": [3, 7], "gamma": 0.3}"""] = PaddleOcr.MultiStepDecay(0.01, [3, 7], 10, 0.3).ToString(),
            ["""{"name": "TwoStepCosine", "learning_rate": 0.01}"""] = PaddleOcr.TwoStepCosine(0.01, 10, 12).ToString(),
            ["""{"name": "LinearWarmupCosine", "learning_rate": 0.01, "warmup_steps": 30}"""] = PaddleOcr.LinearWarmupCosine(0.01, 10, 12, 30).ToString(),
            ["""{"learning_rate": 0.02}"""] = Schedule.Constant(0.02).ToString(),
        };
        Assert.All(configurations, pair => Assert.Equal(pair.Value, PaddleOcr.FromConfig(Json(pair.Key), 12, 10).ToString()));
    }

    [Fact]
    public void Values_may_be_of_any_plain_type()
    {
        Dictionary<string, object?> config = new() { ["name"] = "MultiStepDecay", ["learning_rate"] = "0.01", ["milestones"] = new List<object?> { 3, 7L }, ["gamma"] = 0.25f };
        Assert.Equal(PaddleOcr.MultiStepDecay(0.01, [3, 7], 10, 0.25), PaddleOcr.FromConfig(config, 12, 10));
    }

    [Fact]
    public void The_configuration_is_not_changed()
    {
        Dictionary<string, object?> config = new(_tutorial);
        PaddleOcr.FromConfig(config, 20, 100);
        Assert.Equal(_tutorial, config);
    }

    [Theory]
    [InlineData("""{"name": "Cosine", "learning_rate": 0.1, "warmup_epohc": 2}""", "'warmup_epohc'. Did you mean 'warmup_epoch'?")]
    [InlineData("""{"name": "Cosin", "learning_rate": 0.1}""", "Did you mean 'Cosine'?")]
    [InlineData("""{"name": "Cosine"}""", "learning_rate")]
    [InlineData("""{"name": "Cosine", "learning_rate": "fast"}""", "should be a number")]
    [InlineData("""{"name": "Cosine", "learning_rate": null}""", "give it a value")]
    [InlineData("""{"name": "Cosine", "learning_rate": -1}""", "learningRate")]
    [InlineData("""{"name": "Cosine", "learning_rate": 0, "warmup_epoch": 2}""", "Leave out warmup_epoch")]
    [InlineData("""{"name": "Cosine", "learning_rate": 0.1, "warmup_epoch": -2}""", "warmupEpoch")]
    [InlineData("""{"name": "Cosine", "learning_rate": 0.1, "epochs": 5}""", "comes from the run")]
    [InlineData("""{"name": "Cosine", "learning_rate": {"a": 1}}""", "'learning_rate'")]
    [InlineData("""{"name": "CyclicalCosine", "learning_rate": 0.1, "cycle": 0.01}""", "between 1 and 2^53 steps")]
    [InlineData("""{"name": "Piecewise", "decay_epochs": 4, "values": [0.1, 0.01]}""", "a list in square brackets")]
    [InlineData("""{"name": "Piecewise", "decay_epochs": [4], "values": []}""", "one value more")]
    [InlineData("""{"name": "TwoStepCosine", "learning_rate": 0.1, "last_epoch": 5}""", "Skip")]
    [InlineData("""{"name": 5}""", "a word")]
    [InlineData("""{"learning_rat": 0.1}""", "Did you mean 'learning_rate'?")]
    [InlineData("""{"learning_rate": 0.1, "warmup_epoch": 2}""", "no option 'warmup_epoch'")]
    [InlineData("{}", "learning_rate")]
    public void A_bad_configuration_is_refused_with_a_remedy(string config, string says)
        => Assert.Contains(says, Assert.Throws<ArgumentException>(() => PaddleOcr.FromConfig(Json(config), 12, 10)).Message);

    [Fact]
    public void A_run_has_epochs_and_steps()
    {
        Assert.Throws<ArgumentOutOfRangeException>("epochs", () => PaddleOcr.FromConfig(_tutorial, 0, 10));
        Assert.Throws<ArgumentOutOfRangeException>("stepsPerEpoch", () => PaddleOcr.FromConfig(_tutorial, 10, 0));
        Assert.Throws<ArgumentOutOfRangeException>("epochs", () => PaddleOcr.Cosine(0.1, 10, 0));
        Assert.Throws<ArgumentOutOfRangeException>("epochs", () => PaddleOcr.Cosine(0.1, 1L << 50, 10));
    }

    private static Dictionary<string, object?> Json(string text)
        => JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(text)!.ToDictionary(pair => pair.Key, pair => (object?)pair.Value);
}
