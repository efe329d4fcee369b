using Anneal.Dialects;
using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Tests.Dialects;

public class HuggingFaceTests
{
    [Fact]
    public void Warm_up_spends_its_first_update_at_rate_0()
        => Assert.Equal([0, 0.25, 0.5, 0.75, 1], HuggingFace.GetConstantScheduleWithWarmup(1, 4).Sample(5));

    [Fact]
    public void Cosine_rises_again_past_the_end_and_ours_holds()
    {
        Schedule peer = HuggingFace.GetCosineScheduleWithWarmup(1, 0, 20);
        Assert.Equal(0, peer.At(20));
        Assert.Equal(1, peer.At(40));
        Assert.Equal(0, Schedule.Cosine(1, 0, 20).At(40));
    }

    [Fact]
    public void Hard_restarts_are_missed_where_the_peers_modulo_misses_them()
    {
        Schedule peer = HuggingFace.GetCosineWithHardRestartsScheduleWithWarmup(1, 0, 330, numCycles: 22);
        Schedule ours = Schedule.Cosine(1, 0, over: 15).Repeat(22);
        long[] missed = [.. Enumerable.Range(0, 22).Select(cycle => 15L * cycle).Where(step => 22 * (step / 330.0) % 1.0 != 0)];
        Assert.NotEmpty(missed);
        Assert.All(missed, step => Assert.Equal(0, peer.At(step), 12));
        Assert.All(missed, step => Assert.Equal(1, ours.At(step)));
    }

    [Fact]
    public void Hard_restarts_of_fractional_length_start_at_the_first_step_of_their_cycle()
    {
        Schedule schedule = HuggingFace.GetCosineWithHardRestartsScheduleWithWarmup(1, 10, 71, numCycles: 7);
        for (long step = 0; step < 61; step++)
            Assert.Equal((1 + Math.Cos(Math.PI * (7 * step % 61) / 61)) / 2, schedule.At(10 + step), 12);
        Assert.Equal(0, schedule.At(71));
    }

    [Fact]
    public void A_minimum_is_the_one_given_unless_the_optimizers_own_rate_is_named()
    {
        Assert.Equal(0.001, HuggingFace.GetCosineWithMinLrScheduleWithWarmup(0.01, 0, 10, minLr: 0.001).At(10));
        Assert.Equal(0.0001, HuggingFace.GetCosineWithMinLrScheduleWithWarmup(0.01, 0, 10, minLr: 0.001, defaultLr: 0.1).At(10), 15);
        Assert.Equal(0.001, HuggingFace.GetPolynomialDecayScheduleWithWarmup(0.01, 0, 10, lrEnd: 0.001).At(10));
        Assert.Equal(0.0001, HuggingFace.GetPolynomialDecayScheduleWithWarmup(0.01, 0, 10, lrEnd: 0.001, defaultLr: 0.1).At(10), 15);
    }

    [Fact]
    public void The_lr_rate_variant_is_a_step_ahead_of_its_sibling()
    {
        double[] sibling = HuggingFace.GetCosineWithMinLrScheduleWithWarmup(1, 5, 30, minLrRate: 0.1).Sample(40);
        double[] ahead = HuggingFace.GetCosineWithMinLrScheduleWithWarmupLrRate(1, 5, 30, minLrRate: 0.1).Sample(39);
        for (int step = 0; step < ahead.Length; step++)
            Assert.Equal(sibling[step + 1], ahead[step], 14);
    }

    [Theory, InlineData(0, 0.9755282581475768), InlineData(1, 0.3), InlineData(2, 0.3)]
    public void The_lr_rate_variant_starts_at_the_rate_asked_for_when_there_is_a_warm_up(long warmup, double first)
        => Assert.Equal(first, HuggingFace.GetCosineWithMinLrScheduleWithWarmupLrRate(1, warmup, 10 + warmup, minLrRate: 0, warmupLrRate: 0.3).At(0), 15);

    [Fact]
    public void A_resumed_run_goes_on_where_the_other_stopped()
    {
        Schedule whole = HuggingFace.GetLinearScheduleWithWarmup(0.1, 5, 50);
        Schedule resumed = HuggingFace.GetLinearScheduleWithWarmup(0.1, 5, 50, lastEpoch: 9);
        Assert.Equal(whole.Sample(50)[10..], resumed.Sample(40));
    }

    [Fact]
    public void A_total_below_the_warm_up_ends_with_it()
    {
        Assert.Equal([0, 0.5, 0, 0], HuggingFace.GetLinearScheduleWithWarmup(1, 2, 1).Sample(4));
        Assert.Equal([0, 0.5, 0.1, 0.1], HuggingFace.GetPolynomialDecayScheduleWithWarmup(1, 2, 2, lrEnd: 0.1).Sample(4));
    }

    [Fact]
    public void A_plateau_of_negative_length_starts_the_decay_on_its_way_down()
        => Assert.Equal([0, 0.5, 0.5, 0.25, 0, 0], HuggingFace.GetWsdSchedule(1, 2, 4, numTrainingSteps: 4, decayType: "linear").Sample(6));

    [Fact]
    public void Both_lengths_of_a_plateau_must_agree()
    {
        Assert.Equal(
            HuggingFace.GetWsdSchedule(1, 2, 4, numStableSteps: 4),
            HuggingFace.GetWsdSchedule(1, 2, 4, numTrainingSteps: 10, numStableSteps: 4));
        ArgumentException refused = Assert.Throws<ArgumentException>(() => HuggingFace.GetWsdSchedule(1, 2, 4, numTrainingSteps: 11, numStableSteps: 4));
        Assert.Contains("disagree", refused.Message);
    }

