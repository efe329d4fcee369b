using System.Text.Json;

namespace Anneal.Tests.Cli;

public sealed class ShowCommandTests(StoredTraining stored) : IClassFixture<StoredTraining>
{
    [Fact]
    public void A_run_is_shown_with_settings_results_findings_and_curves()
    {
        string shown = stored.Run("show", "latest").Out;
        Assert.All(
            ["Run 4: ", "seed 2, of both-1", "Stuck: 200 updates in", "experiment      square", "optimizer       adam()", "length          20 epochs, batch 1", "validation_val", "validation val by update", "learning rate by update", "checkpoint.safetensors", "As a page: anneal report 4"],
            text => Assert.Contains(text, shown, StringComparison.Ordinal));
        Assert.All(shown.Split('\n').Where(line => !line.Contains(Path.DirectorySeparatorChar)), line => Assert.InRange(line.Length, 0, 80));
        Assert.True(stored.Run(new Look(Unicode: false), "show", "latest").Out.All(char.IsAscii));
    }

    [Fact]
    public void Json_has_the_plan_and_every_value()
    {
        JsonElement run = Assert.Single(JsonDocument.Parse(stored.Run("show", "1", "--json").Out).RootElement.EnumerateArray());
        Assert.Equal("square", run.GetProperty("plan").GetProperty("experiment").GetString());
        JsonElement loss = run.GetProperty("series").GetProperty("loss");
        Assert.Equal((200, 200), (loss.GetProperty("steps").GetArrayLength(), loss.GetProperty("values").GetArrayLength()));
        Assert.Equal(loss.GetProperty("values")[199].GetDouble(), run.GetProperty("metrics").GetProperty("loss").GetProperty("last").GetDouble());
    }

    [Theory]
    [InlineData("There is no run 99. The nearest is 4, the newest 4", "99")]
    [InlineData("'both-1' names 4 runs: 1 (", "both-1")]
    [InlineData("'1-3' names 3 runs", "1-3")]
    [InlineData("Did you mean 'both-1'?", "bot-1")]
    [InlineData("Did you mean 'latest'?", "lates")]
    [InlineData("runs backwards: write 2-4", "4-2")]
    [InlineData("Something is missing", null)]
    public void Who_names_no_run_is_told_what_there_is(string message, string? word)
    {
        (int code, string output, string error) = stored.Run(word is null ? ["show"] : ["show", word]);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(message, error, StringComparison.Ordinal);
    }
}
