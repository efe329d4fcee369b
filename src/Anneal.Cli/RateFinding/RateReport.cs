using System.Runtime.InteropServices;
using Anneal.Charts.Reports;
using Anneal.Cli.Terminal;
using Anneal.Training.RateFinding;
using Finding = Anneal.Training.RateFinding.RateFinding;

namespace Anneal.Cli.RateFinding;

/// <summary>The finding as a page.</summary>
internal static class RateReport
{
    public static Report Of(RateSearch search, IReadOnlyList<(string? Group, Finding Found)> all, double seconds)
    {
        RateSweep sweep = all[0].Found.Sweep;
        return new Report
        {
            Title = $"{search.Setup.Experiment.Name}: which learning rate?",
            Subtitle = FormattableString.Invariant($"{search.Setup.Experiment.Summary}. {search.Setup.Optimizer}, batch {search.Setup.Batch}; {sweep.Steps} rates from {RateCharts.Figure(sweep.From)} to {RateCharts.Figure(sweep.To)}, {sweep.Seeds} seed{(sweep.Seeds == 1 ? "" : "s")}."),
            Sections =
            [
                .. all.SelectMany(one => Sections(one.Group, one.Found)),
                new ReportText(
                    "How it was done",
                    $"Data: {search.Setup.Data.Origin}.",
                    "The rate rises from update to update; shown is the loss right after the updates at each rate, smoothed in both directions so that it does not lag. Nothing is left out at either end. The interval reaches from the lowest to the highest suggestion over all rules and seeds.",
                    $"Anneal {App.Version}, {RuntimeInformation.FrameworkDescription}; {NumberCell.Time(seconds)}."),
            ],
        };
    }

    private static IEnumerable<ReportSection> Sections(string? group, Finding found)
    {
        string of = group is null ? "" : $" of the group '{group}'";
        yield return new ReportText($"What came out{of}", found.Sentence) { Tone = found.Rate is null ? ReportTone.Warning : ReportTone.Good };
        yield return Plot(found, $"Loss by rate{of}");
        yield return Table(found, $"What each rule suggests{of}");
    }

    private static ReportPlot Plot(Finding found, string heading)
    {
        double[] shown = [.. found.Curves.SelectMany(curve => curve.Smoothed)];
        (double low, double high) = (shown.Min(), shown.Max());
        return new ReportPlot(heading,
        [
            .. found.Curves.Select((curve, i) => new PlotGroup($"seed {curve.Seed}", i, new PlotCurve("smoothed", curve.Rates, curve.Smoothed))),
            .. RateCharts.Marks(found).Select((mark, i) => new PlotGroup($"{mark.Rule.Name} {RateCharts.Figure(mark.Rate)}", found.Curves.Count + i, new PlotCurve("suggested", [mark.Rate, mark.Rate], [low, high]))),
        ])
        {
            XLabel = "learning rate",
            YLabel = "smoothed loss after the update",
            LogX = !found.Sweep.Linear,
            LogY = RateCharts.IsFar(found),
            Note = found.Rate is null ? "" : "Upright lines: the median over the seeds of what each rule suggests.",
        };
    }

    private static ReportTable Table(Finding found, string heading)
        => new(
            heading,
            [new("rule"), new("median", Right: true), .. found.Curves.Select(curve => new ReportColumn($"seed {curve.Seed}", Right: true)), new("how it reads the curve"), new("from")],
            [.. found.Suggestions.Select((suggestion, i) => (IReadOnlyList<ReportCell>)
            [
                new ReportCell(suggestion.Rule == found.Sweep.Rule && found.Rate is not null ? $"{suggestion.Rule.Name} (recommended)" : suggestion.Rule.Name),
                Cell(suggestion.Rate),
                .. suggestion.BySeed.Select(Cell),
                suggestion.Rule.Formula,
                suggestion.Rule.Source,
            ])]);

    private static ReportCell Cell(double? rate) => rate is double value ? new(RateCharts.Figure(value), value) : new("-", double.NaN);
}
