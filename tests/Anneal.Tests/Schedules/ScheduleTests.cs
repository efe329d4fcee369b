using Anneal.Schedules;

namespace Anneal.Tests.Schedules;

public class ScheduleTests
{
    private static readonly Schedule _line = Schedule.Linear(1, 0, over: 4);

    [Theory, InlineData(-1), InlineData(long.MinValue), InlineData((1L << 53) + 1), InlineData(long.MaxValue)]
    public void A_step_that_cannot_be_counted_is_refused(long step)
        => Assert.Contains("step is a number of steps between 0 and 2^53", Assert.Throws<ArgumentOutOfRangeException>(() => _line.At(step)).Message, StringComparison.Ordinal);

    [Theory, InlineData(-0.1), InlineData(double.NaN), InlineData(double.PositiveInfinity), InlineData(1e16)]
    public void A_position_that_cannot_be_told_is_refused(double position)
        => Assert.Contains("step is a position between 0 and 2^53 steps", Assert.Throws<ArgumentOutOfRangeException>(() => _line.At(position)).Message, StringComparison.Ordinal);

    [Fact]
    public void Negative_zero_is_the_start() => Assert.Equal(1, _line.At(-0.0));

    [Fact]
    public void The_last_step_that_can_be_counted_is_answered() => Assert.Equal(0, _line.At(1L << 53));

    [Fact]
    public void Sampling_nothing_is_an_empty_array() => Assert.Empty(_line.Sample(0));

    [Theory, InlineData(-1), InlineData(100_000_001)]
    public void Sampling_too_much_says_what_to_do(long steps)
        => Assert.Contains("sample every n-th step with At", Assert.Throws<ArgumentOutOfRangeException>(() => _line.Sample(steps)).Message, StringComparison.Ordinal);

    [Fact]
    public void Schedules_of_the_same_parts_are_equal_and_others_are_not()
    {
        Assert.Equal(Schedule.Linear(1, 0, over: 4), _line);
        Assert.NotEqual(Schedule.Linear(1, 0, over: 5), _line);
        Assert.NotEqual(Schedule.Cosine(1, 0, over: 4), _line);
    }
}
