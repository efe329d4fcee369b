using System.Globalization;
using System.Text;

namespace Anneal.Charts.Reports;

/// <summary>What a plot shows, worked out: as JSON for the page's script, and as a picture where there is none.</summary>
internal sealed class PlotData(ReportPlot plot)
{
    private const int MostPoints = 4000;

    // What a screen can tell apart, and the pointer shows.
    private const int Digits = 6;

    private readonly (PlotGroup Group, CurveGrid Main, CurveGrid? Right)[] _groups =
    [
        .. plot.Groups.Select(group => (group, Grid(group.Curves)!, Grid(group.Right))),
    ];

    /// <summary>The first view as a still picture; null where there is nothing to draw.</summary>
    public LineChart? Picture()
    {
        Series[] left = [.. _groups.SelectMany(Faint), .. _groups.Select(Left)];
        Series[] right = [.. _groups.Where(group => group.Right is not null).Select(Right)];
        if (!Any(left, false, false)) return null;
        (bool logX, bool logY) = Any(left, plot.LogX, plot.LogY) ? (plot.LogX, plot.LogY) : (false, false);
        return new LineChart
        {
            Series = [.. left, .. Any(right, logX, false) ? right : []],
            XLabel = plot.XLabel,
            YLabel = plot.YLabel,
            RightLabel = plot.RightLabel,
            LogX = logX,
            LogY = logY,
            LogRight = plot.LogRight && Any(right, logX, true),
        };

        static bool Any(Series[] lines, bool logX, bool logY) => lines.Any(line => line.PointsOn(logX, logY).Any());
    }

    /// <summary>The numbers for the script. No character in it ends a script element, whatever the names are.</summary>
    public string ToJson()
    {
        List<string> positions = [];
        StringBuilder json = new();
        json.Append("{\"x\":").Append(List([plot.XLabel, .. plot.OtherX], Quoted)).Append(",\"y\":").Append(Quoted(plot.YLabel)).Append(",\"right\":").Append(Quoted(plot.RightLabel));
        json.Append(",\"log\":").Append(List([plot.LogX, plot.LogY, plot.LogRight], on => on ? "1" : "0")).Append(",\"smooth\":").Append(Number(plot.Smoothing, Digits));
        json.Append(",\"groups\":[");
        for (int i = 0; i < _groups.Length; i++)
        {
            (PlotGroup group, CurveGrid main, CurveGrid? right) = _groups[i];
            json.Append(i == 0 ? "\n" : ",\n").Append("{\"name\":").Append(Quoted(group.Name));
            json.Append(CultureInfo.InvariantCulture, $",\"colour\":{Palette.ColourOf(group.Colour)},\"dash\":\"{Palette.DashOf(group.Colour)}\",\"rightDash\":\"{DashOfRight(group)}\"");
            json.Append(",\"main\":").Append(Curves(group.Curves, main));
            if (right is not null) json.Append(",\"right\":").Append(Curves(group.Right, right));
            json.Append('}');
        }

        // Groups mostly share their positions, so those are written once and named by number.
        return json.Append("],\n\"positions\":[").AppendJoin(",\n", positions).Append("]}").ToString();

        string Curves(IReadOnlyList<PlotCurve> curves, CurveGrid grid)
        {
            string labels = List(curves, curve => Quoted(curve.Label));
            string means = grid.Means is null ? "" : $",\"meanX\":{List(grid.Means.X, Position)},\"meanY\":{List(grid.Means.Y, Heights)}";
            return $"{{\"labels\":{labels},\"ends\":{List(grid.Ends, end => end.ToString(CultureInfo.InvariantCulture))},\"x\":{List(grid.X, Position)},\"y\":{List(grid.Y, Heights)}{means}}}";
        }

        string Position(double[] x)
        {
            string text = List(x, value => Number(value, Digits + 4));
            int known = positions.IndexOf(text);
            if (known < 0) positions.Add(text);
            return (known < 0 ? positions.Count - 1 : known).ToString(CultureInfo.InvariantCulture);
        }

        static string Heights(double[] y) => List(y, value => Number(value, Digits));
    }

    /// <summary>A number with so many significant digits; null where it is not finite, because JSON has no word for that.</summary>
    internal static string Number(double value, int digits) =>
        double.IsFinite(value) ? value.ToString(digits >= 17 ? "R" : $"G{digits}", CultureInfo.InvariantCulture) : "null";

    /// <summary>A text as JSON that stands in HTML: without the characters that mean something there; half a surrogate pair becomes �.</summary>
    internal static string Quoted(string text)
    {
        StringBuilder quoted = new("\"");
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.Value is < 0x20 or '"' or '\\' or '<' or '>' or '&' or 0x7f or 0x2028 or 0x2029) quoted.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else quoted.Append(rune.ToString());
        }

        return quoted.Append('"').ToString();
    }

    private static string List<T>(IReadOnlyList<T> values, Func<T, string> text) => $"[{string.Join(',', values.Select(text))}]";

    private static CurveGrid? Grid(IReadOnlyList<PlotCurve> curves) => curves.Count == 0 ? null : CurveGrid.Of(curves).Thinned(MostPoints);

    // The dash after the group's own, so that the two lines of a group differ in it and share the colour.
    private static int ColourOfRight(PlotGroup group) => group.Colour + Palette.Light.Count;

    private static string DashOfRight(PlotGroup group) => Palette.DashOf(ColourOfRight(group));

    private Series Left((PlotGroup Group, CurveGrid Main, CurveGrid? Right) group) =>
        group.Main.Line(group.Group.Name, plot.Smoothing) with { Colour = group.Group.Colour };

    private IEnumerable<Series> Faint((PlotGroup Group, CurveGrid Main, CurveGrid? Right) group)
    {
        if (plot.Smoothing > 0) yield return group.Main.Line(group.Group.Name, 0) with { Low = null, High = null, Faint = true, Colour = group.Group.Colour };
    }

    private static Series Right((PlotGroup Group, CurveGrid Main, CurveGrid? Right) group) =>
        group.Right!.Line("", 0) with { OnRight = true, Colour = ColourOfRight(group.Group) };
}
