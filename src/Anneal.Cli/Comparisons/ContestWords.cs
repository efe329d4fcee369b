using System.Globalization;
using Anneal.Comparing;

namespace Anneal.Cli.Comparisons;

/// <summary>What is said about a contest on the screen and in its report; one of a single schedule is a training.</summary>
internal static class ContestWords
{
    public static string Title(Contest contest, string name)
        => contest.Entrants.Count == 1 ? $"{name}: {contest.Entrants[0].Label}" : string.Create(CultureInfo.InvariantCulture, $"{name}: {contest.Entrants.Count} schedules compared");

    /// <summary>The outcome in a sentence.</summary>
    public static string Summary(Contest contest, Ranking ranking)
    {
        if (contest.Entrants.Count > 1)
            return ranking.Summary + ".";
        Sample sample = ranking.Standings[0].Sample;
        int epochs = contest.Runs.Max(run => run.History.Epochs.Count);
        string metric = ContestCharts.Words(contest.Setup.Deciding.Name);
        return sample.Mean is null
            ? sample.Runs == 1 ? "It did not learn." : $"None of {sample.Runs} seeds learned."
            : $"{ResultRow.Spread(sample)} {metric} after {Count(epochs, "epoch")}.";
    }

    public static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
