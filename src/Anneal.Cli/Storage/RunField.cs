using Anneal.Schedules.Text;

namespace Anneal.Cli.Storage;

/// <summary>Something that runs can be filtered and sorted by: a word or a number.</summary>
/// <param name="Name">What it is asked for by.</param>
/// <param name="Text">The word; null for a number.</param>
/// <param name="Number">The number; null for a word.</param>
internal sealed record RunField(string Name, Func<StoredRun, IEnumerable<string>>? Text, Func<StoredRun, double>? Number)
{
    private static readonly RunField[] _known =
    [
        Of("run", run => run.Number),
        Of("name", run => [AskedRuns.NameOf(run), run.About.Name]),
        Of("kind", run => [run.About.Kind.ToString()]),
        Of("status", run => [StatusOf(run), run.Status.ToString()]),
        Of("experiment", run => [run.About.Experiment]),
        Of("schedule", run => [run.About.Label, run.About.Schedule]),
        Of("optimizer", run => [run.About.Optimizer]),
        Of("seed", run => run.About.Seed),
        Of("epochs", run => run.About.Epochs),
        Of("batch", run => run.About.Batch),
        Of("steps", run => run.Steps),
        Of("seconds", run => run.Seconds),
        Of("best", run => run.Deciding?.Best(run.About.Direction).Value ?? double.NaN),
        Of("last", run => run.Deciding?.Last ?? double.NaN),
    ];

    /// <summary>What is always there.</summary>
    public static IEnumerable<string> Names => _known.Select(known => known.Name);

    /// <summary>The state of a run in a word; one that is over and never learned is stuck.</summary>
    public static string StatusOf(StoredRun run)
        => run is { Status: StoredStatus.Done, Learned: false } ? "stuck" : run.Status.ToString().ToLowerInvariant();

    /// <summary>The field of a name; names of metrics are their last values.</summary>
    public static RunField Find(string name, IReadOnlyList<StoredRun> runs)
    {
        if (_known.FirstOrDefault(one => one.Name == name) is RunField known)
            return known;
        string[] metrics = [.. runs.SelectMany(run => run.Metrics.Keys).Distinct().Order(StringComparer.Ordinal)];
        if (metrics.Contains(name))
            return Of(name, run => run.Metrics.GetValueOrDefault(name)?.Last ?? double.NaN);
        string[] names = [.. Names, .. metrics];
        throw new UserError($"Runs have no '{name}'. {(Catalogue.Nearest(name, names) is string near ? $"Did you mean '{near}'?" : $"They have: {string.Join(", ", names)}.")}");
    }

    private static RunField Of(string name, Func<StoredRun, IEnumerable<string>> text) => new(name, text, null);

    private static RunField Of(string name, Func<StoredRun, double> number) => new(name, null, number);
}
