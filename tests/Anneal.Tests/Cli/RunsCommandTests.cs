using System.Text.Json;

namespace Anneal.Tests.Cli;

public sealed class RunsCommandTests(StoredTraining stored) : IClassFixture<StoredTraining>
{
    private static string[] Lines(Outcome outcome) => outcome.Out.TrimEnd('\n').Split('\n');

    [Fact]
    public void The_newest_run_comes_first_with_its_state_and_results()
    {
        string[] lines = Lines(stored.Run(new Look(Width: 140), "runs"));
        Assert.Equal(["run", "name", "state", "schedule", "seed", "best", "last", "course", "time", "age"], lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(["4", "3", "2", "1"], lines[1..5].Select(line => line.Trim().Split(' ')[0]));
        Assert.All(lines[1..5], line => Assert.Matches(@"both-1  stuck  f(lat|all)\s+[12]\s+\d", line));
        Assert.StartsWith("4 runs in ", lines[6], StringComparison.Ordinal);
        Assert.EndsWith("What decides: validation val.", string.Join(' ', lines[6..]), StringComparison.Ordinal);
    }

    [Theory, InlineData(40), InlineData(60), InlineData(80), InlineData(140)]
    public void The_table_fits_the_screen(int width)
    {
        // The path of the store is one word.
        Assert.All(Lines(stored.Run(new Look(Width: width), "runs"))[..5], line => Assert.InRange(line.Length, 0, Math.Max(width, 52)));
        Assert.All(Lines(stored.Run(new Look(Width: width, Unicode: false), "runs", "--group"))[..3], line => Assert.True(line.All(char.IsAscii), line));
    }

    [Theory]
    [InlineData("run=2", "2")]
    [InlineData("schedule~FAL", "4 2")]
    [InlineData("schedule=flat", "3 1")]
    [InlineData("seed>1", "4 3")]
    [InlineData("seed!=2", "2 1")]
    [InlineData("status=stuck", "4 3 2 1")]
    [InlineData("validation_val<1000", "4 3 2 1")]
    [InlineData("name!=both-1", "")]
    public void A_filter_keeps_what_fulfils_it(string condition, string expected)
    {
        JsonElement runs = JsonDocument.Parse(stored.Run("runs", "--filter", condition, "--json").Out).RootElement;
        Assert.Equal(expected, string.Join(' ', runs.EnumerateArray().Select(run => run.GetProperty("run").GetInt64())));
    }

    [Fact]
    public void The_best_come_first_and_a_limit_says_how_many_there_are()
    {
        double[] best = [.. JsonDocument.Parse(stored.Run("runs", "--sort", "best", "--json").Out).RootElement.EnumerateArray().Select(run => run.GetProperty("best").GetDouble())];
        Assert.Equal(best.Order(), best);
        string[] lines = Lines(stored.Run("runs", "--limit", "1"));
        Assert.StartsWith("1 of 4 runs in", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public void Seeds_are_folded_into_a_line()
    {
        string[] lines = Lines(stored.Run(new Look(Width: 140), "runs", "--group"));
        Assert.Equal(2, lines.Count(line => line.Contains("both-1", StringComparison.Ordinal)));
        Assert.All(lines[1..3], line => Assert.Contains("2 of 2 failed", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Did you mean 'status'?", "--filter", "statu=done")]
    [InlineData("Did you mean 'validation_val'?", "--filter", "validation_va>1")]
    [InlineData("is no condition: write NAME=VALUE", "--filter", "done")]
    [InlineData("seed is a number", "--filter", "seed~1")]
    [InlineData("status is a word", "--filter", "status>1")]
    [InlineData("Did you mean 'best'?", "--sort", "bets")]
    [InlineData("contradict each other", "--all", "--limit", "3")]
    [InlineData("--limit is a whole number of at least 1", "--limit", "0")]
    public void What_cannot_be_understood_is_named(string message, params string[] args)
    {
        (int code, string output, string error) = stored.Run(["runs", .. args]);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Theory, InlineData("runs"), InlineData("show", "1"), InlineData("diff", "1", "2"), InlineData("report", "1"), InlineData("export", "1", "--csv", "-"), InlineData("delete", "1", "--yes")]
    public void Where_no_run_was_stored_none_is_made_and_it_is_said(params string[] args)
    {
        string store = stored.Place("none/runs.db");
        (int code, _, string error) = Tool.Run([.. args, "--store", store]);
        Assert.Equal(2, code);
        Assert.Contains("There are no runs yet", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(stored.Place("none")));
    }
}
