using System.Text.Json;
using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Tests.Contracts;

/// <summary>What holds for every entry of the catalogue, ours and the peers', whoever adds it.</summary>
public class EveryScheduleTests
{
    public static TheoryData<string> Examples => [.. Catalogue.Schedules.Concat(Catalogue.Dialects)
        .Select(entry => entry.Example)
        .Where(example => example.Length > 0)
        .Distinct()];

    [Fact]
    public void Every_entry_has_a_formula_and_an_example()
        => Assert.Empty(Catalogue.Schedules.Concat(Catalogue.Dialects)
            .Where(entry => entry.Formula.Length == 0 || (entry.Example.Length == 0 && HasText(entry)))
            .Select(entry => $"{entry.Dialect}:{entry.Name}"));

    [Theory, MemberData(nameof(Examples))]
    public void Text_reads_back_as_an_equal_schedule(string example)
    {
        Schedule schedule = Read(example);
        Assert.Equal(schedule, Schedule.Parse(schedule.ToString()));
        Assert.Equal(schedule.ToString(), Schedule.Parse(schedule.ToString()).ToString());
        Assert.Equal(schedule.GetHashCode(), Schedule.Parse(schedule.ToString()).GetHashCode());
    }

    [Theory, MemberData(nameof(Examples))]
    public void Json_reads_back_as_an_equal_schedule(string example)
    {
        Schedule schedule = Read(example);
        string json = JsonSerializer.Serialize(schedule);
        Assert.Equal(schedule, JsonSerializer.Deserialize<Schedule>(json));
    }

    [Theory, MemberData(nameof(Examples))]
    public void Values_are_finite_and_never_negative(string example)
        => Assert.All(Read(example).Sample(Steps(example)), value => Assert.True(double.IsFinite(value) && value >= 0, $"{value}"));

    [Theory, MemberData(nameof(Examples))]
    public void Whole_positions_agree_with_steps(string example)
    {
        Schedule schedule = Read(example);
        for (long step = 0; step < Steps(example); step++)
            Assert.Equal(schedule.At(step), schedule.At((double)step));
    }

    [Theory, MemberData(nameof(Examples))]
    public void The_order_of_questions_changes_nothing(string example)
    {
        Schedule forward = Read(example);
        Schedule backward = Read(example);
        long steps = Steps(example);
        var values = new double[steps];
        for (long step = steps - 1; step >= 0; step--)
            values[step] = backward.At(step);
        Assert.Equal(forward.Sample(steps), values);
    }

    [Theory, MemberData(nameof(Examples))]
    public void Threads_see_the_same_values(string example)
    {
        Schedule schedule = Read(example);
        double[] alone = Read(example).Sample(Steps(example));
        double[][] together = new double[4][];
        Parallel.For(0, 4, thread => together[thread] = schedule.Sample(alone.Length));
        Assert.All(together, values => Assert.Equal(alone, values));
    }

    [Theory, MemberData(nameof(Examples))]
    public void The_last_value_holds(string example)
    {
        Schedule schedule = Read(example);
        if (schedule.Length is not long length || example.Contains("strict") || example.Contains(":OneCycle"))
            return;
        Assert.Equal(schedule.At(length), schedule.At(length + 1));
        Assert.Equal(schedule.At(length), schedule.At(Math.Min(1L << 53, (length + 1) * 1000)));
        Assert.Equal(schedule.At(length), schedule.At(length + 0.5));
    }

    /// <summary>A controller is no schedule, and a function is code: neither has a text to show.</summary>
    private static bool HasText(CatalogueEntry entry)
        => entry.Method.ReturnType == typeof(Schedule)
            && !entry.Method.GetParameters().Any(parameter => parameter.ParameterType == typeof(Func<double, double>) && !parameter.HasDefaultValue);

    private static Schedule Read(string example) => Schedule.Parse(example, RunLength.Of(20, 10));

    private static long Steps(string example) => Math.Min(Read(example).Length ?? 200, 200);
}
