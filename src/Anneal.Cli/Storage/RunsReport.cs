using Anneal.Charts.Reports;
using Anneal.Cli.Comparisons;
using Anneal.Cli.Terminal;
using Anneal.Controllers;

namespace Anneal.Cli.Storage;

/// <summary>Stored runs as a page, whatever they were trained for: a colour per schedule, a line per seed.</summary>
internal sealed class RunsReport(IRunStore store, IReadOnlyList<StoredRun> runs)
{
    private readonly List<(string Name, IReadOnlyList<StoredRun> Runs)> _groups = Named(runs);

    public Report Page() => new()
    {
        Title = runs.Count == 1 ? $"{AskedRuns.NameOf(runs[0])}: {runs[0].About.Label}" : FormattableString.Invariant($"{runs.Count} runs"),
        Subtitle = $"{string.Join(", ", runs.Select(run => run.About.Experiment).Distinct())}: {ContestWords.Count(_groups.Count, "schedule")}, {ContestWords.Count(runs.Count, "run")}; from {Path.GetFileName(store.Place)}.",
        Sections =
        [
            Results(),
            .. Findings(),
            .. runs.GroupBy(run => (run.About.Metric, run.About.Direction)).Select(same => ByEpoch($"{Capital(ContestCharts.Words(same.Key.Metric))} by epoch", same.Key.Metric, same.Key.Direction is Direction.Minimize, withRate: false)).OfType<ReportPlot>(),
            .. new[] { ByEpoch("Training loss and learning rate", "train_loss", log: true, withRate: true) }.OfType<ReportPlot>(),
            .. ByUpdate(),
            Settings(),
        ],
    };

    // Two trainings may have schedules of one label: those are named after their training, too.
    private static List<(string, IReadOnlyList<StoredRun>)> Named(IReadOnlyList<StoredRun> runs)
    {
        IReadOnlyList<IReadOnlyList<StoredRun>> groups = RunTable.Grouped(runs);
        bool several = groups.Select(group => group[0].About.Group).Distinct().Count() > 1;
        List<(string, IReadOnlyList<StoredRun>)> named = [];
        foreach (IReadOnlyList<StoredRun> group in groups)
        {
            string name = several ? $"{AskedRuns.NameOf(group[0])}: {group[0].About.Label}" : group[0].About.Label;
            // Folders of the same name may lie in several places.
            named.Add((named.Exists(other => other.Item1 == name) ? FormattableString.Invariant($"{name} (run {group[0].Number})") : name, group));
        }

        return named;
    }

    private ReportTable Results() => new(
        "Results",
        [new("schedule"), new("run", Right: true), new("seed", Right: true), new("state"), new("metric"), new("last", Right: true), new("best", Right: true), new("updates", Right: true), new("seconds", Right: true)],
        [.. _groups.SelectMany((group, colour) => group.Runs.Select(run => (IReadOnlyList<ReportCell>)
        [
            new ReportCell(group.Name, Colour: colour),
            Number(run.Number, FormattableString.Invariant($"{run.Number}")),
            Number(run.About.Seed, FormattableString.Invariant($"{run.About.Seed}")),
            RunField.StatusOf(run),
            ContestCharts.Words(run.About.Metric),
            Number(run.Deciding?.Last ?? double.NaN),
            Number(run.Deciding?.Best(run.About.Direction).Value ?? double.NaN),
            Number(run.Steps, FormattableString.Invariant($"{run.Steps}")),
            Number(run.Seconds, FormattableString.Invariant($"{run.Seconds:0.#}")),
        ]))])
    {
        Note = "Last is the end of the run, which counts; best would be chosen by what it is judged by.",
    };

    private IEnumerable<ReportSection> Findings()
    {
        string[] lines = [.. runs.SelectMany(run => store.Details(run.Number).Findings.Where(finding => finding.Remedy.Length > 0).Select(finding => (run.Number, Text: $"{finding.Sentence} {finding.Remedy}")))
            .GroupBy(finding => finding.Text)
            .Select(same => $"{(same.Count() == 1 ? "Run" : "Runs")} {string.Join(", ", same.Select(finding => finding.Number))}: {same.Key}")];
        return lines.Length == 0 ? [] : [new ReportText("What did not work, and why", lines) { Tone = ReportTone.Warning }];
    }

