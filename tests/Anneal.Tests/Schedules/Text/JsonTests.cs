using System.Text.Json;
using Anneal.Schedules;

namespace Anneal.Tests.Schedules.Text;

/// <summary>The JSON form, and what is said when it is broken.</summary>
public class JsonTests
{
    [Theory]
    [InlineData("cosine(0.3, 0.01, over: 15)", """{"schedule":"cosine","from":0.3,"to":0.01,"over":15}""")]
    [InlineData("0.3", """{"schedule":"constant","value":0.3}""")]
    [InlineData("constant(0.3).for(5)", """{"schedule":"for","of":{"schedule":"constant","value":0.3},"steps":5}""")]
    [InlineData("linear(0, 1, over: 5) then 2", """{"schedule":"then","of":[{"schedule":"linear","from":0,"to":1,"over":5},{"schedule":"constant","value":2}]}""")]
    [InlineData("1 + 2 + 3", """{"schedule":"\u002B","of":[{"schedule":"constant","value":1},{"schedule":"constant","value":2},{"schedule":"constant","value":3}]}""")]
    [InlineData("multiStep(1, factor: 0.5, at: [5, 9])", """{"schedule":"multiStep","from":1,"factor":0.5,"at":[5,9]}""")]
    public void A_schedule_is_an_object_that_names_itself(string text, string json)
    {
        Assert.Equal(json, JsonSerializer.Serialize(Schedule.Parse(text)));
        Assert.Equal(Schedule.Parse(text), JsonSerializer.Deserialize<Schedule>(json));
    }

    [Theory]
    [InlineData("0.3", "0.3")]
    [InlineData("\"linear(0, 1, over: 5) then 2\"", "linear(0, 1, over: 5) then 2")]
    [InlineData("""{"over":15,"schedule":"Cosine","to":0.01,"from":0.3}""", "cosine(0.3, 0.01, over: 15)")]
    public void Numbers_and_texts_are_schedules_too(string json, string text)
        => Assert.Equal(Schedule.Parse(text), JsonSerializer.Deserialize<Schedule>(json));

    [Fact]
    public void A_long_chain_of_one_operator_is_one_list_and_no_tower()
    {
        Schedule sum = Schedule.Parse(string.Join(" + ", Enumerable.Range(1, 200)));
        Assert.Equal(sum, JsonSerializer.Deserialize<Schedule>(JsonSerializer.Serialize(sum)));
    }

    [Fact]
    public void A_schedule_is_a_property_like_any_other()
        => Assert.Equal("""{"Rate":{"schedule":"constant","value":0.3}}""", JsonSerializer.Serialize(new { Rate = Schedule.Constant(0.3) }));

    [Theory]
    [InlineData("{}", "At $: a schedule names itself")]
    [InlineData("""{"schedule":5}""", "At $: a schedule names itself")]
    [InlineData("""{"schedule":"cosin","from":1}""", "There is no schedule 'cosin'. Did you mean 'cosine'?")]
    [InlineData("""{"schedule":"cosine","from":1,"to":0,"ovr":5}""", "'cosine' has no argument 'ovr'. Did you mean 'over'?")]
    [InlineData("""{"schedule":"cosine","from":1,"to":0}""", "'cosine' needs the argument 'over'")]
    [InlineData("""{"schedule":"cosine","from":1,"from":1,"to":0,"over":5}""", "The argument 'from' is given twice.")]
    [InlineData("""{"schedule":"cosine","from":-1,"to":0,"over":5}""", "from must be a finite number of at least 0, not -1.")]
    [InlineData("""{"schedule":"cosine","from":1e999,"to":0,"over":5}""", "from must be a finite number")]
    [InlineData("""{"schedule":"then","of":[1]}""", "At $: 'then' joins a list of at least two schedules under \"of\".")]
    [InlineData("""{"schedule":"then"}""", "At $: 'then' joins a list of at least two schedules under \"of\".")]
    [InlineData("""{"schedule":"+","x":1,"y":2}""", "At $: '+' cannot take this \"x\"")]
    [InlineData("""{"schedule":"+","of":[1,2],"of":[3,4]}""", "At $: '+' cannot take this \"of\"")]
    [InlineData("""{"schedule":"for","of":1,"of":2,"steps":5}""", "At $: 'for' cannot take this \"of\"")]
    [InlineData("""{"schedule":"for","steps":5}""", "There is no schedule 'for'.")]
    [InlineData("""{"schedule":"cosine","of":1}""", "There is no method 'cosine'.")]
    [InlineData("""{"schedule":"for","of":{},"steps":5}""", "At $.of: a schedule names itself")]
    [InlineData("""{"schedule":"*","of":["cosine(1, 0, over: 5)", 2]}""", "A schedule should stand here.")]
    [InlineData("[1,2]", "A schedule should stand here.")]
    [InlineData("true", "'true' needs its arguments in brackets")]
    [InlineData("\"0.3 then\"", "A schedule or a value should stand here, not the end.")]
    public void A_mistake_is_named(string json, string problem)
        => Assert.Contains(problem, Problem(json), StringComparison.Ordinal);

    [Theory, InlineData("{"), InlineData("\"\\ud800\""), InlineData("""{"schedule":"\ud800"}"""), InlineData("""{"schedule":"function","function":"\udc00"}"""), InlineData("""{"\ud800":1,"schedule":"cosine"}""")]
    public void Broken_json_is_a_json_exception(string json)
        => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Schedule>(json));

    [Fact]
    public void A_tower_of_brackets_is_a_json_exception()
        => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Schedule>(new string('[', 100_000)));

    private static string Problem(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Schedule>(json)).Message;
}
