using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Tests.Schedules.Text;

/// <summary>What the text form understands, and what it says when it does not.</summary>
public class ParseTests
{
    [Theory]
    [InlineData("0.3", "constant(0.3)")]
    [InlineData(".3", "constant(0.3)")]
    [InlineData("3e-4", "constant(0.0003)")]
    [InlineData("1_000", "constant(1000)")]
    [InlineData("linear( 0,1 ,\n over : 5 )", "linear(0, 1, over: 5)")]
    [InlineData("linear(0, 1, over = 5)", "linear(0, 1, over: 5)")]
    [InlineData("linear(over: 5, to: 1, from: 0)", "linear(0, 1, over: 5)")]
    [InlineData("Linear(0, 1, 5)", "linear(0, 1, over: 5)")]
    [InlineData("inverse_square_root(0.3, timescale: 4)", "inverseSquareRoot(0.3, timescale: 4)")]
    [InlineData("0.3.for(5)", "constant(0.3).for(5)")]
    [InlineData("((linear(0, 1, over: 5)))", "linear(0, 1, over: 5)")]
    [InlineData("1 - 0.5 * 0.25", "1 - 0.5 * 0.25")]
    [InlineData("(1 - 0.5) * 0.25", "(1 - 0.5) * 0.25")]
    [InlineData("linear(0, 1, over: 5) then 2 + 3", "linear(0, 1, over: 5) then (2 + 3)")]
    [InlineData("oneCycle(0.3, over: 20, shape: 'linear')", "oneCycle(0.3, over: 20, shape: linear)")]
    [InlineData("cosine(0.3, 0, over: 5).repeat(null, lengthen: 2)", "cosine(0.3, 0, over: 5).repeat(lengthen: 2)")]
    [InlineData("multiStep(1, factor: 0.5, at: [])", "multiStep(1, factor: 0.5, at: [])")]
    public void Spellings_of_the_same_are_the_same(string written, string plain)
        => Assert.Equal(Schedule.Parse(plain), Schedule.Parse(written));

    [Theory]
    [InlineData("", "There is nothing to read: write a schedule such as cosine(0.3, 0.01, over: 15).", 0)]
    [InlineData(" \t\n", "There is nothing to read: write a schedule such as cosine(0.3, 0.01, over: 15).", 3)]
    [InlineData("cosin(0.3, 0.01, over: 15)", "There is no schedule 'cosin'. Did you mean 'cosine'?", 0)]
    [InlineData("lienar(0.3, 0.01, over: 15)", "There is no schedule 'lienar'. Did you mean 'linear'?", 0)]
    [InlineData("exp(0.3, factor: 0.5)", "There is no schedule 'exp'. Did you mean 'exponential'?", 0)]
    [InlineData("cosine", "'cosine' needs its arguments in brackets, such as cosine(0.3, 0.01, over: 15). Did you mean 'cosine'?", 0)]
    [InlineData("cosine(0.3, 0.01, ovr: 15)", "'cosine' has no argument 'ovr'. Did you mean 'over'?", 18)]
    [InlineData("cosine(0.3, 0.01)", "'cosine' needs the argument 'over': cosine(from, to, over).", 0)]
    [InlineData("cosine(0.3, 0.01, 15, 7)", "'cosine' takes at most 3 arguments: cosine(from, to, over).", 22)]
    [InlineData("cosine(0.3, 0.01, over: 15, over: 16)", "The argument 'over' is given twice.", 28)]
    [InlineData("cosine(0.3, 0.01, 15, from: 1)", "The argument 'from' is given twice.", 22)]
    [InlineData("cosine(from: 0.3, 0.01, over: 15)", "After a named argument all others need their names too.", 18)]
    [InlineData("cosine(high, 0.01, over: 15)", "'from' of 'cosine' should be a number, not high.", 7)]
    [InlineData("cosine(null, 0.01, over: 15)", "'from' of 'cosine' cannot be left out: give it a value.", 7)]
    [InlineData("cosine(0.3, 0.01, over: 15).warmUp(5)", "There is no method 'warmUp'. Did you mean 'warmedUp'?", 28)]
    [InlineData("cosine(0.3, 0.01, over: 15).warmedUp", "A '(' should stand here, not the end.", 36)]
    [InlineData("cosine(0.3, 0.01, over: 15", "A ',' or ')' should stand here, not the end.", 26)]
    [InlineData("cosine(0.3 0.01, over: 15)", "A ',' or ')' should stand here, not '0.01'.", 11)]
    [InlineData("cosine(0.3, 0.01, over: 15))", "The schedule is complete before ')': join schedules with 'then', '*', '+' or '-'.", 27)]
    [InlineData("0.3 0.4", "The schedule is complete before '0.4': join schedules with 'then', '*', '+' or '-'.", 4)]
    [InlineData("0.3 then", "A schedule or a value should stand here, not the end.", 8)]
    [InlineData("then 0.3", "'then' stands between two schedules; there is none in front of it.", 0)]
    [InlineData("then()", "'then' stands between two schedules; there is none in front of it.", 0)]
    [InlineData("0.3 then 0.4", "An endless schedule cannot be followed; cut it first with For(steps): constant(0.3)", 4)]
    [InlineData("oneCycle(0.3, over: 20, shape: round)", "'shape' of 'oneCycle' should be one of linear, cosine, oneMinusSquareRoot, not round.", 31)]
    [InlineData("piecewise(0.3, at: [5])", "'values' of 'piecewise' should be a list in square brackets, not 0.3.", 10)]
    [InlineData("[1, 2]", "A schedule should stand here.", 0)]
    [InlineData("'cosine'", "A schedule should stand here.", 0)]
    [InlineData("linear(0, -1, over: 5)", "to must be a finite number of at least 0, not -1.", 0)]
    [InlineData("1e400", "'1e400' is too large a number.", 0)]
    [InlineData("1.2.3", "'1.2.3' is not a number.", 0)]
    [InlineData("0.3 $ 0.4", "'$' has no meaning in a schedule.", 4)]
    [InlineData("0.3 \u001b[31m", "The character U+001B has no meaning in a schedule.", 4)]
    [InlineData("0.3\u200b", "The character U+200B has no meaning in a schedule.", 3)]
    [InlineData("0.3 \U0001f525", "'\U0001f525' has no meaning in a schedule.", 4)]
    [InlineData("function(\"f)", "A quotation mark is not closed.", 9)]
    [InlineData("pytorsh:StepLR(lr=0.1, step_size=30)", "There is no dialect 'pytorsh'. Did you mean 'pytorch'?", 0)]
    [InlineData("pytorch: StepLR(lr=0.1, step_size=30)", "After 'pytorch:' the name of a peer's scheduler should stand, without a space and with its arguments in brackets, such as pytorch:StepLR(lr=0.1, step_size=30).", 7)]
    [InlineData("pytorch:StepLr2(lr=0.1, step_size=30)", "PyTorch has no 'StepLr2' here. Did you mean 'StepLR'?", 0)]
    [InlineData("StepLR(lr=0.1, step_size=30)", "There is no schedule 'StepLR'. Did you mean 'pytorch:StepLR'?", 0)]
    public void A_mistake_is_named_with_its_remedy_and_its_place(string written, string problem, int position)
    {
        ScheduleTextException error = Assert.Throws<ScheduleTextException>(() => Schedule.Parse(written));
        Assert.Equal((problem, position), (error.Problem, error.Position));
    }

