using System.Globalization;
using System.Runtime.InteropServices;
using Anneal.Charts.Reports;
using Anneal.Cli.Experiments;
using Anneal.Cli.Terminal;
using Anneal.Comparing;
using Anneal.Controllers;
using Anneal.Training;

namespace Anneal.Cli.Comparisons;

/// <summary>The results as a page.</summary>
internal static class ContestReport
{
    public static Report Of(Contest contest, Ranking ranking, ContestFolder folder)
    {
        Setup setup = contest.Setup;
        (string metric, Direction direction) = setup.Deciding;
        return new Report
        {
            Title = ContestWords.Title(contest, folder.Plan.Name),
            Subtitle = FormattableString.Invariant($"{Capital(setup.Experiment.Summary)}. {(contest.Seeds == 1 ? "One seed" : $"{contest.Seeds} seeds")} each, {setup.Epochs} epochs, batch {setup.Batch}, {setup.Optimizer}."),
            Sections =
            [
                new ReportText("What came out", [ContestWords.Summary(contest, ranking), .. ranking.Comparisons.Select(comparison => Ended(comparison.Sentence))])
                {
                    Tone = ranking.Comparisons.Any(comparison => comparison.Verdict is Verdict.BeyondNoise) ? ReportTone.Good : ReportTone.Plain,
                },
                Results(contest, ranking),
                .. Findings(contest),
                Plot(contest, $"Validation {setup.Metrics[0].Name} by epoch", metric, direction is Direction.Minimize, withRate: false),
                Plot(contest, "Training loss and learning rate", "train_loss", true, withRate: true),
                .. metric == "validation_loss" ? (ReportSection[])[] : [Plot(contest, "Validation loss by epoch", "validation_loss", true, withRate: false)],
                Steps(contest),
                Schedules(contest),
                new ReportText(
                    "How it was done",
                    $"Data: {setup.Data.Origin}.",
                    contest.Entrants.Count == 1 ? "The seed decides the weights at the start and the order of the examples. What counts is the last epoch: the best one would be chosen by what it is judged by." : "The seed decides the weights at the start and the order of the examples, the same for every schedule; differences are therefore taken seed by seed. What counts is the last epoch: the best one would be chosen by what it is judged by.",
                    $"Go on or write this page again: anneal resume {folder.Path}",
                    string.Create(CultureInfo.InvariantCulture, $"Anneal {App.Version}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSArchitecture}, {contest.Threads} runs at a time; {NumberCell.Time(contest.Seconds)}.")),
            ],
        };
    }

    private static ReportTable Results(Contest contest, Ranking ranking)
    {
        string metric = contest.Setup.Metrics[0].Name;
        ResultTable table = new(contest, ranking);
        return new ReportTable(
            "Results",
            [new("schedule"), new(metric), new("best (epoch)", Right: true), new("training loss", Right: true), new("examples/s", Right: true)],
            [.. table.Rows.Select(row => (IReadOnlyList<ReportCell>)
            [
                new ReportCell(row.Name, Colour: row.Colour),
                new ReportCell(row.Result, row.Mean),
                row.Best,
                new ReportCell(NumberCell.Short(row.Loss), row.Loss),
                new ReportCell(NumberCell.Rate(row.ExamplesPerSecond), row.ExamplesPerSecond),
            ])])
        {
            Note = "Mean ± standard deviation over the seeds, of the runs that learned, at the end of the last epoch. Examples per second are those of one run on one thread.",
        };
    }

    private static IEnumerable<ReportSection> Findings(Contest contest)
        => FindingLines.Of(contest).ToArray() is { Length: > 0 } lines ? [new ReportText("What did not work, and why", lines) { Tone = ReportTone.Warning }] : [];

    private static ReportPlot Plot(Contest contest, string heading, string metric, bool log, bool withRate)
        => new(heading, [.. contest.Entrants.Select((entrant, colour) => Group(contest, entrant, colour, metric, withRate))])
        {
            XLabel = "epoch",
            OtherX = ["update", "seconds"],
            YLabel = ContestCharts.Words(metric),
            LogY = log,
            RightLabel = withRate ? "learning rate" : "",
            Note = contest.Runs.Any(run => run.Verdict.Failed) ? "Runs that never learned are left out where others of the same schedule did." : "",
        };

    private static PlotGroup Group(Contest contest, Entrant entrant, int colour, string metric, bool withRate)
    {
        IReadOnlyList<ComparedRun> runs = ContestCharts.Shown(contest, entrant);
        return new PlotGroup(entrant.Label, colour, [.. runs.Select(run => Curve(run, epoch => epoch[metric]))])
        {
            Right = withRate ? [Curve(runs[0], epoch => epoch.LearningRate)] : [],
        };
    }

    private static PlotCurve Curve(ComparedRun run, Func<EpochRecord, double> value)
    {
        IReadOnlyList<EpochRecord> epochs = run.History.Epochs;
        double[] seconds = new double[epochs.Count];
        double sum = 0;
        for (int i = 0; i < seconds.Length; i++)
            seconds[i] = sum += epochs[i].Seconds;
        return new PlotCurve($"seed {run.Seed}", [.. epochs.Select(epoch => (double)epoch.Epoch)], [.. epochs.Select(value)])
        {
            OtherX = [[.. epochs.Select(epoch => (double)epoch.Step)], [.. seconds.Select(time => Math.Round(time, 4))]],
        };
    }

    private static ReportPlot Steps(Contest contest)
    {
        return new ReportPlot("Loss of every update", [.. contest.Entrants.Select((entrant, colour) => new PlotGroup(entrant.Label, colour, [Loss(ContestCharts.Shown(contest, entrant)[0])]))])
        {
            XLabel = "update",
            YLabel = "loss of the batch",
            LogY = true,
            Smoothing = 0.9,
            Note = "The first seed of each that learned; the smoothed curve before the raw one.",
        };

        PlotCurve Loss(ComparedRun run)
        {
            IReadOnlyList<double> losses = run.History.Losses;
            return new PlotCurve($"seed {run.Seed}", [.. Enumerable.Range(1, losses.Count).Select(step => (double)step)], losses);
        }
    }

    private static ReportTable Schedules(Contest contest)
        => new(
            "Schedules",
            [new("schedule"), new("as it was written"), new("first rate", Right: true), new("highest", Right: true), new("last rate", Right: true)],
            [.. contest.Entrants.Select((entrant, colour) =>
            {
                IReadOnlyList<double> rates = contest.Of(entrant).MaxBy(run => run.History.Rates.Count)!.History.Rates;
                return (IReadOnlyList<ReportCell>)
                [
                    new ReportCell(entrant.Label, Colour: colour),
                    entrant.Text,
                    NumberCell.Short(rates.Count > 0 ? rates[0] : double.NaN),
                    NumberCell.Short(rates.Count > 0 ? rates.Max() : double.NaN),
                    NumberCell.Short(rates.Count > 0 ? rates[^1] : double.NaN),
                ];
            })]);

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Ended(string sentence) => sentence.EndsWith('.') ? sentence : sentence + ".";
}
