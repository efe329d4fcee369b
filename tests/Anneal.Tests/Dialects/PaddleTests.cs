using Anneal.Dialects;
using Anneal.Schedules;

namespace Anneal.Tests.Dialects;

/// <summary>What the traces do not show: defects by name, resumed runs, what is refused.</summary>
public class PaddleTests
{
    [Fact]
    public void Noam_wastes_the_first_update_at_rate_0_and_ours_does_not()
    {
        Assert.Equal(0, Paddle.NoamDecay(512, 40).At(0));
        Assert.Equal(Paddle.NoamDecay(512, 40).At(1), Schedule.Noam(512, 40).At(0));
    }

    [Fact]
    public void Cosine_rises_again_past_T_max()
        => Assert.Equal([0, 0.5], [Paddle.CosineAnnealingDecay(0.5, 10).At(10), Paddle.CosineAnnealingDecay(0.5, 10).At(20)]);

    [Fact]
    public void Polynomial_cycles_never_come_back_to_the_first_rate()
    {
        Schedule cycles = Paddle.PolynomialDecay(0.5, 10, endLr: 0, power: 1, cycle: true);
        Assert.Equal(0, cycles.At(10));
        Assert.Equal(0.5 * (1 - (11 / 20.0)), cycles.At(11), 15);
    }

    [Fact]
    public void One_cycle_jumps_up_one_step_past_its_end_and_then_throws()
    {
        Schedule cycle = Paddle.OneCycleLR(0.1, 20);
        Assert.Equal(0.0001, cycle.At(19), 15);
        Assert.True(cycle.At(20) > cycle.At(19));
        Assert.Throws<ArgumentOutOfRangeException>(() => cycle.At(21));
    }

    [Fact]
    public void Warm_restarts_miss_a_restart_when_asked_by_position_but_not_by_step()
    {
        Schedule restarts = Paddle.CosineAnnealingWarmRestarts(0.2, 1, 3, 0.001);
        Assert.Equal(0.2, restarts.At(121L));
        Assert.Equal(0.001, restarts.At(121.0));
        Assert.Equal(0.2, Schedule.WarmRestarts(0.2, 0.001, 1, lengthen: 3).At(121.0));
    }

    [Fact]
    public void Warm_up_shifts_the_schedule_behind_it_and_jumps_where_they_do_not_meet()
    {
        Schedule warmed = Paddle.LinearWarmup(Paddle.ExponentialDecay(0.3, 0.9), 5, 0, 0.5);
        Assert.Equal([0, 0.3, 0.3 * 0.9], [warmed.At(0), warmed.At(5), warmed.At(6)]);
    }

    [Fact]
    public void Plateau_never_improves_on_a_first_metric_that_is_not_a_number()
    {
        PeerPlateau plateau = Paddle.ReduceOnPlateau(1, patience: 1, factor: 0.5);
        bool[] reduced = [.. ((double[])[double.NaN, 3, 2, 1]).Select(plateau.Observe)];
        Assert.Equal([false, false, true, false], reduced);
        Assert.Equal(double.NaN, plateau.Memory.Best);
    }

    [Fact]
    public void Plateau_forgets_the_best_of_a_cooldown()
    {
        PeerPlateau plateau = Paddle.ReduceOnPlateau(1, patience: 0, cooldown: 1, factor: 0.5);
        foreach (double metric in (double[])[5, 6, 1, 4])
            plateau.Observe(metric);
        Assert.Equal(4, plateau.Memory.Best);
        Assert.Equal(0.5, plateau.Rate);
    }

    [Fact]
    public void Functions_of_the_step_resume_where_they_stopped()
    {
        Assert.Equal(Paddle.StepDecay(0.5, 5).At(8), Paddle.StepDecay(0.5, 5, lastEpoch: 7).At(0));
        Assert.Equal(Paddle.OneCycleLR(0.5, 10).At(5), Paddle.OneCycleLR(0.5, 10, lastEpoch: 4).At(0));
        Assert.Equal(Paddle.MultiplicativeDecay(0.5, _ => 0.9).At(3), Paddle.MultiplicativeDecay(0.5, _ => 0.9, lastEpoch: 2).At(0));
        Assert.Equal(Paddle.CosineAnnealingWarmRestarts(0.5, 4, 2).At(9), Paddle.CosineAnnealingWarmRestarts(0.5, 4, 2, lastEpoch: 7).At(1));
    }

    // The values are those of the peer's recursion, run.
    [Theory]
    [InlineData(3, 0.21055728090000847, 0.1, 0.13819660112501053, 0.23819660112501062)]
    [InlineData(5, 0.5381966011250106, 1.6854101966249695, 3.1034441853748653, 4.250657780874824, 4.6888543819998345, 4.250657780874826, 3.103444185374866, 1.6854101966249704, 0.5381966011250112, 0.1, 0.13819660112501053)]
    public void A_resumed_cosine_swells_until_its_next_minimum(long lastEpoch, params double[] rates)
        => Agree(rates, Paddle.CosineAnnealingDecay(0.5, 5, 0.1, lastEpoch));

