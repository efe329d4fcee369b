using System.Text.Json;

namespace Anneal.Tests.Cli;

public sealed class DiffCommandTests(StoredTraining stored) : IClassFixture<StoredTraining>
{
    // Runs are numbered in the order in which they began.
    private long Number(string label, int seed) => JsonDocument.Parse(stored.Run("runs", "--json").Out).RootElement.EnumerateArray()
        .First(run => run.GetProperty("label").GetString() == label && run.GetProperty("seed").GetInt32() == seed).GetProperty("run").GetInt64();

    [Fact]
    public void What_differs_is_named_and_what_is_equal_is_not()
    {
        (int code, string output, _) = stored.Run(new Look(Width: 120), "diff", $"{Number("flat", 1)}", $"{Number("fall", 1)}");
        Assert.Equal(1, code);
        Assert.Matches(@"as written +constant\(0\.001\) +linear\(0\.01, 0, over: rest\)", output);
        Assert.Matches(@"learning_rate from update 1 +0\.001 +0\.01", output);
        Assert.DoesNotContain("seed", output, StringComparison.Ordinal);
        Assert.Contains("Equal: configuration, environment, and what is not named above.", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_seeds_the_seed_and_the_results_differ_and_the_schedule_does_not()
    {
        JsonElement differences = JsonDocument.Parse(stored.Run("diff", $"{Number("flat", 1)}", $"{Number("flat", 2)}", "--json").Out).RootElement.GetProperty("differences");
        Assert.Equal(["configuration", "result"], differences.EnumerateArray().Select(one => one.GetProperty("part").GetString()).Distinct());
        Assert.Contains(differences.EnumerateArray(), one => one.GetProperty("name").GetString() == "seed" && one.GetProperty("second").GetString() == "2");
        Assert.Contains(differences.EnumerateArray(), one => one.GetProperty("name").GetString() == "loss from update 1");
    }

    [Fact]
    public void A_run_does_not_differ_from_itself() => Assert.Equal((0, "Nothing differs.\n"), (stored.Run("diff", "1", "1").Code, stored.Run("diff", "1", "1").Out));
}
