using System.Globalization;

namespace Anneal.Charts;

/// <summary>Numbers as a person writes them on a chart: 0.3, 1e-4, 20k, 1.5M.</summary>
internal static class NumberText
{
    // Fifteen digits are what a double holds of any decimal number, so nothing that was written comes back as 0.30000000000000004.
    private const string Plain = "0.###############";
    private const string Scientific = "0.##############e0";

    public static string Of(double value, double scientificBelow, bool thousands)
    {
        double size = Math.Abs(value);
        if (size == 0) return "0";
        if (size < scientificBelow || size >= 1e12) return Text(value, Scientific);
        if (!thousands || size < 1e3) return Text(value, size < 1e-4 ? Scientific : Plain);
        if (size < 1e6) return Text(value / 1e3, Plain) + "k";
        return size < 1e9 ? Text(value / 1e6, Plain) + "M" : Text(value / 1e9, Plain) + "B";
    }

    /// <summary>Four significant digits, for sentences.</summary>
    public static string Short(double value)
    {
        double rounded = double.Parse(Text(value, "E3"), CultureInfo.InvariantCulture);
        return Of(rounded, 1e-3, thousands: Math.Abs(rounded) >= 1e4);
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
