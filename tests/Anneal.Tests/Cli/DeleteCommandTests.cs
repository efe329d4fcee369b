namespace Anneal.Tests.Cli;

public sealed class DeleteCommandTests : IDisposable
{
    private readonly StoredTraining _stored = new();

    public void Dispose() => _stored.Dispose();

    [Fact]
    public void Deleted_runs_are_gone_and_their_folders_stay()
    {
        Outcome outcome = _stored.Run("delete", "2-3", "--yes");
        Assert.Equal((0, "Deleted 2 runs. Their folders are as they were.\n"), (outcome.Code, outcome.Out));
        Assert.Contains("The nearest is", _stored.Run("show", "2").Error, StringComparison.Ordinal);
        Assert.Equal(4, Directory.GetFiles(_stored.Place("both-1"), "checkpoint.safetensors", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public void Nothing_goes_without_a_yes_where_nobody_can_be_asked()
    {
        (int code, _, string error) = _stored.Run("delete", "1");
        Assert.Equal(2, code);
        Assert.Contains("add --yes. Nothing was deleted", error, StringComparison.Ordinal);
        Assert.Equal(0, _stored.Run("show", "1").Code);
    }

    [Fact]
    public void Files_of_a_run_go_with_it_and_nothing_else_does()
    {
        string[] before = Directory.GetDirectories(_stored.Place("both-1/runs"));
        File.WriteAllText(Path.Combine(before[0], "mine.txt"), "mine");
        File.WriteAllText(_stored.Place("both-1/notes.md"), "mine");
        Assert.Matches(@"^Deleted 1 run and 3 files\.\n$", _stored.Run("delete", "1", "--files", "--yes").Out);
        Assert.True(File.Exists(_stored.Place("both-1/plan.json")));
        Assert.Equal(9, Directory.GetFiles(_stored.Place("both-1/runs"), "*", SearchOption.AllDirectories).Count(file => !file.EndsWith("mine.txt", StringComparison.Ordinal)));
        Assert.Equal(0, _stored.Run("delete", "2-4", "--files", "--yes").Code);
        Assert.Equal([_stored.Place("both-1/notes.md"), Path.Combine(before[0], "mine.txt")], Directory.GetFiles(_stored.Place("both-1"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Files_that_a_younger_run_was_trained_into_are_that_runs()
    {
        Directory.Delete(_stored.Place("both-1"), recursive: true);
        Assert.Equal(0, _stored.Run("compare", "--epochs", "20", "--seeds", "2", "--threads", "1", "--schedule", "flat = constant(0.001)", "--schedule", "fall = linear(0.01, 0, over: rest)", "--output", _stored.Place("both-1")).Code);
        Assert.Equal("Deleted 4 runs.\n", _stored.Run("delete", "1-4", "--files", "--yes").Out);
        Assert.Equal(4, Directory.GetFiles(_stored.Place("both-1"), "checkpoint.safetensors", SearchOption.AllDirectories).Length);
    }
}
