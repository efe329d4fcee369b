namespace Anneal.Charts;

/// <summary>A series as unbroken runs of points on the drawing; a value without a place on its axis ends a run.</summary>
internal static class Trace
{
    // A quarter of what the eye resolves on a screen.
    private const double Tolerance = 0.1;

    public static List<List<Point>> Of(Series series, Plot plot)
    {
        Axis upright = plot.Upright(series.OnRight);
        List<List<Point>> runs = [];
        List<Point> run = [];
        for (int i = 0; i < series.Y.Count; i++)
        {
            (double x, double y) = (series.XAt(i), series.Y[i]);
            if (!plot.X.Shows(x) || !upright.Shows(y))
            {
                End();
                continue;
            }

            Point point = plot.Place(x, y, series.OnRight);
            if (series.Stepped && run.Count > 0 && run[^1].Y != point.Y) run.Add(new Point(point.X, run[^1].Y));
            run.Add(point);
        }

        End();
        return runs;

        void End()
        {
            if (run.Count > 0) runs.Add(Thinned(run));
            run = [];
        }
    }

    /// <summary>The points that make a difference to the eye.</summary>
    public static List<Point> Thinned(List<Point> run) => Decimation.Straighten(Decimation.MinMax(run), Tolerance);
}
