using System.Text;

namespace Anneal.Charts;

/// <summary>What a chart shows, in sentences, for those who cannot see it.</summary>
internal static class ChartDescription
{
    private const int MostLines = 12;

    public static string Title(LineChart chart)
    {
        if (chart.Title.Length > 0) return chart.Title;
        string what = chart.YLabel.Length > 0 ? chart.YLabel : "Line chart";
        return chart.XLabel.Length > 0 ? $"{what} over {chart.XLabel}" : what;
    }

    public static string Of(LineChart chart, Plot plot)
    {
        StringBuilder text = new($"Line chart over x from {NumberText.Short(plot.X.Min)} to {NumberText.Short(plot.X.Max)}{Kind(plot.X, "x")}{Kind(plot.Y, "y")}.");
        Series[] lines = [.. chart.Series.Where(series => !series.Faint)];
        foreach (Series series in lines.Take(MostLines)) text.Append(' ').Append(Line(series, plot));
        if (lines.Length > MostLines) text.Append($" And {lines.Length - MostLines} more lines.");
        foreach (MarkedPoint mark in chart.Marks)
            text.Append($" Marked: {mark.Label} at {NumberText.Short(mark.X)}, {NumberText.Short(mark.Y)}.");
        return text.ToString();
    }

    private static string Line(Series series, Plot plot)
    {
        double[] shown = [.. series.PointsOn(plot.X.IsLog, plot.Upright(series.OnRight).IsLog).Select(point => point.Y)];
        string name = series.Name.Length > 0 ? series.Name : "A line";
        return shown.Length == 0
            ? $"{name}: nothing to draw."
            : $"{name}: first {NumberText.Short(shown[0])}, last {NumberText.Short(shown[^1])}, "
                + $"lowest {NumberText.Short(shown.Min())}, highest {NumberText.Short(shown.Max())}.";
    }

    private static string Kind(Axis axis, string name) => axis.IsLog ? $", logarithmic in {name}" : "";
}
