using Anneal.Cli.Terminal;
using Anneal.Comparing;
using Anneal.Controllers;

namespace Anneal.Cli.Comparisons;

/// <summary>The results as people read them: a table, what is beyond the noise, and why what failed failed.</summary>
internal sealed class ResultTable(Contest contest, Ranking ranking)
{
    private const int SparkCells = 14;
    private const int MostLabel = 28;

    /// <summary>A row per schedule, the best first.</summary>
    public IReadOnlyList<ResultRow> Rows { get; } = [.. ranking.Standings.Select(standing => ResultRow.Of(contest, standing))];

    public void Write(Screen screen)
    {
        string metric = contest.Setup.Metrics[0].Name;
        int label = Math.Min(MostLabel, Math.Max("schedule".Length, Rows.Max(row => CellText.Width(row.Name))));
        int result = Math.Max(Head(metric).Length, Rows.Max(row => row.Result.Length));
        screen.Strong($"   {"schedule".PadRight(label)}  {Head(metric).PadRight(result)}  {"best (epoch)",16}  {"loss",9}  {"examples/s",10}  {metric} by epoch");
        screen.Out.WriteLine();
        foreach (ResultRow row in Rows)
        {
            string name = CellText.Elide(CellText.Clean(row.Name, screen.Unicode), label, screen.Unicode);
            screen.Write(screen.Unicode ? "── " : $"{DotGrid.Letter(row.Colour)}  ", row.Colour);
            screen.Write(name + new string(' ', label - CellText.Width(name)), row.Colour);
            string spark = Sparkline.Draw(row.Curve, SparkCells, screen.Unicode, log: contest.Setup.Deciding.Direction is Direction.Minimize);
            screen.Out.WriteLine($"  {row.Result.PadRight(result)}  {row.Best,16}  {NumberCell.Short(row.Loss),9}  {NumberCell.Rate(row.ExamplesPerSecond),10}  {spark}");
        }

        screen.Out.WriteLine();
        Wrapped(screen, ContestWords.Summary(contest, ranking), "");
        foreach (Comparison comparison in ranking.Comparisons)
            Wrapped(screen, comparison.Sentence, "- ");
        foreach (string line in FindingLines.Of(contest))
            Wrapped(screen, line, "! ");
    }

    // A single seed has no spread.
    private string Head(string metric) => contest.Seeds > 1 ? $"{metric} ± deviation" : metric;

    private static void Wrapped(Screen screen, string text, string bullet)
    {
        screen.Out.Write(bullet);
        HelpText.Paragraph(screen, text, bullet.Length, bullet.Length);
    }
}
