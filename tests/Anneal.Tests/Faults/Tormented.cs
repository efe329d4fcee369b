using System.Diagnostics;
using Anneal.Cli;
using Anneal.Cli.Comparisons;
using Anneal.Cli.Plans;
using Anneal.Cli.Storage;

namespace Anneal.Tests.Faults;

/// <summary>A training in processes of their own that are killed; small, but with everything in it that is kept.</summary>
internal sealed class Tormented(string folder, string store)
{
    public static Plan Plan { get; } = new()
    {
        Kind = PlanKind.Training,
        Name = "tormented",
        Experiment = "square",
        Schedules = [new("fall", "cosine(0.001, 0, over: rest).warmedUp(10%)")],
        Optimizer = "adamW(weightDecay: 0.01)",
        Epochs = 150,
        Batch = 1,
        Seeds = 3,
        FirstSeed = 3,
        Options = new() { CheckpointEvery = "50", ClipNorm = 1, Plateau = new() { Patience = 20, Factor = 0.5 }, Average = new() { Type = "ema", Decay = "0.9" }, KeepBest = "validation_loss", Guard = new() },
    };

    public string Folder => folder;

    /// <summary>Everything measured; times differ from run to run.</summary>
    public string[] Numbers
        => [.. File.ReadLines(Path.Combine(folder, "history.csv")).Select(line => line.Split(',')).Select(fields => string.Join(',', fields.Where((_, column) => column != 5)))];

    /// <summary>Everything that its store has of it and checkpoints have, too: a line per seed and metric.</summary>
    public string[] Stored
    {
        get
        {
            using SqliteRunStore runs = SqliteRunStore.Open(store, create: false);
            StoredRun[] own = [.. runs.List().Where(run => run.About.Group == Path.GetFullPath(folder))];
            Assert.Equal(Plan.Seeds, own.Length);
            Assert.All(own, run => Assert.Equal(StoredStatus.Done, run.Status));
            return [.. from run in own
                       from metric in run.Metrics.Keys
                       where metric != RunMetrics.EpochSeconds && metric is not (RunMetrics.GradientNorm or RunMetrics.Guard)
                       orderby run.About.Seed, metric
                       let series = runs.Read(run.Number, metric)
                       select $"{run.About.Seed} {metric} {string.Join(' ', series.Steps)}: {string.Join(' ', series.Values)}"];
        }
    }

    /// <summary>What no checkpoint holds, and a kill may therefore take the last second of: gradient norms.</summary>
    public IReadOnlySet<string> Fleeting
    {
        get
        {
            using SqliteRunStore runs = SqliteRunStore.Open(store, create: false);
            return runs.List().Where(run => run.About.Group == Path.GetFullPath(folder)).SelectMany(run =>
            {
                MetricSeries norms = runs.Read(run.Number, RunMetrics.GradientNorm);
                return norms.Steps.Zip(norms.Values, (step, norm) => $"{run.About.Seed} {step}: {norm}");
            }).ToHashSet();
        }
    }

    /// <summary>The same training, that nobody disturbs.</summary>
    public static Tormented Undisturbed(string folder)
    {
        Tormented whole = new(Path.Combine(folder, "whole"), Path.Combine(folder, "whole.db"));
        ContestFolder.Create(whole.Folder, Plan);
        (int? code, string error) = whole.GoOnAsync(null).GetAwaiter().GetResult();
        Assert.True(code == 0, error);
        return whole;
    }

    /// <summary>Goes on in a process that is killed after so many milliseconds, unless it is over before.</summary>
    /// <returns>The exit code, null where it was killed, and its messages.</returns>
    public async Task<(int? Code, string Error)> GoOnAsync(int? killAfter)
    {
        ProcessStartInfo start = new("dotnet", [typeof(App).Assembly.Location, "resume", folder, "--threads", "2"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ANNEAL_STORE"] = store;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task ended = process.WaitForExitAsync();
        bool killed = killAfter is int after && await Task.WhenAny(ended, Task.Delay(after)) != ended;
        if (killed)
            process.Kill();
        await ended;
        await output;
        return (killed && process.ExitCode == 137 ? null : process.ExitCode, await error);
    }
}
