using System.Globalization;
using Anneal.Cli.Comparisons;
using Anneal.Cli.Terminal;
using Anneal.Comparing;
using Anneal.Controllers;

namespace Anneal.Cli.Storage;

/// <summary>Runs as a table that fits the screen: what does not is left out from the right, and the schedule takes what is left.</summary>
internal sealed class RunTable(Screen screen, DateTimeOffset now)
{
    private const int SparkCells = 8;
    private const int LeastLabel = 10;
    private const int Gap = 2;

    /// <summary>A line per run.</summary>
    public void Write(IReadOnlyList<StoredRun> runs) => WriteColumns(
    [
        new("run", [.. runs.Select(run => run.Number.ToString(CultureInfo.InvariantCulture))], Right: true),
        new("name", [.. runs.Select(AskedRuns.NameOf)], Most: 16),
        new("state", [.. runs.Select(RunField.StatusOf)]),
        new("schedule", [.. runs.Select(run => run.About.Label)], Flexible: true),
        new("seed", [.. runs.Select(run => run.About.Seed.ToString(CultureInfo.InvariantCulture))], Right: true, Worth: 3),
        new("best", [.. runs.Select(run => NumberCell.Short(run.Deciding?.Best(run.About.Direction).Value ?? double.NaN))], Right: true),
        new("last", [.. runs.Select(run => NumberCell.Short(run.Deciding?.Last ?? double.NaN))], Right: true),
        new("course", [.. runs.Select(Spark)], Worth: 2),
        new("time", [.. runs.Select(run => NumberCell.Time(run.Seconds))], Right: true, Worth: 1),
        new("age", [.. runs.Select(run => Age(now - (run.Ended ?? run.About.Started)))], Right: true, Worth: 4),
    ]);

    /// <summary>A line per schedule of a training or comparison: its seeds as mean ± deviation of the last values of those that learned.</summary>
    public void WriteGrouped(IReadOnlyList<IReadOnlyList<StoredRun>> groups) => WriteColumns(
    [
        new("runs", [.. groups.Select(Numbers)], Right: true),
        new("name", [.. groups.Select(group => AskedRuns.NameOf(group[0]))], Most: 16),
        new("state", [.. groups.Select(States)]),
        new("schedule", [.. groups.Select(group => group[0].About.Label)], Flexible: true),
        new("last ± deviation", [.. groups.Select(group => ResultRow.Spread(SampleOf(group)))]),
        new("best", [.. groups.Select(group => NumberCell.Short(Best(group)))], Right: true),
        new("course", [.. groups.Select(group => Spark(group[0]))], Worth: 2),
        new("age", [.. groups.Select(group => Age(now - group.Max(run => run.Ended ?? run.About.Started)))], Right: true, Worth: 4),
    ]);

    /// <summary>The runs of one schedule in one training or comparison, in the order of the first of each.</summary>
    public static IReadOnlyList<IReadOnlyList<StoredRun>> Grouped(IReadOnlyList<StoredRun> runs)
        => [.. runs.GroupBy(run => (run.About.Group, run.About.Label)).Select(group => (IReadOnlyList<StoredRun>)[.. group.OrderBy(run => run.Number)])];

    /// <summary>What decides at the end of each run; nothing for those that are not over, and no number for those that failed.</summary>
    public static Sample SampleOf(IReadOnlyList<StoredRun> group)
        => Sample.Of([.. group.Select(run => run is { Status: StoredStatus.Done, Learned: true } ? run.Deciding?.Last ?? double.NaN : double.NaN)]);

    /// <summary>How long ago: 5 s, 3 min, 2 h, 4 d.</summary>
    public static string Age(TimeSpan time) => time switch
    {
        { TotalSeconds: < 60 } => FormattableString.Invariant($"{Math.Max(0, time.TotalSeconds):0} s"),
        { TotalMinutes: < 60 } => FormattableString.Invariant($"{(int)time.TotalMinutes} min"),
        { TotalHours: < 48 } => FormattableString.Invariant($"{(int)time.TotalHours} h"),
        _ => FormattableString.Invariant($"{(int)time.TotalDays} d"),
    };

    private static string Numbers(IReadOnlyList<StoredRun> group)
        => group.Count == 1 ? FormattableString.Invariant($"{group[0].Number}")
            : group[^1].Number - group[0].Number == group.Count - 1 ? FormattableString.Invariant($"{group[0].Number}-{group[^1].Number}")
            : group.Count <= 3 ? string.Join(',', group.Select(run => run.Number)) : FormattableString.Invariant($"{group[0].Number}…{group[^1].Number}");

    private static string States(IReadOnlyList<StoredRun> group)
        => string.Join(", ", group.GroupBy(run => run.Status.ToString().ToLowerInvariant()).OrderByDescending(same => same.Count()).Select(same => FormattableString.Invariant($"{same.Count()} {same.Key}")));

    private static double Best(IReadOnlyList<StoredRun> group)
    {
        double[] best = [.. group.Select(run => run.Deciding?.Best(run.About.Direction).Value ?? double.NaN).Where(double.IsFinite)];
        return best.Length == 0 ? double.NaN : group[0].About.Direction is Direction.Minimize ? best.Min() : best.Max();
    }

    private string Spark(StoredRun run)
        => run.Deciding?.Curve.Points is { Count: > 0 } points ? Sparkline.Draw(points, SparkCells, screen.Unicode, log: run.About.Direction is Direction.Minimize) : "";

    private void WriteColumns(IReadOnlyList<Column> columns)
    {
        List<Column> shown = [.. columns];
        int label = 0;
        while (true)
        {
            int fixedWidth = shown.Where(column => !column.Flexible).Sum(column => column.Width) + (Gap * (shown.Count - 1));
            label = Math.Min(columns.First(column => column.Flexible).Width, screen.Width - fixedWidth);
            if (label >= Math.Min(LeastLabel, columns.First(column => column.Flexible).Width) || shown.Where(column => column.Worth > 0).MinBy(column => column.Worth) is not Column least)
                break;
            shown.Remove(least);
        }

        label = Math.Max(label, 4);
        screen.Strong(string.Join("  ", shown.Select(column => Cell(column, column.Head, label))).TrimEnd());
        screen.Out.WriteLine();
        for (int row = 0; row < columns[0].Cells.Count; row++)
            screen.Out.WriteLine(string.Join("  ", shown.Select(column => Cell(column, column.Cells[row], label))).TrimEnd());
    }

    private string Cell(Column column, string text, int label)
    {
        int width = column.Flexible ? label : column.Width;
        string shown = CellText.Elide(CellText.Clean(text), width, screen.Unicode);
        string blank = new(' ', width - CellText.Width(shown));
        return column.Right ? blank + shown : shown + blank;
    }

    /// <summary>A column.</summary>
    /// <param name="Head">Its heading.</param>
    /// <param name="Cells">What stands below it.</param>
    /// <param name="Right">Whether numbers stand in it.</param>
    /// <param name="Flexible">Whether it takes the room that is left.</param>
    /// <param name="Most">The most cells it takes.</param>
    /// <param name="Worth">0 is always there; others are left out for want of room, the lowest first.</param>
    private sealed record Column(string Head, IReadOnlyList<string> Cells, bool Right = false, bool Flexible = false, int Most = 60, int Worth = 0)
    {
        public int Width { get; } = Math.Min(Most, Cells.Select(CellText.Width).Append(CellText.Width(Head)).Max());
    }
}
