using System.Globalization;
using Anneal.Cli.Outputs;

namespace Anneal.Cli.Storage;

/// <summary>Runs for other programs.</summary>
internal static class RunJson
{
    /// <summary>The members of a run's object, without its braces.</summary>
    public static string Members(StoredRun run)
    {
        RunDescription about = run.About;
        (double best, long step) = run.Deciding?.Best(about.Direction) ?? (double.NaN, 0);
        return string.Create(CultureInfo.InvariantCulture, $"\"run\":{run.Number},\"kind\":\"{about.Kind.ToString().ToLowerInvariant()}\",\"name\":{Json.Text(AskedRuns.NameOf(run))},\"status\":\"{run.Status.ToString().ToLowerInvariant()}\",\"learned\":{(run.Learned ? "true" : "false")},")
            + string.Create(CultureInfo.InvariantCulture, $"\"experiment\":{Json.Text(about.Experiment)},\"label\":{Json.Text(about.Label)},\"schedule\":{Json.Text(about.Schedule)},\"optimizer\":{Json.Text(about.Optimizer)},\"seed\":{about.Seed},\"epochs\":{about.Epochs},\"batch\":{about.Batch},")
            + string.Create(CultureInfo.InvariantCulture, $"\"started\":\"{about.Started:yyyy-MM-ddTHH:mm:ss.fffZ}\",\"ended\":{(run.Ended is DateTimeOffset ended ? $"\"{ended:yyyy-MM-ddTHH:mm:ss.fffZ}\"" : "null")},\"seconds\":{Json.Number(run.Seconds)},\"examplesPerSecond\":{Json.Number(run.ExamplesPerSecond)},\"steps\":{run.Steps},")
            + string.Create(CultureInfo.InvariantCulture, $"\"folder\":{Json.Text(about.Folder)},\"checkpoint\":{Json.Text(about.Checkpoint)},\"metric\":{Json.Text(about.Metric)},\"better\":\"{(about.Direction is Controllers.Direction.Minimize ? "lower" : "higher")}\",\"best\":{Json.Number(best)},\"bestStep\":{step},\"last\":{Json.Number(run.Deciding?.Last ?? double.NaN)},")
            + $"\"metrics\":{{{string.Join(",", run.Metrics.OrderBy(metric => metric.Key, StringComparer.Ordinal).Select(metric => $"{Json.Text(metric.Key)}:{Summary(metric.Value)}"))}}}";
    }

    public static void Write(TextWriter output, IReadOnlyList<StoredRun> runs)
        => output.Write(runs.Count == 0 ? "[]\n" : $"[\n {string.Join(",\n ", runs.Select(run => $"{{{Members(run)}}}"))}\n]\n");

    private static string Summary(MetricSummary metric)
        => string.Create(CultureInfo.InvariantCulture, $"{{\"count\":{metric.Count},\"last\":{Json.Number(metric.Last)},\"lastStep\":{metric.LastStep},\"lowest\":{Json.Number(metric.Lowest)},\"lowestStep\":{metric.LowestStep},\"highest\":{Json.Number(metric.Highest)},\"highestStep\":{metric.HighestStep}}}");
}