    [Fact]
    public void A_resumed_linear_ramp_goes_on_from_the_full_rate()
    {
        Agree([0.6363636363636364, 0.7727272727272728, 0.9090909090909093, 0.9090909090909093], Paddle.LinearLR(0.5, 5, 0.2, 0.8, lastEpoch: 2));
        Agree([0.5, 0.5], Paddle.LinearLR(0.5, 5, 0.2, 0.8, lastEpoch: 5));
    }

    [Fact]
    public void Cyclic_functions_see_the_cycle_or_the_step()
    {
        Schedule cycle = Paddle.CyclicLR(0, 1, 2, scaleFn: number => number, name: "g");
        Schedule step = Paddle.CyclicLR(0, 1, 2, scaleFn: number => number, scaleMode: "iterations");
        Assert.Equal([0, 0.5, 1, 0.5, 0, 1, 2], cycle.Sample(7));
        Assert.Equal([0, 0.5, 2, 1.5, 0, 2.5, 6], step.Sample(7));
        Assert.Contains("\"g\"", cycle.ToString());
    }

    public static TheoryData<string, string> Refused => new()
    {
        { "ExponentialDecay(-0.1, 0.9)", "learningRate" },
        { "ExponentialDecay(0.1, 1)", "gamma" },
        { "NaturalExpDecay(0.1, 0)", "gamma" },
        { "InverseTimeDecay(0.1, -1)", "gamma" },
        { "StepDecay(0.1, 0)", "stepSize" },
        { "StepDecay(0.1, 5, -0.5)", "gamma" },
        { "MultiStepDecay(0.1, [5, 5])", "milestones" },
        { "PiecewiseDecay([], [0.1])", "Schedule.Constant" },
        { "PiecewiseDecay([5], [0.1, 0.2, 0.3])", "one value more" },
        { "PiecewiseDecay([5, 3], [0.1, 0.2, 0.3])", "Sort it" },
        { "NoamDecay(0, 10)", "dModel" },
        { "NoamDecay(512, 0)", "warmupSteps" },
        { "PolynomialDecay(0.1, 0)", "decaySteps" },
        { "PolynomialDecay(0.1, 10, power: 0)", "power" },
        { "LinearLR(0.1, 10, start_factor: 0)", "startFactor" },
        { "LinearLR(0.1, 10, end_factor: 2)", "endFactor" },
        { "LinearLR(0.1, 0)", "totalSteps" },
        { "LinearWarmup(0.1, 0, 0, 0.1)", "warmupSteps" },
        { "LinearWarmup(0.1, 5, 0.1, 0.1)", "end_lr must be above start_lr" },
        { "CosineAnnealingDecay(0.1, 0)", "tMax" },
        { "CosineAnnealingDecay(0.1, 10, eta_min: -1)", "etaMin" },
        { "CosineAnnealingDecay(0.1, 10, last_epoch: -2)", "last_epoch" },
        { "CosineAnnealingWarmRestarts(0.1, 0)", "t0" },
        { "CosineAnnealingWarmRestarts(0.1, 5, 0)", "tMult" },
        { "CosineAnnealingWarmRestarts(0.1, 4, 2, last_epoch: 11)", "Skip(12)" },
        { "CyclicLR(0.1, 1, 0)", "stepSizeUp" },
        { "CyclicLR(0.1, 1, 5, step_size_down: 0)", "stepSizeDown" },
        { "CyclicLR(0.1, 1, 5, mode: square)", "exp_range" },
        { "CyclicLR(0.1, 1, 5, exp_gamma: 0.9)", "exp_gamma" },
        { "CyclicLR(0.1, 1, 5, scale_mode: iterations)", "scale_fn" },
        { "OneCycleLR(0.1, 0)", "totalSteps" },
        { "OneCycleLR(0.1, 10, phase_pct: 0.1)", "no length" },
        { "OneCycleLR(0.1, 20, phase_pct: 0.5, three_phase: true)", "below 0.5" },
        { "OneCycleLR(0.1, 20, divide_factor: 0)", "divideFactor" },
        { "OneCycleLR(0.1, 20, anneal_strategy: cosine)", "'cos' or 'linear'" },
    };

    [Theory, MemberData(nameof(Refused))]
    public void Bad_input_is_refused_with_a_remedy(string call, string says)
    {
        Assert.False(Schedule.TryParse("paddle:" + call, out _, out string? error));
        Assert.Contains(says, error);
    }

    [Fact]
    public void Numbers_that_are_none_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("learningRate", () => Paddle.ExponentialDecay(double.NaN, 0.9));
        Assert.Throws<ArgumentOutOfRangeException>("gamma", () => Paddle.StepDecay(0.1, 5, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("endLr", () => Paddle.LinearWarmup(0.1, 5, 0, double.PositiveInfinity));
        Assert.Throws<ArgumentException>("mode", () => Paddle.ReduceOnPlateau(0.1, mode: "least"));
        Assert.Throws<ArgumentOutOfRangeException>("patience", () => Paddle.ReduceOnPlateau(0.1, patience: -1));
    }

    private static void Agree(double[] expected, Schedule actual)
        => Assert.All(expected, (rate, step) => Assert.Equal(rate, actual.At((long)step), 1e-12 * rate));
}
