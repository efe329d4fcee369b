using System.Globalization;
using System.Text.Json;

namespace Anneal.Tests.Cli;

public class PlotCommandTests
{
    [Fact]
    public void The_D2L_gallery_draws_its_five_schedules()
    {
        string chart = Tool.Run("plot", "d2l").Out;
        foreach (string label in (string[])["square root", "factor", "multi-factor", "cosine", "warm-up, cosine"])
            Assert.Matches($"(?m)^.*[^ -~] {label}( |$)", chart);
    }

    [Fact]
    public void A_small_chart_is_as_expected()
        => Expected.Matches("tests/Anneal.Tests/Cli/Expected/plot.txt", Tool.Run("plot", "up = linear(0, 0.3, over: 5) then cosine(0.3, 0.01, over: 15)", "flat = 0.1", "--width", "50", "--height", "8").Out);

    [Fact]
    public void Momentum_has_a_chart_of_its_own()
    {
        string[] lines = Tool.Run("plot", "oneCycle(0.1, over: 100)", "--momentum").Out.Split('\n');
        Assert.Contains("learning rate", lines);
        Assert.Contains("momentum", lines);
    }

    [Theory]
    [InlineData("oneCycle(0.1, over: 100, rise: 0.4)", "oneCycleMomentum(over: 100, rise: 0.4)")]
    [InlineData("oneCycle(0.1, 100)", "oneCycleMomentum(100)")]
    [InlineData("oneCycle(0.1, 10).perEpoch(10)", "oneCycleMomentum(10).perEpoch(10)")]
    [InlineData("cyclic(0.001, 0.1, up: 20, shrink: 0.5)", "cyclicMomentum(up: 20, shrink: 0.5)")]
    [InlineData("pytorch:OneCycleLR(max_lr=0.1, total_steps=100, base_momentum=0.8)", "pytorch:OneCycleLRMomentum(max_lr=0.1, total_steps=100, base_momentum=0.8)")]
    [InlineData("pytorch:CyclicLR(0.001, 0.1, step_size_up=20)", "pytorch:CyclicLRMomentum(0.001, 0.1, step_size_up=20)")]
    public void Momentum_takes_the_arguments_of_its_rate(string rate, string momentum)
    {
        string[] rows = Tool.Run("plot", rate, momentum, "--momentum", "--csv", "-", "--steps", "100").Code == 2
            ? Tool.Run("plot", rate, "--momentum", "--csv", "-", "--steps", "100").Out.Split('\n')
            : [];
        string[] expected = Tool.Run("plot", momentum, "--csv", "-", "--steps", "100").Out.Split('\n');
        Assert.Equal(expected.Skip(1).Select(row => row.Split(',')[^1]), rows.Skip(1).Select(row => row.Split(',')[^1]));
    }

    [Fact]
    public void Csv_has_every_step_of_the_run_with_every_digit()
    {
        string[] rows = Tool.Run("plot", "cosine(0.3, 0.01, over: 15)", "--csv", "-").Out.TrimEnd().Split('\n');
        Assert.Equal(1 + 15, rows.Length);
        Assert.Equal("step,\"cosine(0.3, 0.01, over: 15)\"", rows[0]);
        double value = double.Parse(rows[1 + 7].Split(',')[1], CultureInfo.InvariantCulture);
        Assert.Equal(Anneal.Schedules.Schedule.Cosine(0.3, 0.01, 15).At(7), value);
    }

    [Fact]
    public void Json_holds_label_text_and_values()
    {
        JsonElement series = JsonDocument.Parse(Tool.Run("plot", "a \"b\" = linear(1, 0, over: 4)", "--json").Out).RootElement.GetProperty("series")[0];
        Assert.Equal("a \"b\"", series.GetProperty("label").GetString());
        Assert.Equal("linear(1, 0, over: 4)", series.GetProperty("schedule").GetString());
        Assert.Equal([1, 0.75, 0.5, 0.25], series.GetProperty("values").EnumerateArray().Select(value => value.GetDouble()));
    }

