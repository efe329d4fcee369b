using Anneal.Schedules;

namespace Anneal.Tests.Schedules;

public class StretchToTests
{
    [Fact]
    public void The_shape_stays_and_both_ends_are_exact()
    {
        Schedule cosine = Schedule.Cosine(0.3, 0.01, over: 15);
        Schedule stretched = cosine.StretchTo(40);
        Assert.Equal(40, stretched.Length);
        Assert.Equal(0.3, stretched.At(0));
        Assert.Equal(0.01, stretched.At(40));
        Assert.Equal(0.01, stretched.At(41));
        for (long step = 0; step < 40; step++)
            Agree.Within(1e-14, cosine.At(step * 15 / 40.0), stretched.At(step));
    }

    [Fact]
    public void No_steps_leave_only_the_last_value() => Assert.Equal(0.01, Schedule.Cosine(0.3, 0.01, over: 15).StretchTo(0).At(0));

    [Fact]
    public void Stretching_to_its_own_length_changes_nothing_however_long_it_is()
    {
        const long length = 7_000_000_000_003;
        Schedule stairs = Schedule.MultiStep(1, 0.5, at: [1_234_567_890_123, 5_000_000_000_001]).For(length);
        Schedule same = stairs.StretchTo(length);
        foreach (long milestone in (long[])[1_234_567_890_123, 5_000_000_000_001])
        {
            Assert.Equal(stairs.At(milestone - 1), same.At(milestone - 1));
            Assert.Equal(stairs.At(milestone), same.At(milestone));
        }
    }

    [Fact]
    public void A_stretched_stair_is_in_force_at_its_multiple_however_far_out()
    {
        Schedule doubled = Schedule.MultiStep(1, 0.5, at: [3_000_000_000_001]).For(9_000_000_000_001).StretchTo(18_000_000_000_002);
        Assert.Equal(1, doubled.At(6_000_000_000_001));
        Assert.Equal(0.5, doubled.At(6_000_000_000_002));
    }

    [Fact]
    public void Any_milestone_of_any_length_stays_where_it_is()
    {
        Random random = new(7);
        for (int i = 0; i < 2000; i++)
        {
            long length = random.NextInt64(2, 1L << 51);
            long milestone = random.NextInt64(1, length);
            Schedule same = Schedule.MultiStep(1, 0.5, at: [milestone]).For(length).StretchTo(length);
            Assert.Equal([1, 0.5], [same.At(milestone - 1), same.At(milestone)]);
        }
    }

    [Fact]
    public void Stretch_multiplies_the_length_and_rounds_it()
    {
        Assert.Equal(30, Schedule.Linear(0, 1, over: 15).Stretch(2).Length);
        Assert.Equal(5, Schedule.Linear(0, 1, over: 15).Stretch(1 / 3.0).Length);
        Assert.Equal(Schedule.Linear(0, 1, over: 15).StretchTo(30), Schedule.Linear(0, 1, over: 15).Stretch(2));
    }

    [Fact]
    public void An_endless_schedule_has_no_shape_to_stretch()
        => Assert.StartsWith("An endless schedule cannot be stretched; cut it first with For(steps)", Agree.Refusal(() => Schedule.Constant(1).StretchTo(5)), StringComparison.Ordinal);

    [Fact]
    public void More_steps_than_can_be_counted_are_refused()
        => Assert.Contains("more than 2^53 steps", Agree.Refusal(() => Schedule.Linear(0, 1, over: 15).Stretch(1e300)), StringComparison.Ordinal);

    [Fact]
    public void A_factor_of_zero_is_refused()
        => Assert.StartsWith("factor must be a finite number above 0, not 0.", Agree.Refusal(() => Schedule.Linear(0, 1, over: 15).Stretch(0)), StringComparison.Ordinal);
}
