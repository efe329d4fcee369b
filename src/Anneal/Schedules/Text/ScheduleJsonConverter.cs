using System.Text.Json;
using System.Text.Json.Serialization;

namespace Anneal.Schedules.Text;

/// <summary>
/// A schedule as JSON: <c>{"schedule":"cosine","from":0.3,"to":0.01,"over":15}</c>; what a method or operator works on stands under <c>of</c>.
/// A number is a constant, a string is the text form.
/// </summary>
internal sealed class ScheduleJsonConverter : JsonConverter<Schedule>
{
    public override Schedule Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        try
        {
            return document.RootElement.ValueKind is JsonValueKind.String
                ? Schedule.Parse(document.RootElement.GetString()!)
                : new Binder("", null, null).Schedule(JsonNodes.Read(document.RootElement, "$"));
        }
        catch (ScheduleTextException exception)
        {
            throw new JsonException(exception.Message, exception);
        }
    }

    public override void Write(Utf8JsonWriter writer, Schedule value, JsonSerializerOptions options) => JsonNodes.Write(writer, value.Form);
}
