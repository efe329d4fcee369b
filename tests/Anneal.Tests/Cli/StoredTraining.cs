using Anneal.Tests.Data;

namespace Anneal.Tests.Cli;

/// <summary>A store with four short runs in a folder of its own: two schedules, two seeds.</summary>
public sealed class StoredTraining : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public StoredTraining()
    {
        Outcome outcome = Tool.Run("compare", "--epochs", "20", "--seeds", "2", "--threads", "1", "--schedule", "flat = constant(0.001)", "--schedule", "fall = linear(0.01, 0, over: rest)", "--output", Place("both-1"), "--store", Store);
        Assert.True(outcome.Code == 0, outcome.Error);
    }

    public string Store => Place("runs.db");

    public string Place(string name) => Path.Combine(_folder.Path, name);

    internal Outcome Run(params string[] args) => Tool.Run([.. args, "--store", Store]);

    internal Outcome Run(Look look, params string[] args) => Tool.Run(look, [.. args, "--store", Store]);

    public void Dispose() => _folder.Dispose();
}
