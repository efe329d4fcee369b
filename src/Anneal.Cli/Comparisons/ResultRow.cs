using System.Globalization;
using Anneal.Cli.Terminal;
using Anneal.Comparing;
using Anneal.Controllers;

namespace Anneal.Cli.Comparisons;

/// <summary>What one schedule came to.</summary>
/// <param name="Name">Its label.</param>
/// <param name="Colour">Its place among the entrants, which decides its colour everywhere.</param>
/// <param name="Result">Mean and spread of what decides.</param>
/// <param name="Mean">The mean alone; NaN where every run failed.</param>
/// <param name="Best">The best epoch of all runs and its value.</param>
/// <param name="Loss">The mean training loss of the last epoch, of the runs that learned.</param>
/// <param name="ExamplesPerSecond">The median over the runs.</param>
/// <param name="Curve">The mean of what decides, epoch by epoch.</param>
internal sealed record ResultRow(string Name, int Colour, string Result, double Mean, string Best, double Loss, double ExamplesPerSecond, IReadOnlyList<double> Curve)
{
    public static ResultRow Of(Contest contest, Standing standing)
    {
        (string metric, Direction direction) = contest.Setup.Deciding;
        Entrant entrant = contest.Entrants.First(one => one.Label == standing.Name);
        ComparedRun[] runs = [.. contest.Of(entrant)];
        ComparedRun? best = runs.Where(run => run.Best is not null).MinBy(run => run.Best![metric] * (direction is Direction.Minimize ? 1 : -1));
        double[] speeds = [.. runs.Select(run => run.ExamplesPerSecond).Order()];
        IReadOnlyList<ComparedRun> shown = ContestCharts.Shown(contest, entrant);
        int epochs = shown.Max(run => run.History.Epochs.Count);
        double[] curve = [.. Enumerable.Range(0, epochs).Select(epoch => shown.Where(run => run.History.Epochs.Count > epoch).Average(run => run.History.Epochs[epoch][metric]))];
        return new(
            standing.Name,
            contest.Entrants.ToList().IndexOf(entrant),
            Spread(standing.Sample),
            standing.Sample.Mean ?? double.NaN,
            best is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{NumberCell.Short(best.Best![metric])} ({best.Best.Epoch})"),
            shown.Where(run => run.History.Epochs.Count > 0).Select(run => run.History.Epochs[^1]["train_loss"]).DefaultIfEmpty(double.NaN).Average(),
            speeds[speeds.Length / 2],
            curve);
    }

    // The deviation with two digits, the mean with as many places.
    public static string Spread(Sample sample)
    {
        string failed = sample.Failed == 0 ? "" : $"{sample.Failed} of {sample.Runs} failed";
        if (sample.Mean is not double mean)
            return failed;
        string text = NumberCell.Short(mean);
        if (sample.StandardDeviation is double deviation and > 0)
        {
            int places = Math.Clamp(1 - (int)Math.Floor(Math.Log10(deviation)), 0, 8);
            string format = "F" + places.ToString(CultureInfo.InvariantCulture);
            text = $"{mean.ToString(format, CultureInfo.InvariantCulture)} ± {deviation.ToString(format, CultureInfo.InvariantCulture)}";
        }

        return failed.Length == 0 ? text : $"{text} ({failed})";
    }
}
