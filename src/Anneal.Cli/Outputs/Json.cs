using System.Globalization;
using System.Text.Json;

namespace Anneal.Cli.Outputs;

/// <summary>The few words of JSON the tool needs to write a stream without holding it.</summary>
internal static class Json
{
    public static string Text(string? text) => text is null ? "null" : $"\"{JsonEncodedText.Encode(text)}\"";

    /// <summary>A number with every digit; null where it is none.</summary>
    public static string Number(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "null";
}
