using System.Text.Json;
using System.Text.Json.Serialization;
using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Tests.Schedules.Text;

/// <summary>Schedules in the sources that System.Text.Json generates, which is what trimmed programs use.</summary>
public partial class ScheduleJsonConverterTests
{
    [Fact]
    public void Generated_sources_use_the_converter_and_read_what_they_wrote()
    {
        Schedule rate = Schedule.Cosine(0.1, 0, over: 90).WarmedUp(10);
        string json = JsonSerializer.Serialize(rate, Written.Default.Schedule);
        Assert.IsType<ScheduleJsonConverter>(Written.Default.Schedule.Converter);
        Assert.Equal(JsonSerializer.Serialize(rate), json);
        Assert.Equal(rate, JsonSerializer.Deserialize(json, Written.Default.Schedule));
    }

    [Fact]
    public void What_is_no_schedule_is_refused_with_the_reason()
    {
        JsonException refused = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize("""{"schedule":"cosin"}""", Written.Default.Schedule));
        Assert.Contains("cosine", refused.Message, StringComparison.Ordinal);
    }

    [JsonSerializable(typeof(Schedule))]
    internal sealed partial class Written : JsonSerializerContext;
}
