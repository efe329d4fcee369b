using Anneal.Schedules;

namespace Anneal.Tests.Schedules.Recipes;

public class CyclicTests
{
    // The triangle of Smith's paper, from 0 to 1 and back, with both ways as long as said.
    private static double Triangle(double step, double up, double down)
    {
        double inside = step % (up + down);
        return inside < up ? inside / up : 1 - ((inside - up) / down);
    }

    [Fact]
    public void It_swings_in_triangles()
        => Agree.WithFormula(1e-14, Schedule.Cyclic(0.01, 0.3, up: 4, down: 6), t => 0.01 + (0.29 * Triangle(t, 4, 6)), 50);

    [Fact]
    public void Down_is_as_long_as_up_unless_said()
        => Assert.Equal(Schedule.Cyclic(0.01, 0.3, up: 4, down: 4), Schedule.Cyclic(0.01, 0.3, up: 4));

    [Fact]
    public void Shrink_halves_the_peaks_as_triangular2_does()
        => Agree.WithFormula(1e-14, Schedule.Cyclic(0.01, 0.3, up: 4, shrink: 0.5), t => 0.01 + (0.29 * Triangle(t, 4, 4) * Math.Pow(0.5, Math.Floor(t / 8))), 50);

    [Fact]
    public void Decay_shrinks_with_every_step_as_exp_range_does()
        => Agree.WithFormula(1e-14, Schedule.Cyclic(0.01, 0.3, up: 4, decay: 0.99), t => 0.01 + (0.29 * Triangle(t, 4, 4) * Math.Pow(0.99, t)), 50);

    [Fact]
    public void Momentum_mirrors_the_rate()
        => Agree.WithFormula(1e-14, Schedule.CyclicMomentum(up: 4, down: 6), t => 0.9 - (0.1 * Triangle(t, 4, 6)), 50);

    [Fact]
    public void Momentum_shrinks_with_the_rate()
        => Agree.WithFormula(1e-14, Schedule.CyclicMomentum(up: 4, shrink: 0.5, decay: 0.99), t => 0.9 - (0.1 * Triangle(t, 4, 4) * Math.Pow(0.5, Math.Floor(t / 8)) * Math.Pow(0.99, t)), 50);

    [Fact]
    public void Turning_points_are_exact()
    {
        Schedule cyclic = Schedule.Cyclic(0.01, 0.3, up: 4);
        Assert.Equal([0.01, 0.3, 0.01, 0.3], [cyclic.At(0), cyclic.At(4), cyclic.At(8), cyclic.At(12)]);
    }

    [Fact]
    public void Bounds_in_the_wrong_order_are_refused()
        => Assert.Contains("0.1 must be at least 0.3. Exchange them.", Agree.Refusal(() => Schedule.Cyclic(0.3, 0.1, up: 4)), StringComparison.Ordinal);

    [Fact]
    public void A_cycle_of_no_length_is_refused()
        => Assert.Contains("no length", Agree.Refusal(() => Schedule.Cyclic(0.1, 0.3, up: 0)), StringComparison.Ordinal);
}
