namespace Anneal.Charts;

/// <summary>A place on the drawing, in pixels from its top left corner.</summary>
internal readonly record struct Point(double X, double Y);

/// <summary>Thins a line to what can be seen, without losing a spike.</summary>
internal static class Decimation
{
    /// <summary>Of every run of points in one pixel column, the first, the lowest, the highest and the last, in their order.</summary>
    public static List<Point> MinMax(IReadOnlyList<Point> points)
    {
        List<Point> kept = [];
        for (int first = 0, end; first < points.Count; first = end)
        {
            double column = Math.Floor(points[first].X);
            int low = first;
            int high = first;
            for (end = first + 1; end < points.Count && Math.Floor(points[end].X) == column; end++)
            {
                if (points[end].Y < points[low].Y) low = end;
                if (points[end].Y > points[high].Y) high = end;
            }

            int previous = -1;
            foreach (int index in (ReadOnlySpan<int>)[first, Math.Min(low, high), Math.Max(low, high), end - 1])
            {
                if (index > previous) kept.Add(points[index]);
                previous = Math.Max(previous, index);
            }
        }

        return kept;
    }

    /// <summary>Leaves out the points that lie within <paramref name="tolerance"/> above or below the line drawn without them.</summary>
    /// <remarks>
    /// From the last point kept, every point passed over narrows the range of slopes that still pass it by; the first point outside
    /// that range, or not to the right, starts a new segment. A smooth schedule needs a hundred points instead of a thousand.
    /// </remarks>
    public static List<Point> Straighten(IReadOnlyList<Point> points, double tolerance)
    {
        if (points.Count == 0) return [];
        List<Point> kept = [points[0]];
        int anchor = 0;
        (double low, double high) = (double.NegativeInfinity, double.PositiveInfinity);
        for (int i = 1; i < points.Count; i++)
        {
            double slope = Slope(points[anchor], points[i], 0);
            bool passes = slope >= low && slope <= high;
            if (!passes && anchor < i - 1)
            {
                anchor = i - 1;
                kept.Add(points[anchor]);
                (low, high) = (double.NegativeInfinity, double.PositiveInfinity);
            }

            low = Math.Max(low, Slope(points[anchor], points[i], -tolerance));
            high = Math.Min(high, Slope(points[anchor], points[i], tolerance));
        }

        if (anchor < points.Count - 1) kept.Add(points[^1]);
        return kept;
    }

    // NaN for a point that is not to the right: Math.Max and Math.Min hand NaN on, so nothing passes after it.
    private static double Slope(Point from, Point to, double lift) =>
        to.X > from.X ? (to.Y + lift - from.Y) / (to.X - from.X) : double.NaN;
}
