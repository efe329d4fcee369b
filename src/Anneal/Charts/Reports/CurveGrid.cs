namespace Anneal.Charts.Reports;

/// <summary>The curves of a group at common positions, so that mean and band are taken column by column.</summary>
internal sealed class CurveGrid
{
    private CurveGrid(double[][] x, double[][] y, int[] ends)
    {
        X = x;
        Y = y;
        Ends = ends;
    }

    /// <summary>The positions, one array for every kind.</summary>
    public double[][] X { get; }

    /// <summary>The heights of every curve; NaN where it has none.</summary>
    public double[][] Y { get; }

    /// <summary>For every curve that ends in values that are not finite, where its last finite one stands; else −1.</summary>
    public int[] Ends { get; }

    /// <summary>Of every curve the mean of each stretch that thinning left a few points of, for smoothing; null where nothing was left out.</summary>
    public CurveGrid? Means { get; private init; }

    public static CurveGrid Of(IReadOnlyList<PlotCurve> curves)
    {
        bool shared = curves.All(curve => curve.X.SequenceEqual(curves[0].X));
        double[] places = shared ? [.. curves[0].X] : [.. curves.SelectMany(curve => curve.X).Distinct().Order()];
        int kinds = curves[0].OtherX.Count;
        double[][] x = [places, .. Enumerable.Range(0, kinds).Select(kind => Mean([.. curves.Select(curve => At(places, curve, curve.OtherX[kind], shared))]))];
        double[][] y = [.. curves.Select(curve => At(places, curve, curve.Y, shared))];
        int[] ends = [.. curves.Select((curve, i) => EndsBadly(curve) ? Array.FindLastIndex(y[i], double.IsFinite) : -1)];
        return new CurveGrid(x, y, ends);
    }

    /// <summary>The same with at most about so many positions.</summary>
    public CurveGrid Thinned(int most)
    {
        int[] kept = Thinning.Kept(Y, most, Ends);
        if (kept.Length == X[0].Length) return this;
        Range[] stretches = Thinning.Stretches(Y, most);
        double[][] meanX = [.. X.Select(x => Array.ConvertAll(stretches, stretch => Average(x[stretch])))];
        double[][] meanY = [.. Y.Select(y => Array.ConvertAll(stretches, stretch => Average(y[stretch])))];
        return new CurveGrid(Only(X), Only(Y), [.. Ends.Select(end => Array.IndexOf(kept, end))]) { Means = new CurveGrid(meanX, meanY, Ends) };

        double[][] Only(double[][] all) => [.. all.Select(values => Array.ConvertAll(kept, i => values[i]))];
    }

    /// <summary>A line through the means, with the band from lowest to highest where there are several curves; smoothed curve by curve first.</summary>
    public Series Line(string name, double weight)
    {
        CurveGrid grid = weight > 0 && Means is not null ? Means : this;
        double[][] y = weight > 0 ? [.. grid.Y.Select(curve => Smoothing.Of(curve, weight))] : grid.Y;
        Series line = new(name, grid.X[0], Columns(y, Average));
        return y.Length == 1 ? line : line with { Low = Columns(y, Least), High = Columns(y, Greatest) };
    }

    private static bool EndsBadly(PlotCurve curve) => curve.Y.Count > 0 && !double.IsFinite(curve.Y[^1]);

    private static double[] Columns(double[][] curves, Func<double[], double> of) =>
        [.. Enumerable.Range(0, curves[0].Length).Select(i => of(Array.ConvertAll(curves, curve => curve[i])))];

    // Positions never go back, even where a curve that was ahead of the others ends.
    private static double[] Mean(double[][] positions)
    {
        double[] mean = Columns(positions, Average);
        for (int i = 1; i < mean.Length; i++)
            if (!(mean[i] >= mean[i - 1])) mean[i] = mean[i - 1];
        return mean;
    }

    private static double Average(double[] values) => values.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();

    private static double Least(double[] values) => values.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Min();

    private static double Greatest(double[] values) => values.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max();

    private static double[] At(double[] places, PlotCurve curve, IReadOnlyList<double> values, bool shared)
    {
        if (shared) return [.. values];
        double[] at = new double[places.Length];
        int next = 0;
        for (int i = 0; i < at.Length; i++)
        {
            while (next < curve.X.Count && curve.X[next] <= places[i]) next++;
            at[i] = next > 0 && curve.X[next - 1] == places[i] ? values[next - 1]
                : next == 0 || next == curve.X.Count ? double.NaN
                : values[next - 1] + (places[i] - curve.X[next - 1]) / (curve.X[next] - curve.X[next - 1]) * (values[next] - values[next - 1]);
        }

        return at;
    }
}
