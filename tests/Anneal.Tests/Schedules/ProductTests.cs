using Anneal.Schedules;

namespace Anneal.Tests.Schedules;

public class ProductTests
{
    private static readonly Schedule _ramp = Schedule.Linear(0.2, 1, over: 5);
    private static readonly Schedule _decay = Schedule.InverseTime(0.3, rate: 0.1);

    [Fact]
    public void Values_are_multiplied_step_by_step()
    {
        for (long step = 0; step < 20; step++)
            Assert.Equal(_ramp.At(step) * _decay.At(step), (_ramp * _decay).At(step));
    }

    [Fact]
    public void A_number_scales() => Assert.Equal([0.5, 0.25, 0], (0.5 * Schedule.Linear(1, 0, over: 2)).Sample(3));

    [Fact]
    public void It_ends_when_both_have_ended() => Assert.Equal(9, (_ramp * Schedule.Linear(1, 0, over: 9)).Length);

    [Fact]
    public void One_endless_factor_makes_it_endless() => Assert.Null((_ramp * _decay).Length);

    [Fact]
    public void A_constant_has_no_say_in_when_it_ends()
    {
        Assert.Equal(5, (_ramp * 2).Length);
        Assert.Equal(5, (2 * _ramp).Length);
    }

    [Fact]
    public void Nothing_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => _ramp * null!);
        Assert.Throws<ArgumentNullException>(() => null! * _ramp);
    }
}