    private ReportPlot? ByEpoch(string heading, string metric, bool log, bool withRate)
    {
        PlotGroup[] groups = [.. _groups.Select((group, colour) => Group(group.Name, colour, group.Runs, metric, withRate)).OfType<PlotGroup>()];
        return groups.Length == 0 ? null : new ReportPlot(heading, groups)
        {
            XLabel = "epoch",
            OtherX = ["update", "seconds"],
            YLabel = ContestCharts.Words(metric),
            LogY = log,
            RightLabel = withRate ? "learning rate" : "",
            Note = _groups.Any(group => Shown(group.Runs).Count < group.Runs.Count) ? "Runs that never learned are left out where others of the same schedule did." : "",
        };
    }

    // As in the report of a comparison.
    private static IReadOnlyList<StoredRun> Shown(IReadOnlyList<StoredRun> group) => group.Where(run => run.Learned).ToArray() is { Length: > 0 } learned ? learned : group;

    private PlotGroup? Group(string name, int colour, IReadOnlyList<StoredRun> group, string metric, bool withRate)
    {
        PlotCurve[] curves = [.. Shown(group).Select(run => Curve(run, metric)).OfType<PlotCurve>()];
        return curves.Length == 0 ? null : new PlotGroup(name, colour, curves) { Right = withRate ? [.. Shown(group).Take(1).Select(Rate).OfType<PlotCurve>()] : [] };
    }

    private PlotCurve? Curve(StoredRun run, string metric)
    {
        MetricSeries series = store.Read(run.Number, metric);
        return series.Values.Count == 0 ? null : AtEpochs(run, series);
    }

    // The rate at the end of each epoch.
    private PlotCurve? Rate(StoredRun run)
    {
        MetricSeries rate = store.Read(run.Number, RunMetrics.Rate);
        long[] ends = [.. store.Read(run.Number, RunMetrics.Epoch).Steps];
        Dictionary<long, double> values = rate.Steps.Zip(rate.Values).ToDictionary(one => one.First, one => one.Second);
        return ends.Length == 0 ? null : AtEpochs(run, new(RunMetrics.Rate, ends, [.. ends.Select(step => values.GetValueOrDefault(step, double.NaN))]));
    }

    private PlotCurve AtEpochs(StoredRun run, MetricSeries series)
    {
        MetricSeries numbers = store.Read(run.Number, RunMetrics.Epoch), times = store.Read(run.Number, RunMetrics.EpochSeconds);
        Dictionary<long, (double Epoch, double Seconds)> epochs = [];
        double seconds = 0;
        for (int i = 0; i < numbers.Values.Count; i++)
            epochs[numbers.Steps[i]] = (numbers.Values[i], Math.Round(seconds += times.Values[i], 4));
        long[] steps = [.. series.Steps];
        return new PlotCurve(FormattableString.Invariant($"seed {run.About.Seed}"), [.. steps.Select(step => epochs[step].Epoch)], series.Values)
        {
            OtherX = [[.. steps.Select(step => (double)step)], [.. steps.Select(step => epochs[step].Seconds)]],
        };
    }

    private IEnumerable<ReportPlot> ByUpdate()
    {
        List<PlotGroup> groups = [];
        for (int colour = 0; colour < _groups.Count; colour++)
        {
            StoredRun run = Shown(_groups[colour].Runs)[0];
            MetricSeries loss = store.Read(run.Number, RunMetrics.Loss);
            if (loss.Values.Count > 0)
                groups.Add(new PlotGroup(_groups[colour].Name, colour, [new PlotCurve(FormattableString.Invariant($"seed {run.About.Seed}"), [.. loss.Steps.Select(step => (double)step)], loss.Values)]));
        }

        return groups.Count == 0 ? [] : [new ReportPlot("Loss of every update", groups) { XLabel = "update", YLabel = "loss of the batch", LogY = true, Smoothing = 0.9, Note = "The first run of each that learned; the smoothed curve before the raw one." }];
    }

    private ReportTable Settings() => new(
        "Settings",
        [new("schedule"), new("as it was written"), new("optimizer"), new("epochs", Right: true), new("batch", Right: true), new("command")],
        [.. _groups.Select((group, colour) => (IReadOnlyList<ReportCell>)
        [
            new ReportCell(group.Name, Colour: colour),
            group.Runs[0].About.Schedule,
            group.Runs[0].About.Optimizer,
            Number(group.Runs[0].About.Epochs, FormattableString.Invariant($"{group.Runs[0].About.Epochs}")),
            Number(group.Runs[0].About.Batch, FormattableString.Invariant($"{group.Runs[0].About.Batch}")),
            store.Details(group.Runs[0].Number).Environment.CommandLine,
        ])]);

    private static ReportCell Number(double value, string? text = null) => new(text ?? NumberCell.Short(value), value);

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
