using System.Globalization;
using Anneal.Charts.Logs;
using Anneal.Cli.Outputs;

namespace Anneal.Cli.Storage;

/// <summary>Stored runs in the forms that other programs read, every value with every digit.</summary>
internal static class RunsExport
{
    /// <summary>A line per value: run, name, schedule, seed, metric, step, value; one that is no number is an empty field.</summary>
    public static void WriteCsv(TextWriter output, IRunStore store, IReadOnlyList<StoredRun> runs)
    {
        output.Write("run,name,schedule,seed,metric,step,value\n");
        foreach (StoredRun run in runs)
        {
            string start = string.Create(CultureInfo.InvariantCulture, $"{run.Number},{Table.Field(AskedRuns.NameOf(run))},{Table.Field(run.About.Label)},{run.About.Seed}");
            foreach (MetricSeries series in All(store, run))
            {
                string metric = Table.Field(series.Metric);
                for (int i = 0; i < series.Values.Count; i++)
                    output.Write(string.Create(CultureInfo.InvariantCulture, $"{start},{metric},{series.Steps[i]},{(double.IsFinite(series.Values[i]) ? series.Values[i].ToString("R", CultureInfo.InvariantCulture) : "")}\n"));
            }
        }
    }

    /// <summary>A list of runs, each with its plan, its environment, its findings, and the steps and values of every metric.</summary>
    public static void WriteJson(TextWriter output, IRunStore store, IReadOnlyList<StoredRun> runs)
    {
        output.Write("[");
        for (int i = 0; i < runs.Count; i++)
        {
            StoredRun run = runs[i];
            RunDetails details = store.Details(run.Number);
            output.Write(i == 0 ? "\n {" : ",\n {");
            output.Write(RunJson.Members(run));
            output.Write($",\"plan\":{details.Plan},\"environment\":{System.Text.Json.JsonSerializer.Serialize(details.Environment, StoreJson.Default.RunEnvironment)},\"findings\":{System.Text.Json.JsonSerializer.Serialize(details.Findings, StoreJson.Default.IReadOnlyListRunFinding)},\"series\":{{");
            bool first = true;
            foreach (MetricSeries series in All(store, run))
            {
                output.Write($"{(first ? "" : ",")}\n  {Json.Text(series.Metric)}:{{\"steps\":[{string.Join(",", series.Steps)}],\"values\":[{string.Join(",", series.Values.Select(Json.Number))}]}}");
                first = false;
            }

            output.Write("}}");
        }

        output.Write(runs.Count == 0 ? "]\n" : "\n]\n");
    }

    /// <summary>A folder per run with an event file: <c>tensorboard --logdir DIR</c>.</summary>
    /// <returns>How many were written.</returns>
    public static int WriteEvents(string folder, IRunStore store, IReadOnlyList<StoredRun> runs)
    {
        foreach (StoredRun run in runs)
        {
            string own = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{run.Number}-{Safe(run.About.Label)}-seed{run.About.Seed}"));
            if (Directory.Exists(own) && Directory.GetFiles(own, "events.out.tfevents.*").Length > 0)
                throw new UserError($"'{own}' has event files already, and nothing is ever overwritten: name another folder, or delete that one.");
            using EventFileWriter events = EventFileWriter.Create(own);
            events.Settings(new Dictionary<string, object>
            {
                ["schedule"] = run.About.Schedule,
                ["label"] = run.About.Label,
                ["seed"] = (double)run.About.Seed,
                ["optimizer"] = run.About.Optimizer,
                ["epochs"] = (double)run.About.Epochs,
                ["batch"] = (double)run.About.Batch,
            });
            foreach (MetricSeries series in All(store, run).Where(series => !RunMetrics.IsBookkeeping(series.Metric)))
            {
                string tag = Tag(series.Metric);
                for (int i = 0; i < series.Values.Count; i++)
                    events.Scalar(tag, series.Steps[i], series.Values[i]);
            }

            events.Ended(run.Status is StoredStatus.Done);
        }

        return runs.Count;
    }

    private static IEnumerable<MetricSeries> All(IRunStore store, StoredRun run)
        => run.Metrics.Keys.Order(StringComparer.Ordinal).Select(metric => store.Read(run.Number, metric));

    // The names that a comparison's own event files use.
    private static string Tag(string metric)
        => metric == RunMetrics.Loss ? "train/batch_loss"
            : metric.StartsWith("train_", StringComparison.Ordinal) ? $"train/{metric[6..]}"
            : metric.StartsWith("validation_", StringComparison.Ordinal) ? $"validation/{metric[11..]}"
            : metric;

    private static string Safe(string label) => string.Concat(label.Take(40).Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));
}
