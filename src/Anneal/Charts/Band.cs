namespace Anneal.Charts;

/// <summary>The area between the low and the high edge of a series, as closed outlines.</summary>
internal static class Band
{
    // An edge thinner than this would vanish: a band at one position alone, or one of no height, is drawn as a bar.
    private const double Thinnest = 1.5;

    /// <summary>The heights of both edges that have a place on the axis.</summary>
    public static IEnumerable<double> Edges(Series series, bool logX, bool logY)
    {
        if (series.Low is not { } low || series.High is not { } high) yield break;
        for (int i = 0; i < low.Count; i++)
        {
            if (!Axis.CanShow(series.XAt(i), logX)) continue;
            if (Axis.CanShow(low[i], logY)) yield return low[i];
            if (Axis.CanShow(high[i], logY)) yield return high[i];
        }
    }

    /// <summary>One outline per unbroken stretch. On a log axis a low edge that is not positive lies on the bottom of the plot.</summary>
    public static IEnumerable<List<Point>> Of(Series series, Plot plot)
    {
        if (series.Low is not { } low || series.High is not { } high) yield break;
        Axis upright = plot.Upright(series.OnRight);
        List<Point> above = [];
        List<Point> below = [];
        for (int i = 0; i < low.Count; i++)
        {
            double x = series.XAt(i);
            if (!plot.X.Shows(x) || !double.IsFinite(low[i]) || !upright.Shows(high[i]))
            {
                if (above.Count > 0) yield return Closed(above, below);
                (above, below) = ([], []);
                continue;
            }

            Point top = plot.Place(x, high[i], series.OnRight);
            Point bottom = upright.Shows(low[i]) ? plot.Place(x, low[i], series.OnRight) : new(top.X, plot.Bottom);
            if (series.Stepped && above.Count > 0)
            {
                above.Add(above[^1] with { X = top.X });
                below.Add(below[^1] with { X = top.X });
            }

            above.Add(top);
            below.Add(bottom);
        }

        if (above.Count > 0) yield return Closed(above, below);
    }

    private static List<Point> Closed(List<Point> above, List<Point> below)
    {
        if (above[^1].X - above[0].X < Thinnest)
        {
            (double left, double right) = (above[0].X - Thinnest / 2, above[^1].X + Thinnest / 2);
            (double top, double bottom) = (above.Min(point => point.Y), below.Max(point => point.Y));
            return [new(left, top), new(right, top), new(right, bottom), new(left, bottom)];
        }

        return [.. Trace.Thinned(above), .. Trace.Thinned(below).AsEnumerable().Reverse()];
    }
}