    [Theory]
    [InlineData("linear, 0.1, 5, 50", "linear_schedule_with_warmup(0.1, 5, 50)")]
    [InlineData("cosine, 0.1, 5, 50, num_cycles=1.5", "cosine_schedule_with_warmup(0.1, 5, 50, 1.5)")]
    [InlineData("cosine_with_restarts, 0.1, 5, 50, num_cycles=3", "cosine_with_hard_restarts_schedule_with_warmup(0.1, 5, 50, 3)")]
    [InlineData("polynomial, 0.1, 5, 50, lr_end=0.01, power=2", "polynomial_decay_schedule_with_warmup(0.1, 5, 50, 0.01, 2)")]
    [InlineData("constant, 0.1", "constant_schedule(0.1)")]
    [InlineData("constant_with_warmup, 0.1, 5", "constant_schedule_with_warmup(0.1, 5)")]
    [InlineData("inverse_sqrt, 0.1, 5, timescale=7", "inverse_sqrt_schedule(0.1, 5, 7)")]
    [InlineData("cosine_with_min_lr, 0.1, 5, 50, min_lr=0.01", "cosine_with_min_lr_schedule_with_warmup(0.1, 5, 50, min_lr=0.01)")]
    [InlineData("cosine_warmup_with_min_lr, 0.1, 5, 50, min_lr_rate=0.2, warmup_lr_rate=0.1", "cosine_with_min_lr_schedule_with_warmup_lr_rate(0.1, 5, 50, min_lr_rate=0.2, warmup_lr_rate=0.1)")]
    [InlineData("warmup_stable_decay, 0.1, 5, 50, num_decay_steps=9, decay_type='1-sqrt', min_lr_ratio=0.1", "wsd_schedule(0.1, 5, 9, 50, decay_type='1-sqrt', min_lr_ratio=0.1)")]
    public void A_name_gives_what_its_function_gives(string arguments, string function)
        => Assert.Equal(Schedule.Parse($"hf:get_{function}"), Schedule.Parse($"hf:get_scheduler({arguments})"));

    [Theory]
    [InlineData("cosin, 0.1, 5, 50", "Did you mean 'cosine'?")]
    [InlineData("sgdr, 0.1", "Known: constant,")]
    [InlineData("reduce_lr_on_plateau, 0.1", "is a controller")]
    [InlineData("constant, 0.1, num_warmup_steps=5", "'constant' does not use num_warmup_steps")]
    [InlineData("linear, 0.1, 5, 50, num_cycles=2", "'linear' does not use num_cycles")]
    [InlineData("inverse_sqrt, 0.1, 5, 50", "'inverse_sqrt' does not use num_training_steps")]
    [InlineData("linear, 0.1, num_training_steps=50", "'linear' needs num_warmup_steps, 0 for no warm-up")]
    [InlineData("linear, 0.1, 5", "'linear' needs num_training_steps")]
    [InlineData("warmup_stable_decay, 0.1, 5, 50", "needs num_decay_steps")]
    [InlineData("cosine_with_restarts, 0.1, 5, 50, num_cycles=1.5", "whole number, not 1.5")]
    public void A_scheduler_that_cannot_be_got_says_why(string arguments, string reason)
        => Assert.Contains(reason, Assert.Throws<ScheduleTextException>(() => Schedule.Parse($"hf:get_scheduler({arguments})")).Problem);

    [Theory]
    [InlineData("linear_schedule_with_warmup(-0.1, 5, 50)", "lr must be")]
    [InlineData("linear_schedule_with_warmup(0.1, -5, 50)", "numWarmupSteps is")]
    [InlineData("linear_schedule_with_warmup(0.1, 5, -50)", "numTrainingSteps is")]
    [InlineData("linear_schedule_with_warmup(0.1, 5, 50, last_epoch=-2)", "last_epoch is")]
    [InlineData("cosine_schedule_with_warmup(0.1, 5, 50, num_cycles=-1)", "numCycles must be")]
    [InlineData("cosine_with_hard_restarts_schedule_with_warmup(0.1, 5, 50, num_cycles=0)", "numCycles is")]
    [InlineData("polynomial_decay_schedule_with_warmup(0.1, 5, 50, lr_end=0.1)", "lr_end must be below")]
    [InlineData("inverse_sqrt_schedule(0.1, 5, timescale=0)", "timescale must be")]
    [InlineData("cosine_with_min_lr_schedule_with_warmup(0.1, 5, 50)", "Give the minimum once")]
    [InlineData("cosine_with_min_lr_schedule_with_warmup(0.1, 5, 50, min_lr=0.1, min_lr_rate=0.1)", "Give the minimum once")]
    [InlineData("cosine_with_min_lr_schedule_with_warmup(0.1, 5, 50, min_lr_rate=0.1, default_lr=1)", "defaultLr only matters")]
    [InlineData("wsd_schedule(0.1, 5, 50)", "num_stable_steps")]
    [InlineData("wsd_schedule(0.1, 5, 50, 100, warmup_type=cosin)", "Did you mean 'cosine'?")]
    [InlineData("wsd_schedule(0.1, 5, 50, 100, decay_type=sqrt)", "Did you mean '1-sqrt'?")]
    [InlineData("wsd_schedule(0.1, 5, 50, 100, min_lr_ratio=2)", "minLrRatio is a share")]
    public void Bad_input_is_refused_by_name(string call, string reason)
        => Assert.Contains(reason, Assert.Throws<ScheduleTextException>(() => Schedule.Parse($"hf:get_{call}")).Problem);

    [Fact]
    public void A_rate_that_is_no_number_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => HuggingFace.GetConstantSchedule(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => HuggingFace.GetCosineScheduleWithWarmup(0.1, 1, 9, double.PositiveInfinity));
    }
}
