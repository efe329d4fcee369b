using System.Text.Json;
using System.Xml.Linq;
using Anneal.Tests.Data;

namespace Anneal.Tests.Cli;

/// <summary>The range test from the command line: what it shows, writes and answers.</summary>
public class FindRateCommandTests
{
    // Small enough for a moment, large enough for an answer.
    private static readonly string[] _quick = ["find-rate", "square", "--from", "1e-5", "--to", "1", "--steps", "40", "--updates", "300"];

    [Fact]
    public void It_shows_the_curve_the_rules_and_a_sentence()
    {
        Outcome outcome = Tool.Run(_quick);
        Assert.True(outcome.Code == 0, outcome.Out + outcome.Error);
        Assert.Contains("rule          median     seed 1     seed 2     seed 3", outcome.Out, StringComparison.Ordinal);
        Assert.Matches(@"S  steepest +0\.0\d+ .*recommended", outcome.Out);
        Assert.Contains("Take a peak of about ", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("━", outcome.Out, StringComparison.Ordinal);
        Assert.Contains(outcome.Out.Split('\n').TakeWhile(line => !line.Contains("rule  ", StringComparison.Ordinal)), line => line.Contains('S', StringComparison.Ordinal) && line.Contains('⠄', StringComparison.Ordinal));
        Assert.All(outcome.Out.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public void Threads_change_no_number()
        => Assert.Equal(Tool.Run([.. _quick, "--threads", "1", "--json"]).Out, Tool.Run([.. _quick, "--threads", "3", "--json"]).Out);

    [Fact]
    public void It_writes_a_picture_a_page_and_numbers()
    {
        using TemporaryFolder folder = new();
        (string svg, string html, string csv) = (Path.Combine(folder.Path, "rate.svg"), Path.Combine(folder.Path, "rate.html"), Path.Combine(folder.Path, "rate.csv"));
        Outcome outcome = Tool.Run([.. _quick, "--svg", svg, "--html", html, "--csv", csv]);
        Assert.Equal(0, outcome.Code);
        string picture = XDocument.Load(svg).ToString();
        Assert.All((string[])["steepest 0.0", "valley 0.0", "minimum 0.0", "interval 0.0", "seed 1"], word => Assert.Contains(word, picture, StringComparison.Ordinal));
        string page = File.ReadAllText(html);
        Assert.All((string[])["Take a peak of about ", "steepest (recommended)", "a tenth of the rate"], word => Assert.Contains(word, page, StringComparison.Ordinal));
        string[] lines = File.ReadAllLines(csv);
        Assert.Equal("group,seed,rate,loss,smoothed", lines[0]);
        Assert.Equal(3, lines.Skip(1).Select(line => line.Split(',')[1]).Distinct().Count());
        Assert.StartsWith(",1,1E-05,", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void JSON_has_everything()
    {
        JsonElement root = JsonDocument.Parse(Tool.Run([.. _quick, "--json", "--schedule", "oneCycle(found, over: rest)"]).Out).RootElement;
        JsonElement finding = root.GetProperty("findings")[0];
        Assert.Equal(("Usable", "steepest"), (finding.GetProperty("verdict").GetString(), finding.GetProperty("rule").GetString()));
        Assert.InRange(finding.GetProperty("rate").GetDouble(), finding.GetProperty("low").GetDouble(), finding.GetProperty("high").GetDouble());
        Assert.Equal(3, finding.GetProperty("seeds").GetArrayLength());
        Assert.Matches(@"^oneCycle\(0\.\d+, over: rest\)$", root.GetProperty("schedule").GetString());
    }

    [Fact]
    public void A_schedule_gets_the_number_and_the_command_to_train_with_it_works()
    {
        string[] lines = Tool.Run([.. _quick, "--optimizer", "adamW(weightDecay: 0.01)", "--schedule", "oneCycle(peak: found, over: rest)"]).Out.TrimEnd('\n').Split('\n');
        Assert.Matches(@"^oneCycle\(peak: 0\.\d+, over: rest\)$", lines[^2]);
        Assert.Equal($"anneal compare square --schedule \"{lines[^2]}\" --optimizer \"adamW(weightDecay: 0.01)\"", lines[^1]);
    }

    [Fact]
    public void No_usable_range_is_exit_code_1_and_a_reason()
    {
        Outcome outcome = Tool.Run("find-rate", "square", "--from", "1e-9", "--to", "1e-8", "--steps", "20");
        Assert.Equal(1, outcome.Code);
        Assert.Contains("No usable range: ", outcome.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("recommended", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_group_is_swept_by_itself()
    {
        Outcome outcome = Tool.Run([.. _quick, "--optimizer", "muon()", "--groups", "--seeds", "1"]);
        Assert.Contains("The group 'hidden', while the others follow ", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("The group 'rest', while the others follow ", outcome.Out, StringComparison.Ordinal);
        Outcome one = Tool.Run([.. _quick, "--optimizer", "muon()", "--group", "hiden"]);
        Assert.Equal(2, one.Code);
        Assert.Contains("Did you mean 'hidden'?", one.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--schedule \"constant(0.1)\"|has no place for the rate", "--schedule", "constant(0.1)")]
    [InlineData("is a rate above 0", "--from", "-1")]
    [InlineData("is not below --to", "--from", "1", "--to", "0.1")]
    [InlineData("Did you mean 'valley'?", "--rule", "vallei")]
    [InlineData("at least 10", "--steps", "3")]
    [InlineData("Only one of", "--svg", "-", "--json")]
    [InlineData("say one of them", "--group", "rest", "--groups")]
    [InlineData("are for one rate", "--svg", "x.svg", "--groups")]
    public void What_cannot_be_used_is_refused_with_a_remedy(string says, params string[] arguments)
    {
        Outcome outcome = Tool.Run(["find-rate", "square", .. arguments]);
        Assert.Equal(2, outcome.Code);
        Assert.Contains(says.Split('|')[^1], outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_comparison_may_ask_for_the_rate_that_is_found()
    {
        using TemporaryFolder folder = new();
        Outcome outcome = Tool.Run("compare", "square", "--epochs", "2000", "--seeds", "1", "--output", Path.Combine(folder.Path, "run"), "--schedule", "oneCycle(peak: found, over: rest)", "--schedule", "flat = constant(0.001)");
        Assert.True(outcome.Code == 0, outcome.Error);
        Assert.Matches(@"found = 0\.\d+\. Take a peak of about", outcome.Error);
        string plan = File.ReadAllText(Path.Combine(folder.Path, "run/plan.json"));
        Assert.Matches(@"oneCycle\(peak: 0\.\d+, over: rest\)", plan);
        Assert.DoesNotContain("found", plan, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_swept_as_it_would_be_trained_and_may_train_at_what_is_found()
    {
        using TemporaryFolder folder = new();
        string file = Path.Combine(folder.Path, "square.yaml");
        Assert.Equal(0, Tool.Run("init", file).Code);
        Outcome swept = Tool.Run(["find-rate", file, .. _quick[2..], "--schedule", "oneCycle(found, over: rest)"]);
        Assert.True(swept.Code == 0, swept.Out + swept.Error);
        Assert.EndsWith(".yaml --schedule \"oneCycle(0.", swept.Out.TrimEnd()[..(swept.Out.TrimEnd().LastIndexOf("0.", StringComparison.Ordinal) + 2)], StringComparison.Ordinal);
        Outcome trained = Tool.Run("train", file, "--schedule", "mine = constant(found)", "--set", "epochs=2000", "--output", Path.Combine(folder.Path, "run"));
        Assert.True(trained.Code == 0, trained.Out + trained.Error);
        Assert.Matches(@"found = 0\.\d+\.", trained.Error);
        Assert.Matches(@"constant\(0\.\d+\)", File.ReadAllText(Path.Combine(folder.Path, "run/plan.json")));
    }
}
