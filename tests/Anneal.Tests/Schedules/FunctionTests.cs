using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Tests.Schedules;

public class FunctionTests
{
    [Fact]
    public void The_function_is_asked_with_the_step()
        => Agree.WithFormula(1e-15, Schedule.Function(t => 1 / (1 + t)), t => 1 / (1 + t), 20);

    [Fact]
    public void Its_result_is_used_as_it_is() => Assert.Equal(-2, Schedule.Function(t => -t).At(2));

    [Theory, InlineData("f"), InlineData("mine_2"), InlineData("0.95 ** epoch"), InlineData("a \"quoted\" \\ name")]
    public void Text_reads_back_with_the_function_at_hand(string name)
    {
        static double Half(double step) => step / 2;
        Schedule schedule = Schedule.Function(Half, name) * 0.1;
        Schedule read = Schedule.Parse(schedule.ToString(), functions: new Dictionary<string, Func<double, double>> { [name] = Half });
        Assert.Equal(schedule, read);
        Assert.Equal(schedule.ToString(), read.ToString());
    }

    [Fact]
    public void Text_without_the_function_says_how_to_pass_it()
    {
        ScheduleTextException problem = Assert.Throws<ScheduleTextException>(() => Schedule.Parse("function(\"mine\")"));
        Assert.Equal("The function 'mine' is code and cannot be read from text: pass it to Parse under this name.", problem.Problem);
        Assert.Equal(9, problem.Position);
    }

    [Theory, InlineData(""), InlineData(" "), InlineData("a\nb")]
    public void A_name_that_cannot_be_written_in_a_line_is_refused(string name)
        => Assert.StartsWith("A function needs a name in plain letters", Agree.Refusal(() => Schedule.Function(t => t, name)), StringComparison.Ordinal);
}
