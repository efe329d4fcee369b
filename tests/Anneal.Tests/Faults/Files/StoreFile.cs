using Anneal.Cli;
using Anneal.Cli.Comparisons;
using Anneal.Cli.Storage;
using Anneal.Tests.Cli.Storage;

namespace Anneal.Tests.Faults.Files;

public sealed class StoreFile : DamagedFile
{
    public override string Name => "store of runs (SQLite)";

    public override string FileName => "runs.db";

    // Each run and each piece of a curve has a checksum, and the run one over all its pieces.
    public override bool Sealed => true;

    public override int Head => 100;

    public override void Write(string path)
    {
        using SqliteRunStore store = SqliteRunStore.Open(path, create: true);
        for (int seed = 1; seed <= 5; seed++)
        {
            long number = store.Begin(RunStoreConformance.About(seed), new RunDetails("{\"plan\":1}", new RunEnvironment { Tool = "anneal 1", Framework = ".NET", System = "here", Processors = 2, CommandLine = "anneal compare" }, []));
            for (int piece = 0; piece < 4; piece++)
            {
                long[] steps = [.. Enumerable.Range(1 + (piece * 50), 50).Select(step => (long)step)];
                store.Append([new RunValues(number, 1, [new MetricSeries("loss", steps, [.. steps.Select(step => 1.0 / (step + seed))]), new MetricSeries("learning_rate", steps, [.. steps.Select(step => 0.1)])])]);
            }

            store.End(number, new RunEnding(StoredStatus.Done, true, DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_060_000), 60, 1234.5, [new RunFinding("Learned", "It learned.", "")]));
        }
    }

    public override string Read(string path)
    {
        // What SQLite leaves beside a store belongs to it; a copy comes alone.
        foreach (string companion in (string[])["-wal", "-shm"])
            File.Delete(path + companion);
        using SqliteRunStore store = SqliteRunStore.Open(path, create: false);
        return string.Join('\n', store.List().Select(run =>
        {
            RunDetails details = store.Details(run.Number);
            string curves = string.Join(';', run.Metrics.Select(metric => $"{metric.Key} {metric.Value} {Text(store.Read(run.Number, metric.Key))}"));
            return $"{run.Number} {run.About} {run.Status} {run.Learned} {run.Ended} {run.Seconds} {run.ExamplesPerSecond} {run.Steps} {details.Plan} {details.Environment} {string.Join(',', details.Findings)} {curves}";
        }));
    }

    public override bool Refuses(Exception exception) => exception is StoreException or UserError;

    private static string Text(MetricSeries series) => $"{string.Join(' ', series.Steps)} {string.Join(' ', series.Values)}";
}
