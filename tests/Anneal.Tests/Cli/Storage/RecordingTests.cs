using System.Diagnostics;
using Anneal.Cli;
using Anneal.Cli.Storage;
using Anneal.Tests.Data;

namespace Anneal.Tests.Cli.Storage;

/// <summary>The store under real processes.</summary>
public sealed class RecordingTests : IDisposable
{
    private const string Alone = "ANNEAL_TEST_ALONE";

    private readonly TemporaryFolder _folder = new();

    private string Store => Place("runs.db");

    public void Dispose() => _folder.Dispose();

    private string Place(string name) => Path.Combine(_folder.Path, name);

    private string[] Comparison(string output, int epochs = 3000) => ["compare", "--epochs", $"{epochs}", "--seeds", "2", "--threads", "2", "--output", Place(output), "--store", Store];

    [Fact]
    public async Task Processes_that_train_at_the_same_time_store_all_of_theirs()
    {
        Outcome[] outcomes = await Task.WhenAll(Enumerable.Range(1, 2).Select(i => Tool.Start(new Dictionary<string, string>(), Comparison($"out-{i}", epochs: 600))));
        Assert.All(outcomes, outcome => Assert.Equal((0, ""), (outcome.Code, outcome.Error)));
        using SqliteRunStore store = SqliteRunStore.Open(Store, create: false);
        IReadOnlyList<StoredRun> runs = store.List();
        Assert.Equal(Enumerable.Range(1, 12).Select(number => (long)number), runs.Select(run => run.Number));
        Assert.All(runs, run => Assert.Equal((StoredStatus.Done, 6000), (run.Status, run.Steps)));
        // The same schedule and seed is the same run, whoever trains it.
        foreach (IGrouping<(string, int), StoredRun> same in runs.GroupBy(run => (run.About.Label, run.About.Seed)))
        {
            IReadOnlyList<double>[] losses = [.. same.Select(run => store.Read(run.Number, "loss").Values)];
            Assert.Equal(2, losses.Length);
            Assert.All(losses, one => Assert.Equal(losses[0], one));
        }
    }

    [Fact]
    public async Task What_a_kill_broke_off_is_interrupted_and_gone_on_with_by_number_it_ends_as_if_it_had_never_stopped()
    {
        Assert.Equal(0, Tool.Run(Comparison("whole")).Code);
        using SqliteRunStore store = SqliteRunStore.Open(Store, create: false);
        Dictionary<(string, int), IReadOnlyList<double>> whole = store.List().ToDictionary(run => (run.About.Label, run.About.Seed), run => store.Read(run.Number, "loss").Values);
        foreach (int after in (int[])[0, 250])
        {
            string output = Place($"killed-{after}");
            await KillAsync(Comparison($"killed-{after}"), () => store.List().Any(run => run.About.Group == output && run.Status is StoredStatus.Training), after);
            StoredRun[] left = [.. store.List().Where(run => run.About.Group == output)];
            Assert.DoesNotContain(left, run => run.Status is StoredStatus.Training);
            Assert.Contains(left, run => run.Status is StoredStatus.Interrupted);
            Outcome resumed = Tool.Run("resume", left[^1].Number.ToString(System.Globalization.CultureInfo.InvariantCulture), "--store", Store);
            Assert.True(resumed.Code == 0, resumed.Error);
            StoredRun[] ended = [.. store.List().Where(run => run.About.Group == output)];
            Assert.Equal(6, ended.Length);
            Assert.All(ended, run => Assert.Equal(StoredStatus.Done, run.Status));
            Assert.All(ended, run => Assert.Equal(whole[(run.About.Label, run.About.Seed)], store.Read(run.Number, "loss").Values));
            Assert.All(ended, run => Assert.Equal(Enumerable.Range(1, 3000).Select(epoch => (double)epoch), store.Read(run.Number, "epoch").Values));
        }
    }

    [Fact]
    public void A_store_that_was_lost_is_made_anew_from_the_folder()
    {
        Assert.Equal(0, Tool.Run("compare", "--epochs", "30", "--seeds", "1", "--output", Place("out"), "--no-store").Code);
        Assert.False(File.Exists(Store));
        Assert.Equal(0, Tool.Run("resume", Place("out"), "--store", Store).Code);
        using SqliteRunStore store = SqliteRunStore.Open(Store, create: false);
        Assert.Equal(3, store.List().Count);
        Assert.All(store.List(), run => Assert.Equal((300, StoredStatus.Done), (run.Steps, run.Status)));
        Assert.Equal(0, Tool.Run("resume", Place("out"), "--store", Store).Code);
        Assert.Equal(3, store.List().Count);
    }

    [Theory]
    [InlineData("is no store of runs", "notes.txt")]
    [InlineData("cannot be opened", "notes.txt/runs.db")]
    public void A_store_that_cannot_be_used_is_told_before_anything_is_trained(string message, string name)
    {
        _folder.Write("notes.txt", "These are notes. ".PadRight(4000, '.'));
        (int code, string output, string error) = Tool.Run("compare", "--epochs", "30", "--seeds", "1", "--output", Place("out"), "--store", Place(name));
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Contains("--no-store", error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Place("out"), "checkpoint.safetensors", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Help_loads_no_SQLite()
    {
        if (Environment.GetEnvironmentVariable(Alone) is null)
        {
            await OwnProgram.Run([$"{typeof(RecordingTests).FullName}.{nameof(Help_loads_no_SQLite)}"], (Alone, "1"));
            return;
        }

        Assert.Equal(0, Tool.Run("--help").Code);
        Assert.Equal(0, Tool.Run("runs", "--help").Code);
        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), assembly => assembly.GetName().Name!.Contains("sqlite", StringComparison.OrdinalIgnoreCase));
        Tool.Run("compare", "--epochs", "1", "--seeds", "1", "--output", Place("out"), "--store", Store);
        Assert.Contains(AppDomain.CurrentDomain.GetAssemblies(), assembly => assembly.GetName().Name!.Contains("sqlite", StringComparison.OrdinalIgnoreCase));
    }

    private static async Task KillAsync(string[] args, Func<bool> when, int after)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(App).Assembly.Location);
        foreach (string argument in args)
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        while (!when())
        {
            Assert.False(process.HasExited);
            await Task.Delay(10);
        }

        await Task.Delay(after);
        process.Kill();
        await process.WaitForExitAsync();
        await output;
        await error;
    }
}
