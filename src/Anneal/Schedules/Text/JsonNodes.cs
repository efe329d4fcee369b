using System.Text.Json;

namespace Anneal.Schedules.Text;

/// <summary>A written form to and from JSON.</summary>
internal static class JsonNodes
{
    public static void Write(Utf8JsonWriter writer, Node node)
    {
        switch (node)
        {
            case Number number:
                writer.WriteNumberValue(number.Value);
                break;
            case Word { Text: "null" }:
                writer.WriteNullValue();
                break;
            case Word { Text: "true" or "false" } word:
                writer.WriteBooleanValue(word.Text == "true");
                break;
            case Word word:
                writer.WriteStringValue(word.Text);
                break;
            case Quoted quoted:
                writer.WriteStringValue(quoted.Text);
                break;
            case NodeList list:
                WriteList(writer, list.Items);
                break;
            case Call call:
                WriteCall(writer, call);
                break;
        }
    }

    public static Node Read(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Number => new Number(element.GetDouble()),
        JsonValueKind.String => new Quoted(element.GetString()!),
        JsonValueKind.True => new Word("true"),
        JsonValueKind.False => new Word("false"),
        JsonValueKind.Null => new Word("null"),
        JsonValueKind.Array => new NodeList([.. element.EnumerateArray().Select((item, i) => Read(item, $"{path}[{i}]"))]),
        _ => ReadCall(element, path),
    };

    private static void WriteCall(Utf8JsonWriter writer, Call call)
    {
        writer.WriteStartObject();
        writer.WriteString("schedule", call.Dialect is null ? call.Name : $"{call.Dialect}:{call.Name}");
        if (call.IsOperator)
        {
            writer.WritePropertyName("of");
            WriteList(writer, call.Arguments.Select(argument => argument.Value));
        }
        else
        {
            if (call.Receiver is not null)
            {
                writer.WritePropertyName("of");
                Write(writer, call.Receiver);
            }

            foreach (Argument argument in call.Arguments)
            {
                writer.WritePropertyName(argument.Name!);
                Write(writer, argument.Value);
            }
        }

        writer.WriteEndObject();
    }

    private static Call ReadCall(JsonElement element, string path)
    {
        if (!element.TryGetProperty("schedule", out JsonElement name) || name.ValueKind is not JsonValueKind.String)
            throw new ScheduleTextException($"At {path}: a schedule names itself, {{\"schedule\": \"cosine\", …}}, but there is no text \"schedule\".", "", -1);
        string[] parts = name.GetString()!.Split(':', 2);
        Call call = new(parts[^1]) { Dialect = parts.Length == 2 ? parts[0] : null };
        List<Argument> arguments = [];
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (property.NameEquals("schedule"))
                continue;
            if (property.NameEquals("of") ? call.Receiver is not null || arguments.Exists(argument => argument.Name is null) : call.IsOperator)
                throw new ScheduleTextException($"At {path}: '{call.Name}' cannot take this \"{property.Name}\"; what a method or operator works on stands once, under \"of\".", "", -1);
            if (!property.NameEquals("of"))
                arguments.Add(new(property.Name, Read(property.Value, $"{path}.{property.Name}")));
            else if (!call.IsOperator)
                call = call with { Receiver = Read(property.Value, $"{path}.of") };
            else if (property.Value.ValueKind is JsonValueKind.Array && property.Value.GetArrayLength() >= 2)
                arguments.AddRange(property.Value.EnumerateArray().Select((item, i) => new Argument(null, Read(item, $"{path}.of[{i}]"))));
            else
                throw new ScheduleTextException($"At {path}: '{call.Name}' joins a list of at least two schedules under \"of\".", "", -1);
        }

        if (call.IsOperator && arguments.Count < 2)
            throw new ScheduleTextException($"At {path}: '{call.Name}' joins a list of at least two schedules under \"of\".", "", -1);
        return call with { Arguments = arguments };
    }

    private static void WriteList(Utf8JsonWriter writer, IEnumerable<Node> items)
    {
        writer.WriteStartArray();
        foreach (Node item in items)
            Write(writer, item);
        writer.WriteEndArray();
    }
}
