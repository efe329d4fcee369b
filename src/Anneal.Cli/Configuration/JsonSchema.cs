using System.Text.Json;
using System.Text.Json.Nodes;
using Anneal.Cli.Configuration.Forms;
using Anneal.Cli.Configuration.Keys;

namespace Anneal.Cli.Configuration;

/// <summary>The description of keys as JSON Schema (draft 7), which editors understand.</summary>
internal static class JsonSchema
{
    private static readonly JsonSerializerOptions _readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema of a file in any form.</summary>
    public static string Text()
    {
        JsonObject schema = new() { ["$schema"] = "http://json-schema.org/draft-07/schema#", ["title"] = "A training for 'anneal train'", ["type"] = "object" };
        schema["definitions"] = new JsonObject { ["anneal"] = Of(((SectionKind)OwnKeys.Part.Kind).Section) };
        // The first form whose condition holds, else our own.
        JsonObject at = schema;
        foreach (Form form in Form.All)
        {
            if (form is OwnForm)
            {
                foreach ((string key, JsonNode? value) in Of(form.Section).ToArray())
                    at[key] = value?.DeepClone();
                break;
            }

            at["if"] = form.Condition();
            at["then"] = Of(form.Section);
            JsonObject other = [];
            at["else"] = other;
            at = other;
        }

        return schema.ToJsonString(_readable).ReplaceLineEndings("\n") + "\n";
    }

    public static JsonObject Of(Section section)
    {
        JsonObject properties = [];
        foreach (Key key in section.Keys)
        {
            JsonObject schema = ReferenceEquals(key, OwnKeys.Part) ? Nullable(new() { ["$ref"] = "#/definitions/anneal" }) : key.Used ? Nullable(key.Kind.Schema()) : [];
            schema["description"] = key.Used ? key.Doc : $"Not used here. {key.Doc}";
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
