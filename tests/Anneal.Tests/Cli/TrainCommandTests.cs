using System.Text.Json;
using Anneal.Cli.Plans;
using Anneal.Tests.Data;

namespace Anneal.Tests.Cli;

public sealed class TrainCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Samples => [.. Directory.GetFiles(Path.Combine(Expected.Root, "samples", "configurations")).Where(file => !file.EndsWith(".csv", StringComparison.Ordinal)).Select(file => Path.GetFileName(file))];

    public void Dispose() => _folder.Dispose();

    private string Place(string name) => Path.Combine(_folder.Path, name);

    private static string Sample(string name) => Path.Combine(Expected.Root, "samples", "configurations", name);

    [Theory, MemberData(nameof(Samples))]
    public void A_sample_trains_and_learns(string name)
    {
        Outcome outcome = Tool.Run("train", Sample(name), "--json", "--output", Place("out"), "--threads", "2");
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        JsonElement schedule = JsonDocument.Parse(outcome.Out).RootElement.GetProperty("schedules")[0];
        // Half of the variance at least: a network that learned nothing explains none.
        Assert.InRange(schedule.GetProperty("mean").GetDouble(), 0.5, 1);
        Assert.Equal(PlanKind.Training, Plan.Read(Place("out/plan.json")).Kind);
    }

    [Fact]
    public void A_dry_run_shows_network_data_groups_curve_and_findings_and_trains_nothing()
    {
        string file = _folder.Write("a.yaml", "experiment: square\nepochs: 20\nschedule: \"linear(0, 0.01, over: 50) then cosine(0.01, 0, over: rest)\"\ngroups: [{name: biases, dimensions: 1, rate_factor: 2}]\nclip_norm: 1\n");
        (int code, string output, _) = Tool.Run("train", file, "--dry-run");
        Assert.Equal(0, code);
        Assert.All(["SquareNetwork, 147 weights in 10 tensors", "200 updates in all", "biases: 0.bias, 2.bias", "rest: 0.weight", "first-rate-zero", "── learning rate", "clipped to a norm of 1"], text => Assert.Contains(text, output, StringComparison.Ordinal));
        Assert.Equal([file], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_dry_run_of_PaddleOCRs_cosine_says_where_it_ends_and_where_ours_would()
    {
        string file = _folder.Write("rec.yml", "Global: {epoch_num: 20}\nOptimizer: {name: Adam, lr: {name: Cosine, learning_rate: 0.1, warmup_epoch: 2}}\nanneal: {experiment: square}\n");
        string plain = string.Join(' ', Tool.Run("train", file, "--dry-run").Out.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        // As many updates as the tutorial's 20 epochs, ten to an epoch instead of a hundred.
        Assert.Contains("the first update has 0 (ours 0.00476), the last one 0.0027 (ours 7.62E-06)", plain, StringComparison.Ordinal);
        JsonElement json = JsonDocument.Parse(Tool.Run("train", file, "--dry-run", "--json").Out).RootElement;
        Assert.Equal(0.1 * (1 + Math.Cos(Math.PI * 179 / 200)) / 2, json.GetProperty("difference").GetProperty("last").GetDouble(), 12);
        Assert.Equal(("PaddleOCR", 200), (json.GetProperty("form").GetString(), json.GetProperty("updates").GetInt32()));
    }

    [Fact]
    public void Experiment_data_and_target_of_the_command_line_say_what_a_peers_file_does_not()
    {
        string file = _folder.Write("rec.yml", "Global: {epoch_num: 2}\nOptimizer: {name: Adam, lr: {learning_rate: 0.1}}\n");
        Outcome without = Tool.Run("train", file, "--dry-run");
        Assert.Equal(2, without.Code);
        Assert.Contains("by --experiment and --data", without.Error, StringComparison.Ordinal);
        Assert.Equal(0, Tool.Run("train", file, "--dry-run", "--experiment", "square").Code);
        Outcome table = Tool.Run("train", file, "--dry-run", "--data", Sample("houses.csv"), "--target", "price");
        Assert.Equal(0, table.Code);
        Assert.Contains("'price'", table.Out, StringComparison.Ordinal);
        Assert.Contains("--data", Tool.Run("train", file, "--dry-run", "--data", "huoses").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_schedule_takes_the_place_of_the_files()
    {
        string file = _folder.Write("a.yaml", "experiment: square\nepochs: 5\nschedule: 0.1\n");
        Assert.Equal(0, Tool.Run("train", file, "--schedule", "mine = linear(0.01, 0, over: rest)", "--output", Place("out")).Code);
        Assert.Equal(new PlannedSchedule("mine", "linear(0.01, 0, over: rest)"), Plan.Read(Place("out/plan.json")).Schedules[0]);
        Assert.Contains("--schedule: 'linear' has no argument 'ovr'", Tool.Run("train", file, "--schedule", "linear(0.01, 0, ovr: rest)").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_whose_groups_take_nothing_is_refused_before_anything_is_written()
    {
        string file = _folder.Write("a.yaml", "experiment: square\nepochs: 5\nschedule: 0.1\ngroups: [{name: norms, match: \"*norm*\"}]\noutput: out\n");
        Outcome outcome = Tool.Run("train", file);
        Assert.Equal(2, outcome.Code);
        Assert.Contains("'norms' takes no parameter", outcome.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Place("out")));
    }

    [Theory]
    [InlineData("experiment: square\nkeep_best: validation_lss", "'keep_best' watches 'validation_lss', which this run does not measure. Did you mean 'validation_loss'?")]
    [InlineData("experiment: square\nearly_stopping: {metric: accuracy}", "'early_stopping' watches 'accuracy'")]
    [InlineData("experiment: square\nplateau: {metric: validation_mse}", "'plateau' watches 'validation_mse'")]
    [InlineData("data: {path: nowhere.csv, target: y}", "'data' names the table")]
    [InlineData("experiment: square\nbatch: 11", "A batch of 11 examples is larger than the data")]
    public void What_only_the_data_can_tell_is_refused_before_anything_is_trained(string text, string says)
    {
        Outcome outcome = Tool.Run("train", _folder.Write("a.yaml", $"{text}\nschedule: 0.1\noutput: out\n"));
        Assert.Equal(2, outcome.Code);
        Assert.Contains(says, outcome.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Place("out")));
    }

    [Fact]
    public void A_run_of_a_hundred_million_updates_is_drawn_at_once()
    {
        string file = _folder.Write("a.yaml", "experiment: square\nepochs: 10000000\nschedule: \"cosine(0.1, 0, over: rest)\"\n");
        long began = System.Diagnostics.Stopwatch.GetTimestamp();
        Outcome outcome = Tool.Run("train", file, "--dry-run");
        Assert.Equal(0, outcome.Code);
        Assert.Contains("100,000,000 updates in all", outcome.Out, StringComparison.Ordinal);
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds < 5);
    }

    [Fact]
    public void A_file_that_is_not_there_names_init()
        => Assert.Contains("'anneal init nowhere.yaml' writes one", Tool.Run("train", "nowhere.yaml").Error, StringComparison.Ordinal);
}
