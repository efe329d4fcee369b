using System.Globalization;

namespace Anneal.Cli.Terminal;

/// <summary>Numbers as tables show them.</summary>
internal static class NumberCell
{
    /// <summary>Four significant digits, without an exponent where that stays short.</summary>
    public static string Short(double value)
    {
        if (!double.IsFinite(value))
            return "-";
        double size = Math.Abs(value);
        return size is 0 or (>= 1e-4 and < 1e6)
            ? value.ToString(size >= 1000 ? "0" : size >= 100 ? "0.#" : size >= 10 ? "0.##" : size >= 1 ? "0.###" : size >= 0.1 ? "0.####" : size >= 0.01 ? "0.#####" : "0.######", CultureInfo.InvariantCulture)
            : value.ToString("0.###e+0", CultureInfo.InvariantCulture);
    }

    /// <summary>A number of something in thousands where it is large: 31.6k.</summary>
    public static string Rate(double value)
        => !double.IsFinite(value) || value <= 0 ? "-"
            : value >= 1e6 ? FormattableString.Invariant($"{value / 1e6:0.0}M")
            : value >= 1e4 ? FormattableString.Invariant($"{value / 1e3:0.0}k")
            : FormattableString.Invariant($"{value:0}");

    /// <summary>A time: 0.4 s, 12 s, 3:05, 1:02:07.</summary>
    public static string Time(double seconds)
    {
        if (!double.IsFinite(seconds))
            return "-";
        if (seconds < 60)
            return seconds < 10 ? FormattableString.Invariant($"{seconds:0.0} s") : FormattableString.Invariant($"{seconds:0} s");
        TimeSpan time = TimeSpan.FromSeconds(Math.Min(seconds, 3.6e8));
        return time.TotalHours >= 1 ? FormattableString.Invariant($"{(long)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}") : FormattableString.Invariant($"{time.Minutes}:{time.Seconds:00}");
    }
}
