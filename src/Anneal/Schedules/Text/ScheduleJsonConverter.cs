using System.Text.Json;
using System.Text.Json.Serialization;

namespace Anneal.Schedules.Text;

/// <summary>
/// A schedule as JSON: <c>{"schedule":"cosine","from":0.3,"to":0.01,"over":15}</c>; what a method or operator works on stands under <c>of</c>.
/// A number is a constant, a string is the text form.
/// </summary>
/// <remarks>A schedule has it already; it is public because the sources that System.Text.Json generates for trimmed programs have to name it.</remarks>
public sealed class ScheduleJsonConverter : JsonConverter<Schedule>
{
    /// <summary>The schedule that stands at the reader's place.</summary>
    /// <param name="reader">Stands at a number, a string or an object, and at its end afterwards.</param>
    /// <param name="typeToConvert"><see cref="Anneal.Schedules.Schedule"/>.</param>
    /// <param name="options">Change nothing: the form is fixed.</param>
    /// <exception cref="JsonException">It is no schedule; the message says what is wrong and where.</exception>
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

    /// <summary>Writes the object that <see cref="Read"/> reads back as an equal schedule.</summary>
    /// <param name="writer">Takes one value.</param>
    /// <param name="value">The schedule.</param>
    /// <param name="options">Change nothing: the form is fixed.</param>
    public override void Write(Utf8JsonWriter writer, Schedule value, JsonSerializerOptions options) => JsonNodes.Write(writer, value.Form);
}
