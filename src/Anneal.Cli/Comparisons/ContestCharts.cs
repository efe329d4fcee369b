using Anneal.Charts;
using Anneal.Controllers;
using Anneal.Training;

namespace Anneal.Cli.Comparisons;

/// <summary>The pictures of a comparison: what decides, the loss and the rate, over epochs.</summary>
internal static class ContestCharts
{
    private const int MostPoints = 2000;

    public static IEnumerable<(string Name, LineChart Chart)> Of(Contest contest)
    {
        string experiment = contest.Setup.Experiment.Name;
        (string metric, Direction direction) = contest.Setup.Deciding;
        string seeds = contest.Seeds == 1 ? "one seed" : $"mean and range of {contest.Seeds} seeds";
        yield return ($"{contest.Setup.Metrics[0].Name}.svg", new LineChart
        {
            Title = $"{experiment}: {Words(metric)}, {seeds}",
            XLabel = "epoch",
            YLabel = Words(metric),
            LogY = direction is Direction.Minimize,
            Series = [.. contest.Entrants.Select(entrant => Mean(contest, entrant, metric))],
        });
        yield return ("loss.svg", new LineChart
        {
            Title = $"{experiment}: training loss, {seeds}",
            XLabel = "epoch",
            YLabel = "training loss",
            LogY = true,
            Series = [.. contest.Entrants.Select(entrant => Mean(contest, entrant, "train_loss"))],
        });
        yield return ("rate.svg", new LineChart
        {
            Title = $"{experiment}: learning rate",
            XLabel = "epoch",
            YLabel = "learning rate",
            Series = [.. contest.Entrants.Select(entrant => Rate(contest, entrant))],
        });
    }

    /// <summary>The runs whose curves stand for an entrant: those that learned, or all where none did.</summary>
    public static IReadOnlyList<ComparedRun> Shown(Contest contest, Entrant entrant)
        => contest.Of(entrant).Where(run => !run.Verdict.Failed && run.Status is RunStatus.Done).ToArray() is { Length: > 0 } learned ? learned : [.. contest.Of(entrant)];

    /// <summary>A metric in words: validation_accuracy is "validation accuracy".</summary>
    public static string Words(string metric) => metric.Replace('_', ' ');

    private static Series Mean(Contest contest, Entrant entrant, string metric)
    {
        IReadOnlyList<ComparedRun> runs = Shown(contest, entrant);
        int epochs = runs.Max(run => run.History.Epochs.Count);
        double[][] values = [.. Enumerable.Range(0, epochs).Select(epoch => runs.Where(run => run.History.Epochs.Count > epoch).Select(run => run.History.Epochs[epoch][metric]).ToArray())];
        Series series = new(entrant.Label, [.. Enumerable.Range(1, Math.Max(1, epochs)).Select(epoch => (double)epoch)], epochs == 0 ? [double.NaN] : [.. values.Select(all => all.Average())]);
        return runs.Count < 2 || epochs == 0 ? series : series with { Low = [.. values.Select(all => all.Min())], High = [.. values.Select(all => all.Max())] };
    }

    private static Series Rate(Contest contest, Entrant entrant)
    {
        History history = contest.Of(entrant).MaxBy(run => run.History.Rates.Count)!.History;
        double perEpoch = contest.Setup.Length.StepsPerEpoch!.Value;
        int every = Math.Max(1, history.Rates.Count / MostPoints);
        int[] steps = [.. Enumerable.Range(0, Math.Max(1, history.Rates.Count)).Where(step => step % every == 0 || step == history.Rates.Count - 1)];
        return new Series(entrant.Label, [.. steps.Select(step => step / perEpoch)], [.. steps.Select(step => step < history.Rates.Count ? history.Rates[step] : double.NaN)]);
    }
}
