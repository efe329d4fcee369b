using Anneal.Schedules;

namespace Anneal.Tests.Schedules;

public class CosineTests
{
    [Fact]
    public void Cosine_is_half_a_cosine() => RampContract.Holds(Schedule.Cosine, progress => (1 - Math.Cos(Math.PI * progress)) / 2);

    [Fact]
    public void Halfway_is_the_mean() => Agree.Within(1e-15, 0.155, Schedule.Cosine(0.3, 0.01, over: 20).At(10));

    [Fact]
    public void Past_the_end_it_stays_down_where_PyTorch_rises_again()
    {
        Schedule cosine = Schedule.Cosine(1, 0, over: 10);
        Assert.Equal(0, cosine.At(11));
        Assert.Equal(0, cosine.At(20));
    }
}
