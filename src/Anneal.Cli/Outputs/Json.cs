using System.Text.Json;

namespace Anneal.Cli.Outputs;

/// <summary>The few words of JSON the tool needs to write a stream without holding it.</summary>
internal static class Json
{
    public static string Text(string? text) => text is null ? "null" : $"\"{JsonEncodedText.Encode(text)}\"";
}
