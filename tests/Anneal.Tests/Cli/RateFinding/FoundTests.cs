using Anneal.Cli;
using Anneal.Cli.Plans;
using Anneal.Cli.RateFinding;
using Anneal.Schedules;

namespace Anneal.Tests.Cli.RateFinding;

/// <summary>The word <c>found</c> is a number wherever a number may stand, and nowhere else.</summary>
public class FoundTests
{
    [Theory]
    [InlineData("found", "0.12")]
    [InlineData("oneCycle(found, over: rest)", "oneCycle(0.12, over: rest)")]
    [InlineData("oneCycle(peak: found, over: rest)", "oneCycle(peak: 0.12, over: rest)")]
    [InlineData("oneCycle(peak:found,over:rest)", "oneCycle(peak:0.12,over:rest)")]
    [InlineData("cosine(from: found, to: 0, over: rest).warmedUp(5%)", "cosine(from: 0.12, to: 0, over: rest).warmedUp(5%)")]
    [InlineData("linear(0, found, over: 5) then cosine(found, 0, over: rest)", "linear(0, 0.12, over: 5) then cosine(0.12, 0, over: rest)")]
    [InlineData("found * cosine(1, 0, over: rest)", "0.12 * cosine(1, 0, over: rest)")]
    [InlineData("pytorch:StepLR(lr=found, step_size=3)", "pytorch:StepLR(lr=0.12, step_size=3)")]
    [InlineData("piecewise([found, 0.01], at: [10])", "piecewise([0.12, 0.01], at: [10])")]
    public void A_number_stands_in_its_place(string text, string expected)
    {
        Assert.True(Found.IsIn(text));
        Assert.Equal(expected, Found.In(text, 0.1234));
        Assert.NotNull(Schedule.Parse(Found.In(text, 0.1234), RunLength.Of(10, 10)));
    }

    [Theory]
    [InlineData("profound(1)")]
    [InlineData("founding")]
    [InlineData("f(found: 1)")]
    [InlineData("f(found=1)")]
    [InlineData("found(1)")]
    [InlineData("a.found(1)")]
    [InlineData("function('found')")]
    [InlineData("function(\"found\")")]
    [InlineData("Found")]
    public void Names_and_quoted_words_are_none_of_its_places(string text)
    {
        Assert.False(Found.IsIn(text));
        Assert.Equal(text, Found.In(text, 0.1));
    }

    [Theory]
    [InlineData(0.1234, "0.12")]
    [InlineData(0.000987, "0.00099")]
    [InlineData(2.96e-5, "3e-5")]
    [InlineData(1.26e-7, "1.3e-7")]
    [InlineData(12.6, "13")]
    public void Rates_have_two_digits(double rate, string text)
    {
        Assert.Equal(text, Found.Rounded(rate));
        Assert.Equal(rate, Schedule.Parse(text).At(0L), rate * 0.05);
    }

    [Fact]
    public void A_plan_stores_the_number()
    {
        Plan plan = Planned("oneCycle(found, over: rest)", "oneCycle(found, over: rest)") with { Options = new() { Groups = [new() { Name = "biases", Match = ["*.bias"], Schedule = "constant(found)" }] } };
        Plan with = Found.With(plan, 0.0123);
        Assert.Equal(new PlannedSchedule("oneCycle(0.012, over: rest)", "oneCycle(0.012, over: rest)"), with.Schedules[0]);
        Assert.Equal("constant(0.012)", with.Options.Groups[0].Schedule);
        Assert.Null(Found.Sweepable(plan).Options.Groups[0].Schedule);
        Assert.Equal("mine", Found.With(Planned("mine", "constant(found)"), 1).Schedules[0].Label);
    }

    [Fact]
    public void A_plan_that_does_not_ask_is_given_back()
    {
        Plan plan = Planned("flat", "constant(0.1)");
        Assert.Same(plan, Found.In(plan, 1, TextWriter.Null));
    }

    [Fact]
    public void Where_no_rate_is_usable_a_plan_is_refused_with_the_reason()
    {
        // The first and only seed of this start is dead.
        Plan plan = Planned("mine", "constant(found)") with { FirstSeed = 4, Epochs = 20 };
        UserError refused = Assert.Throws<UserError>(() => Found.In(plan, 1, TextWriter.Null));
        Assert.Contains("No usable range: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("anneal find-rate square", refused.Message, StringComparison.Ordinal);
    }

    private static Plan Planned(string label, string text) => new()
    {
        Kind = PlanKind.Comparison,
        Name = "square",
        Experiment = "square",
        Schedules = [new(label, text)],
        Optimizer = "adam()",
        Epochs = 100,
        Batch = 1,
        Seeds = 1,
    };
}
