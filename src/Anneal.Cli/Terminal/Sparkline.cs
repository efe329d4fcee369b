namespace Anneal.Cli.Terminal;

/// <summary>One line of text as a curve: ▁▂▃▄▅▆▇█.</summary>
internal static class Sparkline
{
    private const string Blocks = "▁▂▃▄▅▆▇█";
    private const string Letters = "_.,-=+*#";

    /// <summary>
    /// Each cell is the mean of its share of the values; at most one cell per value. A cell without a finite value
    /// (on a log scale: a positive one) is blank, and a curve without height runs along the middle.
    /// </summary>
    public static string Draw(IReadOnlyList<double> values, int width, bool unicode = true, bool log = false)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        double[] cells = Means(values, Math.Min(width, values.Count), log);
        double low = cells.Where(double.IsFinite).DefaultIfEmpty(0).Min();
        double high = cells.Where(double.IsFinite).DefaultIfEmpty(0).Max();
        string glyphs = unicode ? Blocks : Letters;
        return string.Concat(cells.Select(cell => double.IsFinite(cell) ? glyphs[Level(cell, low, high)] : ' '));
    }

    // Halved, because the difference of two finite doubles can overflow.
    private static int Level(double value, double low, double high) => high / 2 - low / 2 <= 1e-12 * Math.Max(Math.Abs(low), Math.Abs(high))
        ? Blocks.Length / 2 - 1
        : (int)Math.Min((value / 2 - low / 2) / (high / 2 - low / 2) * Blocks.Length, Blocks.Length - 1);

    private static double[] Means(IReadOnlyList<double> values, int count, bool log)
    {
        double[] means = new double[count];
        for (int cell = 0; cell < count; cell++)
        {
            int first = (int)((long)cell * values.Count / count);
            int end = (int)((long)(cell + 1) * values.Count / count);
            double mean = 0;
            int seen = 0;
            for (int i = first; i < end; i++)
            {
                double value = log ? Math.Log10(values[i]) : values[i];
                if (!double.IsFinite(value)) continue;
                seen++;
                mean += value / seen - mean / seen;
            }

            means[cell] = seen > 0 ? mean : double.NaN;
        }

        return means;
    }
}
