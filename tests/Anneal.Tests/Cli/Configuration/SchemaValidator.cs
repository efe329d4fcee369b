using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Anneal.Tests.Cli.Configuration;

/// <summary>As much of JSON Schema (draft 7) as the schema of configurations uses; any other word in it is an error.</summary>
internal sealed class SchemaValidator(JsonObject root)
{
    public bool Fits(JsonNode? value) => Fits(root, value);

    private bool Fits(JsonObject schema, JsonNode? value) => schema.All(word => word.Key switch
    {
        "$schema" or "title" or "description" or "definitions" or "then" or "else" => true,
        "$ref" => Fits((JsonObject)root["definitions"]![word.Value!.GetValue<string>().Split('/')[^1]]!, value),
        "type" => (word.Value is JsonArray types ? types.Select(type => type!.GetValue<string>()) : [word.Value!.GetValue<string>()]).Any(type => Is(type, value)),
        "enum" => ((JsonArray)word.Value!).Any(choice => JsonNode.DeepEquals(choice, value)),
        "minimum" => Number(value) is not double number || number >= word.Value!.GetValue<double>(),
        "maximum" => Number(value) is not double number || number <= word.Value!.GetValue<double>(),
        "exclusiveMinimum" => Number(value) is not double number || number > word.Value!.GetValue<double>(),
        "exclusiveMaximum" => Number(value) is not double number || number < word.Value!.GetValue<double>(),
        "pattern" => value is not JsonValue text || !Is("string", value) || Regex.IsMatch(text.GetValue<string>(), word.Value!.GetValue<string>()),
        "items" => value is not JsonArray items || items.All(item => Fits((JsonObject)word.Value!, item)),
        "anyOf" => ((JsonArray)word.Value!).Any(one => Fits((JsonObject)one!, value)),
        "not" => !Fits((JsonObject)word.Value!, value),
        "if" => Fits((JsonObject)(Fits((JsonObject)word.Value!, value) ? schema["then"] : schema["else"])!, value),
        "required" => value is not JsonObject keys || ((JsonArray)word.Value!).All(key => keys.ContainsKey(key!.GetValue<string>())),
        "properties" => value is not JsonObject given || given.All(pair => word.Value![pair.Key] is not JsonObject inner || Fits(inner, pair.Value)),
        "additionalProperties" => value is not JsonObject all || all.All(pair => ((JsonObject)schema["properties"]!).ContainsKey(pair.Key)),
        _ => throw new InvalidOperationException($"The schema uses '{word.Key}', which nobody here checks: add it."),
    });

    private static double? Number(JsonNode? value) => value is JsonValue number && number.GetValueKind() is System.Text.Json.JsonValueKind.Number ? number.GetValue<double>() : null;

    private static bool Is(string type, JsonNode? value) => type switch
    {
        "null" => value is null,
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "number" => Number(value) is not null,
        "integer" => Number(value) is double number && number == Math.Floor(number),
        "boolean" => value?.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False,
        "string" => value?.GetValueKind() is System.Text.Json.JsonValueKind.String,
        _ => throw new InvalidOperationException($"There is no type '{type}'."),
    };
}
