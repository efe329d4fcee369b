using Anneal.Dialects;
using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Tests.Dialects;

public class DjlTests
{
    [Fact]
    public void Updates_count_from_1_so_training_leaves_out_step_0()
        => Assert.Equal([1, 0.5, 0.25], Djl.FactorTracker(2, 0.5).Skip(1).Sample(3));

    [Fact]
    public void Multi_factor_forgets_what_it_was_asked()
    {
        Schedule tracker = Djl.MultiFactorTracker(0.5, [5, 30], 0.5);
        Assert.Equal(0.125, tracker.At(49));
        Assert.Equal(0.5, tracker.At(0));
    }

    [Fact]
    public void Multi_factor_changes_after_its_step_which_makes_up_for_counting_from_1()
    {
        Assert.Equal([1, 1, 1, 0.5, 0.25], Djl.MultiFactorTracker(1, [2, 3], 0.5).Sample(5));
        Assert.Equal(Schedule.MultiStep(1, 0.5, 2, 3).Sample(9), Djl.MultiFactorTracker(1, [2, 3], 0.5).Skip(1).Sample(9));
    }

    [Fact]
    public void Multi_factor_without_a_factor_changes_nothing()
        => Assert.All(Djl.MultiFactorTracker(0.1, [3, 6]).Sample(20), rate => Assert.Equal(0.1, rate));

    [Fact]
    public void Factor_stops_at_the_power_nearest_to_its_minimum_on_either_side()
    {
        Assert.Equal(0.125, Djl.FactorTracker(1, 0.5, min: 0.17).At(100));
        Assert.Equal(0.25, Djl.FactorTracker(1, 0.5, min: 0.18).At(100));
        Assert.Equal(0.18, Schedule.Exponential(1, 0.5).AtLeast(0.18).At(100));
    }

    [Fact]
    public void Cosine_loses_digits_near_its_end_and_ours_does_not()
    {
        double exact = 0.05 * (1 + Math.Cos(Math.PI * 32 / 33));
        Assert.InRange(Math.Abs((Djl.CosineTracker(0.1, 33, 0).At(32) / exact) - 1), 1e-6, 1e-4);
        Assert.InRange(Math.Abs((Schedule.Cosine(0.1, 0, 33).At(32) / exact) - 1), 0, 1e-12);
    }

    [Fact]
    public void Cosine_ends_at_a_hundredth_unless_told_otherwise()
        => Assert.Equal((float)0.01, Djl.CosineTracker(0.5, 20).At(1000));

    [Fact]
    public void A_line_may_pass_its_limit_by_half_a_slope()
    {
        // 3.5 updates: Java rounds halves up, and the falling line's count is negated afterwards.
        Assert.Equal(0.25, Djl.LinearTracker(1, -0.25, min: 0.125).At(100));
        Assert.Equal(1, Djl.LinearTracker(0, 0.25, max: 0.875).At(100));
    }

    [Fact]
    public void A_line_without_a_limit_falls_below_0_and_reads_back()
    {
        Schedule line = Djl.LinearTracker(1, -0.25);
        Assert.Equal([1, 0.75, 0.5, 0.25, 0, -0.25], line.Sample(6));
        Assert.Equal(line, Schedule.Parse(line.ToString()));
        Assert.Equal(-1, Djl.LinearTracker(1, -0.25, maxUpdates: 8).At(100));
    }

    [Fact]
    public void Warm_up_puts_its_main_tracker_off_and_does_not_shorten_it()
    {
        Schedule tracker = Djl.WarmUpTracker(Djl.CosineTracker(0.5, 20), warmUpSteps: 5);
        Assert.Equal([0, 0.1, 0.2, 0.3, 0.4, 0.5], tracker.Sample(6).Select(rate => Math.Round(rate, 12)));
        Assert.Equal(25, tracker.Length);
    }

