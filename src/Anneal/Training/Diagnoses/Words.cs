using System.Globalization;

namespace Anneal.Training.Diagnoses;

/// <summary>Figures in sentences.</summary>
internal static class Words
{
    /// <summary>Four significant digits.</summary>
    public static string Figure(double value)
    {
        string text = value.ToString("G4", CultureInfo.InvariantCulture);
        int exponent = text.IndexOf('E', StringComparison.Ordinal);
        return exponent < 0 ? text : $"{text[..exponent]}e{int.Parse(text.AsSpan(exponent + 1), NumberStyles.Integer, CultureInfo.InvariantCulture)}";
    }

    /// <summary>Two significant digits, for what is only estimated.</summary>
    public static string About(double value)
    {
        if (value == 0 || !double.IsFinite(value))
            return Figure(value);
        double unit = Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(value))) - 1);
        // A quotient of whole numbers prints without the rounding of the unit.
        return Figure(unit >= 1 ? Math.Round(value / unit) * unit : Math.Round(value / unit) / Math.Round(1 / unit));
    }

    public static string Share(double share) => share.ToString("0.0000", CultureInfo.InvariantCulture);

    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.#} %");

    public static string Count(long count, string one) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {one}{(count == 1 ? "" : "s")}");

    /// <summary>The peak of the rates, or what to call it.</summary>
    public static string Rate(Signs signs) => signs.Rates.Count == 0 ? "the present one" : Figure(signs.Rates.Max());
}
