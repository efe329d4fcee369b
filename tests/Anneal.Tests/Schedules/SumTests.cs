using Anneal.Schedules;

namespace Anneal.Tests.Schedules;

public class SumTests
{
    [Fact]
    public void Values_are_added_step_by_step()
    {
        (Schedule left, Schedule right) = (Schedule.Linear(0, 1, over: 4), Schedule.Cosine(0.3, 0.01, over: 9));
        Assert.Equal(9, (left + right).Length);
        for (long step = 0; step < 12; step++)
            Assert.Equal(left.At(step) + right.At(step), (left + right).At(step));
    }

    [Fact]
    public void A_number_lifts() => Assert.Equal([1.5, 1, 0.5], (0.5 + Schedule.Linear(1, 0, over: 2)).Sample(3));

    [Fact]
    public void Nothing_is_refused() => Assert.Throws<ArgumentNullException>(() => Schedule.Add(1, null!));
}