    [Fact]
    public void Beyond_a_hard_end_a_table_is_empty()
    {
        Assert.EndsWith("2,\n3,\n", Tool.Run("plot", "linear(1, 0, over: 2).strict()", "--steps", "4", "--csv", "-").Out);
        Assert.Contains("[1,0.5,null,null]", Tool.Run("plot", "linear(1, 0, over: 2).strict()", "--steps", "4", "--json").Out);
    }

    [Theory]
    [InlineData(20, "linear(1, 0, over: 20)", "cosine(1, 0, over: 10)")]
    [InlineData(20, "linear(1, 0, over: 20)", "0.5")]
    [InlineData(100, "0.5", "exponential(1, factor: 0.9)")]
    [InlineData(1, "linear(1, 0, over: 0)")]
    [InlineData(50, "d2l")]
    public void Without_a_run_the_longest_schedule_says_how_many_steps(int steps, params string[] schedules)
        => Assert.Equal(steps + 1, Tool.Run(["plot", .. schedules, "--csv", "-"]).Out.TrimEnd().Split('\n').Length);

    [Theory]
    [InlineData("5ep", 500)]
    [InlineData("10%", 200)]
    [InlineData("rest", 2000)]
    public void Lengths_may_be_shares_of_the_run(string length, int steps)
        => Assert.Contains($"\"linear(1, 0, over: {steps})\"", Tool.Run("plot", $"linear(1, 0, over: {length})", "--epochs", "20", "--steps-per-epoch", "100", "--json").Out);

    [Theory]
    [InlineData("1_000", 1000)]
    [InlineData("1e3", 1000)]
    public void Numbers_are_read_as_people_write_them(string written, int steps)
        => Assert.StartsWith($"{{\"steps\":{steps},", Tool.Run("plot", "0.1", "--json", "--steps", written).Out);

    [Fact]
    public void A_hundred_thousand_steps_are_thinned_without_losing_a_spike()
    {
        string spike = "constant(0.1).for(70000) then constant(0.9).for(1) then constant(0.1)";
        Assert.Contains("0.9", Tool.Run("plot", spike, "--steps", "100000").Out);
        Assert.Contains("highest 0.9", Tool.Run("plot", spike, "--steps", "100000", "--svg", "-").Out);
    }

    [Fact]
    public void A_file_of_schedules_is_a_gallery()
    {
        string file = Path.GetTempFileName();
        File.WriteAllText(file, "# two\nsteps = 7\n\nslow = linear(1, 0, over: 7)\npeer = pytorch:StepLR(lr=0.1, step_size=3)\n");
        string csv = Tool.Run("plot", $"@{file}", "--csv", "-").Out;
        File.Delete(file);
        Assert.StartsWith("step,slow,peer\n0,1,0.1\n", csv);
        Assert.Equal(1 + 7, csv.TrimEnd().Split('\n').Length);
    }

    [Fact]
    public void A_picture_is_written_whole_and_replaces_the_chart()
    {
        string file = Path.Combine(Path.GetTempPath(), $"anneal-{Guid.NewGuid()}.svg");
        Outcome outcome = Tool.Run("plot", "d2l", "--svg", file);
        string svg = File.ReadAllText(file);
        File.Delete(file);
        Assert.Equal((0, "", $"Wrote {file}\n"), (outcome.Code, outcome.Out, outcome.Error));
        Assert.StartsWith("<svg", svg);
        Assert.Contains("multi-factor", svg);
    }

    [Fact]
    public void Without_Unicode_everything_is_ASCII()
        => Assert.True(Tool.Run(new Look(Unicode: false), "plot", "µ = 0.1", "--momentum").Error.All(char.IsAscii)
            && Tool.Run(new Look(Unicode: false), "plot", "d2l").Out.All(char.IsAscii) && Tool.Run("plot", "d2l", "--ascii").Out.All(char.IsAscii));

    [Fact]
    public void Colours_are_written_only_where_they_can_be_shown()
    {
        Assert.Contains("\u001b[", Tool.Run(new Look(Colour: true), "plot", "d2l").Out);
        Assert.DoesNotContain("\u001b", Tool.Run("plot", "d2l").Out);
    }
}
