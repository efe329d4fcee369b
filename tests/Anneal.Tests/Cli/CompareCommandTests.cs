using System.Globalization;
using System.Text.Json;
using Anneal.Cli.Comparisons;
using Anneal.Cli.Experiments;
using Anneal.Cli.Plans;
using Anneal.Schedules;

namespace Anneal.Tests.Cli;

public sealed class CompareCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("anneal-").FullName;

    private string Place(string name) => Path.Combine(_folder, name);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_comparison_tells_who_is_first_what_is_noise_and_why_a_run_failed()
    {
        (int code, string output, _) = Tool.Run("compare", "--seeds", "3", "--threads", "2", "--output", Place("out"));
        Assert.Equal(0, code);
        Assert.Contains("3 schedules × 3 seeds × 2000 epochs of 10 updates", output, StringComparison.Ordinal);
        Assert.Contains("9 of 9", output, StringComparison.Ordinal);
        Assert.Contains("is first with", output, StringComparison.Ordinal);
        // Seed 2 begins with a last ReLU that is dead, under every schedule.
        Assert.Contains("(1 of 3 failed)", output, StringComparison.Ordinal);
        Assert.Contains("cosine, exponential, constant; seed 2. Never learned", string.Join(' ', output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_folder_has_the_report_the_pictures_the_numbers_and_a_folder_for_each_run()
    {
        Assert.Equal(0, Tool.Run("compare", "--epochs", "20", "--seeds", "2", "--schedule", "a = constant(0.001)", "--schedule", "b = linear(0.01, 0, over: rest)", "--output", Place("out")).Code);
        Assert.Equal(
            ["history.csv", "history.jsonl", "loss.svg", "plan.json", "rate.svg", "report.html", "results.json", "val.svg"],
            Directory.GetFiles(Place("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(["1-a-seed1", "1-a-seed2", "2-b-seed1", "2-b-seed2"], Directory.GetDirectories(Place("out/runs")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(Directory.GetDirectories(Place("out/runs")), run => Assert.Single(Directory.GetFiles(run, "events.out.tfevents.*")));

        string[] lines = File.ReadAllLines(Place("out/history.csv"));
        Assert.Equal("schedule,seed,epoch,step,learning_rate,seconds,train_loss,train_val,validation_loss,validation_val", lines[0]);
        Assert.Equal(1 + (4 * 20), lines.Length);
        string[] last = lines.Last(line => line.StartsWith("b,2,", StringComparison.Ordinal)).Split(',');
        Assert.Equal(["b", "2", "20", "200"], last[..4]);
        JsonElement row = JsonDocument.Parse(File.ReadLines(Place("out/history.jsonl")).Last(line => line.Contains("\"b\",\"seed\":2", StringComparison.Ordinal))).RootElement;
        Assert.Equal(double.Parse(last[9], CultureInfo.InvariantCulture), row.GetProperty("validation_val").GetDouble());

        string report = File.ReadAllText(Place("out/report.html"));
        Assert.All(["What came out", "Results", "Training loss and learning rate", "constant(0.001)", "linear(0.01, 0, over: rest)"], text => Assert.Contains(text, report, StringComparison.Ordinal));
    }

    [Fact]
    public void Json_has_every_run_and_does_not_depend_on_the_number_of_threads()
    {
        JsonElement Results(string threads)
        {
            Outcome outcome = Tool.Run("compare", "--epochs", "40", "--seeds", "3", "--json", "--threads", threads, "--output", Place("out" + threads));
            Assert.Equal((0, ""), (outcome.Code, outcome.Error));
            return JsonDocument.Parse(outcome.Out).RootElement;
        }

        JsonElement one = Results("1"), four = Results("4");
        Assert.Equal("validation_val", one.GetProperty("metric").GetString());
        Assert.Equal(Values(one), Values(four));
        Assert.Equal(9, Values(one).Length);
        Assert.Equal(3, one.GetProperty("comparisons").GetArrayLength());
        // Forty epochs are too few for any of them.
        Assert.Equal(9, one.GetProperty("schedules").EnumerateArray().Sum(schedule => schedule.GetProperty("failed").GetInt32()));
    }

    [Fact]
    public void The_first_metric_that_is_named_decides()
    {
        Outcome outcome = Tool.Run("compare", "--metric", "r2", "--metric", "val", "--epochs", "5", "--seeds", "1", "--json", "--output", Place("out"));
        JsonElement results = JsonDocument.Parse(outcome.Out).RootElement;
        Assert.Equal(("validation_r2", "higher"), (results.GetProperty("metric").GetString(), results.GetProperty("better").GetString()));
        Assert.Contains("validation_r2,validation_val", File.ReadLines(Place("out/history.csv")).First(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_is_learned()
    {
        Random random = new(3);
        File.WriteAllLines(Place("t.csv"), ["a,b,y", .. Enumerable.Range(0, 200).Select(_ => (A: random.NextDouble(), B: random.NextDouble())).Select(row => FormattableString.Invariant($"{row.A:0.000},{(row.B > 0.5 ? "up" : "down")},{(3 * row.A) + (row.B > 0.5 ? 1 : 0):0.000}"))]);
        Outcome outcome = Tool.Run("compare", "table", "--data", Place("t.csv"), "--target", "y", "--epochs", "15", "--seeds", "2", "--json", "--output", Place("out"));
        Assert.Equal(0, outcome.Code);
        Assert.All(Values(JsonDocument.Parse(outcome.Out).RootElement), r2 => Assert.InRange(r2.Value, 0.9, 1));
    }

    [Theory]
    [InlineData("There is no experiment 'squar'. Did you mean 'square'?", "squar")]
    [InlineData("There is no schedule 'cosin'. Did you mean 'cosine'?", "--schedule", "cosin(1, 0, over: 5)")]
    [InlineData("There is no optimizer 'adan2'. Did you mean 'adan'?", "--optimizer", "adan2()")]
    [InlineData("--epochs is a whole number of at least 1", "--epochs", "0")]
    [InlineData("A batch of 20 examples is larger than the data: there are 10", "--batch", "20")]
    [InlineData("Two schedules are called 'a'", "--schedule", "a = constant(1)", "--schedule", "a = constant(2)")]
    [InlineData("--against names 'cosin', which is none of the schedules: cosine, exponential, constant.", "--against", "cosin")]
    [InlineData("--metric: There is no metric 'acuracy'. Did you mean 'accuracy'? This experiment's own: val.", "--metric", "acuracy")]
    [InlineData("'accuracy' counts right classes, but the targets of this data are values", "--metric", "accuracy")]
    [InlineData("has its data built in", "--data", "somewhere")]
    [InlineData("Fashion-MNIST was not found", "lenet", "--data", "/nothing/here")]
    [InlineData("Name the file: anneal compare table --data FILE.csv", "table")]
    [InlineData("as printed already", "--as-printed")]
    public void What_cannot_be_used_is_refused_before_anything_is_trained_or_written(string message, params string[] args)
    {
        (int code, string output, string error) = Tool.Run(["compare", .. args, "--output", Place("out")]);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Place("out")));
    }

    [Fact]
    public void A_folder_that_holds_something_is_never_written_into()
    {
        File.WriteAllText(Place("mine.txt"), "mine");
        (int code, _, string error) = Tool.Run("compare", "--epochs", "1", "--output", _folder);
        Assert.Equal(2, code);
        Assert.Contains("is not empty, and nothing is ever overwritten", error, StringComparison.Ordinal);
        Assert.Equal([Place("mine.txt")], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task Comparisons_that_start_at_the_same_moment_get_folders_of_their_own()
    {
        // A plan of this name has its folders below the test's own.
        Plan plan = new() { Kind = PlanKind.Comparison, Name = Place("race"), Experiment = "square", Schedules = [], Optimizer = "sgd()", Epochs = 1, Batch = 1, Seeds = 1 };
        ContestFolder[] folders = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => ContestFolder.Create(null, plan))));
        Assert.Equal(Enumerable.Range(1, 16).Select(number => $"{Place("race")}-{number}").Order(), folders.Select(folder => folder.Path).Order());
        Assert.All(folders, folder => Assert.Equal(plan.Name, ContestFolder.Open(folder.Path).Plan.Name));
    }

    [Fact]
    public void Every_experiment_says_what_it_is_and_its_schedules_can_be_read()
    {
        Assert.Equal(["square", "lenet", "lenet-djl", "mlp", "resnet20", "table"], Experiment.All.Select(experiment => experiment.Name));
        Assert.All(Experiment.All, experiment =>
        {
            RunLength run = RunLength.Of(experiment.AsPrinted?.Epochs ?? experiment.Epochs, 100);
            Assert.All(experiment.Schedules.Concat(experiment.AsPrinted?.Schedules ?? []), text =>
                Assert.InRange(Anneal.Cli.Inputs.Written.Read(text).Schedule(run).At(150), 1e-6, 3));
        });
    }

    private static (string Label, int Seed, double Value)[] Values(JsonElement results)
        => [.. from schedule in results.GetProperty("schedules").EnumerateArray()
            from run in schedule.GetProperty("runs").EnumerateArray()
            orderby schedule.GetProperty("label").GetString(), run.GetProperty("seed").GetInt32()
            select (schedule.GetProperty("label").GetString()!, run.GetProperty("seed").GetInt32(), run.GetProperty(results.GetProperty("metric").GetString()!).GetDouble())];
}
