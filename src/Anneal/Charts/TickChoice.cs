using System.Globalization;

namespace Anneal.Charts;

/// <summary>Chooses the round values to write on an axis: 3 to 10 of them, as near to the wished number as the range allows.</summary>
internal static class TickChoice
{
    private const int Fewest = 3;
    private const int Most = 10;

    // A range that was computed may end a rounding error before the round number it means; the tick is drawn all the same.
    private const double Slack = 1e-9;

    public static IReadOnlyList<Tick> Linear(double min, double max, int wished, bool whole)
    {
        int exponent = (int)Math.Floor(Math.Log10(max / 2 - min / 2));
        double[][] rulers =
        [
            .. from power in Enumerable.Range(exponent - 1, 4).Reverse()
               from digit in (int[])[5, 2, 1]
               where !whole || power >= 0
               select Multiples(digit, power, min, max),
        ];
        double[] values = Nearest(rulers, wished) ?? (whole ? Multiples(1, 0, min, max) : rulers[^1]);
        return Labelled(values, scientificBelow: values.All(value => Math.Abs(value) <= 1e-3) ? 2e-3 : 0, log: false);
    }

    public static IReadOnlyList<Tick> Log(double min, double max, int wished)
    {
        int first = (int)Math.Floor(Math.Log10(min));
        int last = (int)Math.Ceiling(Math.Log10(max));
        int decades = last - first + 1;
        double low = min * (1 - Slack);
        double high = max * (1 + Slack);
        IEnumerable<double[]> rulers =
            from stride in Enumerable.Range(1, Math.Max(1, decades / Fewest))
            select (double[])[.. from power in Enumerable.Range(first, decades)
                                 where power % stride == 0
                                 let value = Round(1, power)
                                 where value >= low && value <= high
                                 select value];
        double[] fine =
        [
            .. from power in Enumerable.Range(first, Math.Min(decades, Most))
               from digit in (int[])[1, 2, 5]
               let value = Round(digit, power)
               where value >= low && value <= high
               select value,
        ];

        // Less than a decade or so: powers of ten are too far apart, and round differences are what a reader expects.
        if (Nearest([.. rulers, fine], wished) is not { } values) return Linear(min, max, wished, whole: false);
        return Labelled(values, scientificBelow: values[0] < 1e-3 ? 0.1 : 0, log: true);
    }

    // Of two rulers as near as each other the first is taken.
    private static double[]? Nearest(IReadOnlyList<double[]> rulers, int wished) => rulers
        .Where(ruler => ruler.Length is >= Fewest and <= Most)
        .MinBy(ruler => Math.Abs(ruler.Length - wished));

    private static double[] Multiples(int digit, int power, double min, double max)
    {
        double step = Round(digit, power);
        double slack = Slack * (max / step - min / step);
        double first = Math.Ceiling(min / step - slack);
        double count = Math.Floor(max / step + slack) - first + 1;
        if (count is < 1 or > Most + 1) return [];
        return [.. Enumerable.Range(0, (int)count).Select(i => Round((first + i) * digit + 0.0, power))];
    }

    // Through text, because the parser gives the double nearest to the decimal number: 3 * 0.1 does not.
    private static double Round(double digits, int power) =>
        double.Parse(string.Create(CultureInfo.InvariantCulture, $"{digits:F0}e{power}"), CultureInfo.InvariantCulture);

    private static Tick[] Labelled(double[] values, double scientificBelow, bool log)
    {
        if (values.Length == 0) return [];
        double gap = values.Length == 1 ? 0 : values[1] - values[0];
        bool thousands = values.Max(Math.Abs) >= 1e4 && (log || gap >= 100);
        return [.. values.Select(value => new Tick(value, NumberText.Of(value, scientificBelow, thousands)))];
    }
}
