namespace Anneal.Tests.Cli;

public sealed class ReportCommandTests(StoredTraining stored) : IClassFixture<StoredTraining>
{
    [Fact]
    public void Runs_become_a_page_with_a_table_and_curves()
    {
        Assert.Equal(0, stored.Run("report", "both-1", "--output", stored.Place("page.html")).Code);
        string page = File.ReadAllText(stored.Place("page.html"));
        Assert.All(["<title>4 runs</title>", "Validation val by epoch", "Training loss and learning rate", "Loss of every update", "linear(0.01, 0, over: rest)", "seed 2", "What did not work, and why"], text => Assert.Contains(text, page, StringComparison.Ordinal));
        Assert.Equal(page, stored.Run("report", "1-4", "--output", "-").Out);
    }

    [Fact]
    public void One_run_is_a_page_too()
        => Assert.Contains("<h2>Results</h2>", stored.Run("report", "2", "--output", "-").Out, StringComparison.Ordinal);
}
