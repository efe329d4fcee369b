using System.Globalization;

namespace Anneal.Cli.Configuration.Yaml;

/// <summary>What a plain word of YAML means: numbers as people write them, and the traps of YAML 1.1 named.</summary>
internal static class Reading
{
    private static readonly string[] _truths = ["true", "True", "TRUE"];
    private static readonly string[] _untruths = ["false", "False", "FALSE"];

    /// <summary>Words that YAML 1.1 reads as true and false, and YAML 1.2 as text.</summary>
    private static readonly string[] _formerTruths = ["yes", "no", "on", "off", "y", "n"];

    /// <summary>A finite number, also as 1e-4 or 1_000, both of which YAML 1.1 and 1.2 read in different ways; else the problem.</summary>
    public static (double Value, string? Problem) Number(Entry entry)
    {
        if (entry is not Scalar scalar)
            return (0, $"a number should stand here, not {entry.Shown}.");
        if (scalar.Text.Length == 0)
            return (0, "a number is missing here: write one, or delete the line.");
        if (TryNumber(scalar.Text) is not double value)
        {
            string trap = scalar.Text.TrimStart('-', '+').StartsWith('.') && scalar.Text.EndsWith("inf", StringComparison.OrdinalIgnoreCase) || scalar.Text.EndsWith("nan", StringComparison.OrdinalIgnoreCase) ? "a finite number" : "a number";
            return (0, $"{trap} should stand here, not {scalar.Shown}.");
        }

        if (scalar.Quoted)
            return (0, $"the quotation marks make {scalar.Shown} text; a number has none: {scalar.Text}.");
        return LeadingZero(scalar.Text)
            ? (0, $"{scalar.Shown} is one number in YAML 1.1, where a 0 in front means octal, and another in YAML 1.2: leave the 0 out.")
            : (value, null);
    }

    /// <summary>A whole number; else the problem.</summary>
    public static (long Value, string? Problem) Whole(Entry entry)
    {
        (double value, string? problem) = Number(entry);
        return problem is not null ? (0, problem.Replace("a number should", "a whole number should", StringComparison.Ordinal))
            : value == Math.Floor(value) && Math.Abs(value) <= 1L << 53 ? ((long)value, null)
            : (0, $"a whole number should stand here, not {entry.Shown}.");
    }

    /// <summary>True or false; else the problem.</summary>
    public static (bool Value, string? Problem) Truth(Entry entry) => entry switch
    {
        Scalar { Quoted: false, Text: string text } when _truths.Contains(text) => (true, null),
        Scalar { Quoted: false, Text: string text } when _untruths.Contains(text) => (false, null),
        Scalar { Quoted: false, Text: string text } when _formerTruths.Contains(text.ToLowerInvariant()) => (false, $"'{text}' is a truth value in YAML 1.1 and text in YAML 1.2: write {(text.ToLowerInvariant() is "yes" or "on" or "y" ? "true" : "false")}."),
        _ => (false, $"true or false should stand here, not {entry.Shown}."),
    };

    public static double? TryNumber(string text)
        => text.Length is > 0 and < 60 && (char.IsAsciiDigit(text[^1]) || text[^1] == '.')
            && double.TryParse(text.Replace("_", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value : null;

    private static bool LeadingZero(string text)
    {
        string digits = text.TrimStart('-', '+');
        return digits.Length > 1 && digits[0] == '0' && digits.All(letter => char.IsAsciiDigit(letter) || letter == '_');
    }
}
