namespace Anneal.Charts;

/// <summary>How many values have no place on a chart, so that it can say so instead of hiding it.</summary>
/// <param name="NotFinite">Points with a NaN or an infinity.</param>
/// <param name="NotPositive">Points at or below 0 on a log axis.</param>
public readonly record struct Unshown(int NotFinite, int NotPositive)
{
    /// <summary>Counts the points of all series that such axes cannot show.</summary>
    /// <param name="series">The lines.</param>
    /// <param name="logX">True where x is laid out by powers of ten.</param>
    /// <param name="logY">True where the left-hand axis is.</param>
    /// <param name="logRight">True where the right-hand axis is.</param>
    public static Unshown In(IReadOnlyList<Series> series, bool logX, bool logY, bool logRight = false)
    {
        ArgumentNullException.ThrowIfNull(series);
        int notFinite = 0;
        int notPositive = 0;
        foreach (Series line in series)
        {
            bool log = line.OnRight ? logRight : logY;
            for (int i = 0; i < line.Y.Count; i++)
            {
                (double x, double y) = (line.XAt(i), line.Y[i]);
                if (!double.IsFinite(x) || !double.IsFinite(y)) notFinite++;
                else if (logX && x <= 0 || log && y <= 0) notPositive++;
            }
        }

        return new Unshown(notFinite, notPositive);
    }

    /// <summary>The note on the chart; empty where everything is drawn.</summary>
    public override string ToString() => (NotPositive, NotFinite) switch
    {
        (0, 0) => "",
        (_, 0) => $"Not drawn: {NotPositive} ≤ 0 (log axis)",
        (0, _) => $"Not drawn: {NotFinite} not finite",
        _ => $"Not drawn: {NotPositive} ≤ 0 (log axis), {NotFinite} not finite",
    };
}