    [Fact]
    public void Constant_warm_up_without_a_value_does_not_train()
        => Assert.Equal([0, 0, 0, 0.3], Djl.WarmUpTracker(0.3, 3, warmUpMode: Djl.WarmUpMode.Constant).Sample(4));

    [Fact]
    public void Cyclical_shrinks_its_peaks_by_mode()
    {
        Assert.Equal(0.75, Djl.CyclicalTracker(0.5, 1, stepSizeUp: 4, mode: Djl.CyclicalMode.Triangular2).At(12));
        Assert.Equal(0.5 + (0.5 * 0.0625), Djl.CyclicalTracker(0.5, 1, stepSizeUp: 4, mode: Djl.CyclicalMode.ExpRange, gamma: 0.5).At(4));
    }

    [Fact]
    public void Cyclical_falls_as_long_as_it_rises_unless_told_otherwise()
    {
        Schedule cycles = Djl.CyclicalTracker(0.5, 1, stepSizeUp: 4, mode: Djl.CyclicalMode.Triangular);
        Assert.Equal([0.5, 1, 0.5], [cycles.At(0), cycles.At(4), cycles.At(8)]);
    }

    [Theory]
    [InlineData("FixedTracker(-1)", "value must be")]
    [InlineData("FactorTracker(1, 1.5)", "factor must be at most 1")]
    [InlineData("FactorTracker(1, 0)", "factor must be")]
    [InlineData("FactorTracker(-1, 0.5)", "baseValue must be")]
    [InlineData("FactorTracker(1, 0.5, min=2)", "min must be reached from above")]
    [InlineData("FactorTracker(1, 1, min=0.5)", "min must be reached from above")]
    [InlineData("FactorTracker(1, 0.5, min=0.1, maxUpdates=3)", "give one of them")]
    [InlineData("FactorTracker(1, 0.5, maxUpdates=-3)", "maxUpdates is")]
    [InlineData("MultiFactorTracker(1, [5])", "at least two steps")]
    [InlineData("MultiFactorTracker(1, [0, 5])", "at least two steps, from 1")]
    [InlineData("MultiFactorTracker(1, [5, 5])", "steps must ascend")]
    [InlineData("MultiFactorTracker(1, [5, 6], factor=2)", "factor must be at most 1")]
    [InlineData("LinearTracker(1, 0)", "use FixedTracker")]
    [InlineData("LinearTracker(1, 0.1, min=0.5)", "A falling line takes min")]
    [InlineData("LinearTracker(1, -0.1, min=2)", "A falling line takes min")]
    [InlineData("LinearTracker(1, -0.1, min=0, max=2)", "give one of them")]
    [InlineData("LinearTracker(1, -0.1, min=0, maxUpdates=2)", "give one of them")]
    [InlineData("LinearTracker(-1, 0.1)", "baseValue must be")]
    [InlineData("CosineTracker(0.01, 20)", "Lower finalValue, whose default is 0.01")]
    [InlineData("CosineTracker(1, 0)", "maxUpdates is")]
    [InlineData("CyclicalTracker(2, 1)", "maxValue must be at least baseValue")]
    [InlineData("CyclicalTracker(1, 2, stepSizeUp=0)", "stepSizeUp is")]
    [InlineData("CyclicalTracker(1, 2, gamma=0.9)", "gamma belongs to the mode EXP_RANGE")]
    [InlineData("PolynomialDecayTracker(1, 0, 0)", "decaySteps is")]
    [InlineData("PolynomialDecayTracker(1)", "needs the argument 'endLearningRate'")]
    [InlineData("WarmUpTracker(FixedTracker(1), warmUpSteps=-1)", "warmUpSteps is")]
    [InlineData("WarmUpTracker(FixedTracker(1), warmUpBeginValue=-1)", "warmUpBeginValue must be")]
    public void Bad_input_is_refused_by_name(string call, string reason)
        => Assert.Contains(reason, Assert.Throws<ScheduleTextException>(() => Schedule.Parse($"djl:{call}")).Problem);
}
