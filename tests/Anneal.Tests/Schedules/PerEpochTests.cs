using Anneal.Schedules;

namespace Anneal.Tests.Schedules;

public class PerEpochTests
{
    [Fact]
    public void It_asks_once_per_epoch_and_holds()
    {
        Schedule inner = Schedule.Cosine(0.3, 0.01, over: 5);
        Schedule stairs = inner.PerEpoch(4);
        Assert.Equal(20, stairs.Length);
        for (long step = 0; step < 30; step++)
            Assert.Equal(inner.At(step / 4), stairs.At(step));
        Assert.Equal(inner.At(1), stairs.At(7.9));
    }

    [Fact]
    public void An_endless_schedule_stays_endless() => Assert.Null(Schedule.Constant(1).PerEpoch(4).Length);

    [Fact]
    public void An_epoch_of_no_steps_is_refused()
        => Assert.StartsWith("stepsPerEpoch is a number of steps between 1 and 2^53, not 0.", Agree.Refusal(() => Schedule.Constant(1).PerEpoch(0)), StringComparison.Ordinal);

    [Fact]
    public void More_steps_than_can_be_counted_are_refused()
        => Assert.Contains("more than 2^53 steps", Agree.Refusal(() => Schedule.Linear(0, 1, over: 1L << 40).PerEpoch(1L << 20)), StringComparison.Ordinal);
}
