using System.Globalization;
using Anneal.Charts;
using Anneal.Cli.Comparisons;
using Anneal.Cli.Terminal;
using Anneal.Controllers;

namespace Anneal.Cli.Storage;

/// <summary>Everything about one run, for people.</summary>
internal sealed class RunView(IRunStore store, StoredRun run, Screen screen, DateTimeOffset now)
{
    private const int Column = 16;
    private const int ChartRows = 8;

    private readonly RunDetails _details = store.Details(run.Number);

    public void Write()
    {
        RunDescription about = run.About;
        screen.Strong($"Run {run.Number}: {CellText.Clean(about.Label, screen.Unicode)}, seed {about.Seed}, of {CellText.Clean(AskedRuns.NameOf(run), screen.Unicode)}");
        screen.Out.WriteLine();
        HelpText.Paragraph(screen, Outcome(), 0);
        Settings();
        Results();
        Findings();
        Charts();
        screen.Out.WriteLine();
        HelpText.Paragraph(screen, GoOn(), 0);
    }

    /// <summary>How a run goes or went, in a sentence.</summary>
    private string Outcome()
    {
        string metric = ContestCharts.Words(run.About.Metric);
        string last = run.Deciding is MetricSummary deciding
            ? string.Create(CultureInfo.InvariantCulture, $" {Capital(metric)} {NumberCell.Short(deciding.Last)} at the end, best {At(deciding.Best(run.About.Direction))}.")
            : "";
        string time = string.Create(CultureInfo.InvariantCulture, $"{run.Steps} updates in {NumberCell.Time(run.Seconds)}, {RunTable.Age(now - (run.Ended ?? run.About.Started))} ago");
        return $"{Capital(RunField.StatusOf(run))}: {time}.{last}";
    }

    private void Settings()
    {
        RunDescription about = run.About;
        RunEnvironment environment = _details.Environment;
        screen.Out.WriteLine();
        Row("experiment", about.Experiment);
        Row("schedule", about.Schedule);
        Row("optimizer", about.Optimizer);
        Row("length", string.Create(CultureInfo.InvariantCulture, $"{ContestWords.Count(about.Epochs, "epoch")}, batch {about.Batch}"));
        Row("started", string.Create(CultureInfo.InvariantCulture, $"{about.Started.ToLocalTime():yyyy-MM-dd HH:mm:ss zzz}"));
        if (double.IsFinite(run.ExamplesPerSecond))
            Row("speed", $"{NumberCell.Rate(run.ExamplesPerSecond)} examples/s");
        Row("command", environment.CommandLine);
        Row("with", string.Create(CultureInfo.InvariantCulture, $"{environment.Tool}, {environment.Framework}, {environment.System}, {ContestWords.Count(environment.Processors, "processor")}"));
        if (environment.Commit is string commit)
            Row("commit", commit);
        Row("folder", Shown(about.Folder));
        Row("checkpoint", File.Exists(about.Checkpoint) ? Shown(about.Checkpoint) : "gone");
    }

    private void Results()
    {
        string[] names = [.. run.Metrics.Keys.Where(metric => !RunMetrics.IsBookkeeping(metric)).Order(StringComparer.Ordinal)];
        if (names.Length == 0)
            return;
        int width = names.Max(name => name.Length);
        screen.Out.WriteLine();
        screen.Strong($"{"metric".PadRight(width)}  {"last",9}  {"lowest",9} {"at update",9}  {"highest",9} {"at update",9}");
        screen.Out.WriteLine();
        foreach (string name in names)
        {
            MetricSummary metric = run.Metrics[name];
            screen.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name.PadRight(width)}  {NumberCell.Short(metric.Last),9}  {NumberCell.Short(metric.Lowest),9} {metric.LowestStep,9}  {NumberCell.Short(metric.Highest),9} {metric.HighestStep,9}"));
        }
    }

    private void Findings()
    {
        foreach (RunFinding finding in _details.Findings)
        {
            screen.Out.WriteLine();
            HelpText.Paragraph(screen, finding.Remedy.Length > 0 ? $"{finding.Sentence} {finding.Remedy}" : finding.Sentence, 0);
        }
    }

    private void Charts()
    {
        if (run.Deciding is not null)
            Draw(run.About.Metric, run.About.Direction is Direction.Minimize);
        if (run.Metrics.ContainsKey(RunMetrics.Rate))
            Draw(RunMetrics.Rate, log: false);
    }

    private void Draw(string metric, bool log)
    {
        MetricSeries series = Thin(store.Read(run.Number, metric));
        if (!series.Values.Any(value => double.IsFinite(value) && (!log || value > 0)))
            return;
        screen.Out.WriteLine();
        screen.Draw(new BrailleChart
        {
            Title = $"{ContestCharts.Words(metric)} by update",
            Series = [new Series("", [.. series.Steps.Select(step => (double)step)], series.Values)],
            LogY = log,
            Width = screen.Width,
            Height = ChartRows,
            Unicode = screen.Unicode,
        }.Draw());
    }

    // More than a terminal has dots shows nothing more; the lowest and highest of each stretch stay.
    private static MetricSeries Thin(MetricSeries series)
    {
        const int most = 2000;
        if (series.Values.Count <= most)
            return series;
        int stretch = (series.Values.Count + (most / 2) - 1) / (most / 2);
        List<long> steps = [];
        List<double> values = [];
        for (int first = 0; first < series.Values.Count; first += stretch)
        {
            int end = Math.Min(first + stretch, series.Values.Count);
            int[] places = [.. Enumerable.Range(first, end - first)];
            foreach (int place in new[] { places.MinBy(i => series.Values[i]), places.MaxBy(i => series.Values[i]) }.Distinct().Order())
            {
                steps.Add(series.Steps[place]);
                values.Add(series.Values[place]);
            }
        }

        return new(series.Metric, steps, values);
    }

    private string GoOn() => run.Status switch
    {
        StoredStatus.Training => "It is being trained now.",
        StoredStatus.Interrupted or StoredStatus.Failed when File.Exists(run.About.Checkpoint) => $"Go on with it: anneal resume {run.Number}",
        StoredStatus.Interrupted or StoredStatus.Failed when Directory.Exists(run.About.Group) => $"It has no checkpoint yet; begin it again: anneal resume {run.Number}",
        StoredStatus.Interrupted or StoredStatus.Failed => "It cannot be gone on with: its folder is gone.",
        _ => $"As a page: anneal report {run.Number}",
    };

    private static string At((double Value, long Step) best) => FormattableString.Invariant($"{NumberCell.Short(best.Value)} at update {best.Step}");

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Shown(string path)
    {
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    private void Row(string name, string text)
    {
        screen.Out.Write(name);
        HelpText.Paragraph(screen, CellText.Clean(text, screen.Unicode), Column, name.Length);
    }
}
