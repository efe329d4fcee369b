using System.Globalization;

namespace Anneal.Comparing;

/// <summary>Numbers in sentences: as many digits as their uncertainty leaves meaning to.</summary>
internal static class Written
{
    // Beyond so many decimals an exponent reads better.
    private const int MostDecimals = 8;

    /// <summary><c>0.8853 ± 0.0021</c>: the error with one digit, or two when they are 10 to 35, and the value to the same place (the Particle Data Group's rule).</summary>
    public static string WithError(double value, double error)
    {
        if (!(error > 0) || !double.IsFinite(error))
            return $"{Plain(value)} ± {Plain(error)}";
        int exponent = (int)Math.Floor(Math.Log10(error));
        double leading = error / Math.Pow(10, exponent);
        int decimals = leading < 3.55 ? 1 - exponent : -exponent;
        if (decimals > MostDecimals)
            return $"{Plain(value)} ± {Plain(error)}";
        return $"{Round(value, decimals)} ± {Round(error, decimals)}";
    }

    /// <summary>Four significant digits.</summary>
    public static string Plain(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary><c>p = 0.0034</c>, and <c>p &lt; 0.0001</c> below what anybody should believe of few runs.</summary>
    public static string P(double p) => p < 1e-4 ? "p < 0.0001" : string.Create(CultureInfo.InvariantCulture, $"p = {p:G2}");

    /// <summary><c>1 seed</c>, <c>5 seeds</c>.</summary>
    public static string Seeds(int count) => count == 1 ? "1 seed" : string.Create(CultureInfo.InvariantCulture, $"{count} seeds");

    private static string Round(double value, int decimals)
    {
        if (decimals >= 0)
            return value.ToString($"F{decimals}", CultureInfo.InvariantCulture);
        double unit = Math.Pow(10, -decimals);
        return (Math.Round(value / unit, MidpointRounding.AwayFromZero) * unit).ToString("F0", CultureInfo.InvariantCulture);
    }
}