    [Fact]
    public void An_unknown_name_without_neighbours_lists_the_known_ones()
        => Assert.Matches("^There is no schedule 'zzzzzz'\\. Known: constant, cosine, .*, warmRestarts, warmupStableDecay\\.$", Problem("zzzzzz(1)"));

    [Fact]
    public void The_message_points_at_the_place()
    {
        string message = Assert.Throws<ScheduleTextException>(() => Schedule.Parse("linear(0, 1, over: 5) then\ncosin(1, 0, over: 9)")).Message;
        Assert.Equal("There is no schedule 'cosin'. Did you mean 'cosine'?\n  linear(0, 1, over: 5) then cosin(1, 0, over: 9)\n                             ^", message);
    }

    [Fact]
    public void A_long_text_is_cut_around_the_place()
    {
        string text = string.Concat(Enumerable.Repeat("linear(0, 1, over: 5) then ", 100)) + "cosin(1, 0, over: 9)";
        string[] lines = Assert.Throws<ScheduleTextException>(() => Schedule.Parse(text)).Message.Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.True(lines[1].Length < 130);
        Assert.Equal("cosin", lines[1].Substring(lines[2].IndexOf('^'), 5));
    }

    [Fact]
    public void What_a_message_quotes_is_kept_short_and_in_one_line()
    {
        string problem = Problem(new string('x', 90_000) + "(1)");
        Assert.InRange(problem.Length, 1000, 2001);
        Assert.Equal("The function 'a b' is code and cannot be read from text: pass it to Parse under this name.", Problem("function('a\nb')"));
    }

    [Fact]
    public void Brackets_nest_sixty_four_deep_and_no_further()
    {
        Assert.Equal(Schedule.Constant(1), Schedule.Parse(new string('(', 63) + "1" + new string(')', 63)));
        Assert.StartsWith("Schedules can be nested at most 64 deep", Problem(new string('(', 64) + "1" + new string(')', 64)), StringComparison.Ordinal);
    }

    [Theory, InlineData(" + 1"), InlineData(" * 1"), InlineData(" - 0"), InlineData(".atLeast(0)")]
    public void A_chain_too_long_for_the_stack_is_refused(string link)
    {
        Assert.Equal(1, Schedule.Parse("0.5 + 0.5" + string.Concat(Enumerable.Repeat(" * 1", 250))).At(0));
        Assert.StartsWith("More than 256 methods and operators work on one another here; build parts of it in code.", Problem("1" + string.Concat(Enumerable.Repeat(link, 9000))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sequence_may_be_much_longer_because_it_does_not_nest()
    {
        Schedule schedule = Schedule.Parse(string.Join(" then ", Enumerable.Repeat("linear(0, 1, over: 5)", 1000)));
        Assert.Equal(5000, schedule.Length);
        Assert.Equal(schedule, Schedule.Parse(schedule.ToString()));
    }

    [Fact]
    public void Too_much_text_is_refused_at_once()
        => Assert.Equal("A schedule's text has at most 100000 characters, this one has 100001.", Problem(new string('1', 100_001)));

    [Fact]
    public void Trying_gives_the_schedule_or_the_message()
    {
        Assert.True(Schedule.TryParse("0.3", out Schedule? schedule, out string? error));
        Assert.Equal((Schedule.Constant(0.3), null), (schedule, error));
        Assert.False(Schedule.TryParse("0.3 then", out schedule, out error));
        Assert.Null(schedule);
        Assert.Contains("should stand here", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_refused() => Assert.Throws<ArgumentNullException>(() => Schedule.Parse(null!));

    private static string Problem(string text) => Assert.Throws<ScheduleTextException>(() => Schedule.Parse(text)).Problem;
}
