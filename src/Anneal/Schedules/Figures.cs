using System.Globalization;

namespace Anneal.Schedules;

/// <summary>Numbers in sentences: six significant digits, as a person writes them.</summary>
internal static class Figures
{
    public static string Of(double value)
    {
        if (value == Math.Floor(value) && Math.Abs(value) < 1e15)
            return value.ToString("0", CultureInfo.InvariantCulture);
        string text = value.ToString("G6", CultureInfo.InvariantCulture);
        int exponent = text.IndexOf('E', StringComparison.Ordinal);
        // 1E-05 is how machines write 1e-5.
        return exponent < 0 ? text : $"{text[..exponent]}e{int.Parse(text.AsSpan(exponent + 1), NumberStyles.Integer, CultureInfo.InvariantCulture)}";
    }
}
