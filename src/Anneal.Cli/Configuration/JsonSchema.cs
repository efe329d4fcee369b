using System.Text.Json.Nodes;
using Anneal.Cli.Configuration.Keys;

namespace Anneal.Cli.Configuration;

/// <summary>The description of keys as JSON Schema, which editors understand.</summary>
internal static class JsonSchema
{
    public static JsonObject Of(Section section)
    {
        JsonObject properties = [];
        foreach (Key key in section.Keys)
        {
            JsonObject schema = key.Used ? Nullable(key.Kind.Schema()) : [];
            schema["description"] = key.Used ? key.Doc : $"Not used here. {key.Doc}".Trim();
            properties[key.Name] = schema;
        }

        JsonObject result = new() { ["type"] = "object", ["properties"] = properties };
        if (section.Keys.Any(key => key.Needed))
            result["required"] = new JsonArray([.. section.Keys.Where(key => key.Needed).Select(key => (JsonNode)key.Name)]);
        if (!section.Open)
            result["additionalProperties"] = false;
        return result;
    }

    // null says: as if it were not written.
    private static JsonObject Nullable(JsonObject schema)
        => schema.Count == 0 ? schema : new() { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
}
