using Anneal.Schedules;

namespace Anneal.Tests.Schedules;

public class OneMinusSquareRootTests
{
    [Fact]
    public void It_is_one_minus_the_root_of_progress() => RampContract.Holds(Schedule.OneMinusSquareRoot, Math.Sqrt);

    [Fact]
    public void A_quarter_of_the_way_it_is_halfway_down() => Assert.Equal(0.5, Schedule.OneMinusSquareRoot(1, 0, over: 4).At(1));
}
