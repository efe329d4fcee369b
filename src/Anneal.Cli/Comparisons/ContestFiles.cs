using Anneal.Charts;
using Anneal.Cli.Outputs;
using Anneal.Comparing;

namespace Anneal.Cli.Comparisons;

/// <summary>The results as files: the report, pictures, tables and event files.</summary>
internal static class ContestFiles
{
    public const string Report = "report.html";

    public static void Write(Contest contest, Ranking ranking, ContestFolder folder)
    {
        Destination.Save(folder.Place("history.csv"), output => HistoryFiles.WriteCsv(output, contest));
        Destination.Save(folder.Place("history.jsonl"), output => HistoryFiles.WriteJsonLines(output, contest));
        Destination.Save(folder.Place("results.json"), output => ContestJson.Write(output, contest, ranking, folder.Path));
        foreach ((string name, LineChart chart) in ContestCharts.Of(contest))
            Destination.Save(folder.Place(name), chart.WriteSvg);
        EventFiles.Write(contest, folder);
        Destination.Save(folder.Place(Report), ContestReport.Of(contest, ranking, folder).Write);
    }
}
