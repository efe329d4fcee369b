using System.Text.Json;
using Anneal.Schedules;

namespace Anneal.Tests.Schedules.Properties;

/// <summary>Text and JSON of any schedule read back as an equal one.</summary>
public class WrittenFormProperties
{
    [Fact]
    public void Text_reads_back_as_an_equal_schedule() => RandomSchedules.All(drawn =>
    {
        Schedule read = Schedule.Parse(drawn.Schedule.ToString());
        Assert.Equal(drawn.Schedule, read);
        Assert.Equal(drawn.Schedule.GetHashCode(), read.GetHashCode());
        Assert.Equal(drawn.Schedule.ToString(), read.ToString());
        Assert.Equal(drawn.Schedule.Sample(drawn.Horizon), read.Sample(drawn.Horizon));
    }, 1000);

    [Fact]
    public void Json_reads_back_as_an_equal_schedule() => RandomSchedules.All(drawn =>
    {
        string json = JsonSerializer.Serialize(drawn.Schedule);
        Schedule read = JsonSerializer.Deserialize<Schedule>(json)!;
        Assert.Equal(drawn.Schedule, read);
        Assert.Equal(drawn.Schedule.GetHashCode(), read.GetHashCode());
        Assert.Equal(json, JsonSerializer.Serialize(read));
    }, 500);

    [Fact]
    public void Different_schedules_have_different_texts() => RandomSchedules.AllPairs((left, right)
        => Assert.Equal(left.Schedule.Equals(right.Schedule), left.Schedule.ToString() == right.Schedule.ToString()));
}
