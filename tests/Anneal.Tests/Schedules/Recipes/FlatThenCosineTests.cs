using Anneal.Schedules;

namespace Anneal.Tests.Schedules.Recipes;

public class FlatThenCosineTests
{
    [Fact]
    public void Flat_first_then_half_a_cosine()
    {
        Schedule schedule = Schedule.FlatThenCosine(0.3, 0.01, flat: 12, decay: 8);
        Assert.Equal(20, schedule.Length);
        Agree.WithFormula(1e-14, schedule, t => t <= 12 ? 0.3 : t >= 20 ? 0.01 : 0.01 + (0.29 * (1 + Math.Cos(Math.PI * (t - 12) / 8)) / 2), 25);
    }

    [Fact]
    public void Two_step_cosine_starts_again_from_the_top()
    {
        Schedule schedule = Schedule.TwoStepCosine(0.3, 0.01, first: 12, second: 8);
        Assert.Equal([0.3, 0.3, 0.01], [schedule.At(0), schedule.At(12), schedule.At(20)]);
        Agree.Within(1e-14, 0.155, schedule.At(6));
        Agree.Within(1e-14, 0.155, schedule.At(16));
    }

    [Fact]
    public void Nothing_flat_is_the_cosine()
        => Assert.Equal(Schedule.Cosine(0.3, 0.01, 8).Sample(12), Schedule.FlatThenCosine(0.3, 0.01, flat: 0, decay: 8).Sample(12));
}
