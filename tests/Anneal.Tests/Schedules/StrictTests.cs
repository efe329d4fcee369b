using Anneal.Schedules;

namespace Anneal.Tests.Schedules;

public class StrictTests
{
    private static readonly Schedule _strict = Schedule.Linear(1, 0, over: 4).Strict();

    [Fact]
    public void Before_its_end_it_is_the_schedule_itself() => Assert.Equal([1, 0.75, 0.5, 0.25], _strict.Sample(4));

    [Fact]
    public void At_its_end_it_refuses_and_says_what_to_do()
    {
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => _strict.At(4)).Message;
        Assert.StartsWith("Step 4 is beyond the end: this schedule has 4 steps, 0 to 3. Train fewer steps, stretch it, or leave out Strict()", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => _strict.At(4.5));
    }

    [Fact]
    public void An_endless_schedule_has_no_end_to_guard()
        => Assert.StartsWith("An endless schedule cannot be given a hard end", Agree.Refusal(() => Schedule.Constant(1).Strict()), StringComparison.Ordinal);

    [Fact]
    public void Inside_a_sequence_the_next_piece_takes_over_before_the_hard_end()
        => Assert.Equal([1, 0.75, 0.5, 0.25, 7], _strict.Then(7).Sample(5));
}
