using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Tests.Schedules;

public class TurnTests
{
    [Theory]
    [InlineData("linear(0, 0.3, over: 5) then cosine(0.3, 0, over: 15)", "5 20")]
    [InlineData("cosine(0.3, 0, over: 5).repeat(3)", "5 10 15")]
    [InlineData("cosine(0.3, 0, over: 4).repeat(3, lengthen: 2)", "4 12 28")]
    [InlineData("multiStep(0.3, factor: 0.1, at: [3, 7])", "3 7")]
    [InlineData("multiStep(0.3, factor: 0.1, at: [3, 7]).skip(4)", "3")]
    [InlineData("multiStep(0.3, factor: 0.1, at: [3, 7]).perEpoch(10)", "30 70")]
    [InlineData("cosine(0.3, 0, over: 10).warmedUp(10).stretchTo(40)", "20 40")]
    [InlineData("cosine(0.3, 0, over: 10).for(4)", "4")]
    [InlineData("linear(0, 1, over: 5) * cosine(0.3, 0, over: 20)", "5 20")]
    [InlineData("cosine(0.3, 0, over: 20).atLeast(0.1)", "20")]
    [InlineData("constant(0.3)", "")]
    public void Turns_are_where_the_shape_changes(string text, string turns)
        => Assert.Equal(turns, string.Join(' ', Schedule.Parse(text).Turns.Select(turn => turn.At).Order()));

    [Fact]
    public void Endless_cycles_have_a_bounded_number_of_turns()
        => Assert.All(
            Catalogue.Schedules.Concat(Catalogue.Dialects).Where(entry => entry.Example.Length > 0),
            entry =>
            {
                if (Schedule.TryParse(entry.Example, out Schedule? schedule, out _, RunLength.Of(20, 10)))
                    Assert.InRange(schedule.Turns.Count(), 0, 1000);
            });
}
