using Anneal.Dialects;
using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Tests.Dialects;

/// <summary>What PyTorch does that surprises, kept by its dialect, and what the dialect refuses.</summary>
public class PyTorchTests
{
    [Fact]
    public void Cosine_rises_again_after_T_max()
    {
        Schedule cosine = PyTorch.CosineAnnealingLR(1, tMax: 10);
        Assert.Equal(0, cosine.At(10));
        Assert.Equal(0.0245, cosine.At(11), 4);
        Assert.Equal(1, cosine.At(20));
    }

    [Fact]
    public void One_step_past_a_one_cycle_jumps_up_and_the_next_throws()
    {
        Schedule cycle = PyTorch.OneCycleLR(0.1, totalSteps: 10);
        Assert.Equal(4e-7, cycle.At(9), 12);
        Assert.True(cycle.At(10) > 1000 * cycle.At(9));
        Assert.Contains("peer throws too", Assert.Throws<ArgumentOutOfRangeException>(() => cycle.At(11)).Message);
    }

    [Fact]
    public void Fractional_warm_restarts_miss_the_restart_that_whole_steps_find()
    {
        Schedule restarts = PyTorch.CosineAnnealingWarmRestarts(1, t0: 1, tMult: 3);
        Assert.Equal(1, restarts.At(121));
        Assert.Equal(0, restarts.At(121.0), 15);
        Assert.Equal(1, restarts.Explain(121).Value);
    }

    [Fact]
    public void Constant_and_linear_of_no_length_never_leave_their_factor()
    {
        Assert.Equal(0.025, PyTorch.ConstantLR(0.1, factor: 0.25, totalIters: 0).At(100));
        Assert.Equal(0.05, PyTorch.LinearLR(0.1, startFactor: 0.5, totalIters: 0).At(100));
    }

    [Fact]
    public void A_decay_chained_after_a_lambda_acts_for_one_step_only()
    {
        double[] rates = PyTorch.ChainedScheduler(1, [PyTorch.LambdaLR(1, t => Math.Pow(0.9, t)), PyTorch.StepLR(1, stepSize: 3)]).Sample(5);
        Assert.Equal([1, 0.9, 0.81, 0.0729, 0.6561], rates.Select(rate => Math.Round(rate, 12)));
    }

    [Fact]
    public void A_milestone_of_zero_starts_with_the_scheduler_that_it_should_skip()
        => Assert.Equal(
            [0.1, 0.1, 0.09],
            PyTorch.SequentialLR(1, [PyTorch.ConstantLR(1, 0.1, 5), PyTorch.ExponentialLR(1, 0.9)], [0]).Sample(3).Select(rate => Math.Round(rate, 12)));

    [Fact]
    public void A_sequence_inside_a_sequence_does_not_shift()
    {
        Schedule inner = PyTorch.SequentialLR(1, [PyTorch.LinearLR(1, 0.5, totalIters: 3), PyTorch.ExponentialLR(1, 0.9)], [3]);
        Schedule outer = PyTorch.SequentialLR(1, [inner, PyTorch.ConstantLR(1)], [6]);
        Assert.Equal(inner.Sample(6), outer.Sample(6));
    }

    [Fact]
    public void A_sequence_takes_schedules_of_ours()
        => Assert.Equal(0.3, PyTorch.SequentialLR(0.1, [PyTorch.LinearLR(0.1), Schedule.Cosine(0.3, 0, over: 10)], [5]).At(5));

    [Fact]
    public void Resuming_goes_on_from_the_rate_that_is_found()
    {
        Schedule right = PyTorch.StepLR(0.01, stepSize: 10, lastEpoch: 9, initialLr: 0.1);
        Schedule wrong = PyTorch.StepLR(0.1, stepSize: 10, lastEpoch: 9, initialLr: 0.1);
        Assert.Equal(0.001, right.At(0), 15);
        Assert.Equal(0.01, wrong.At(0), 15);
    }

    [Fact]
    public void Resuming_without_the_first_rate_is_refused()
        => Assert.Contains("initial_lr", Assert.Throws<ArgumentException>(() => PyTorch.StepLR(0.1, 10, lastEpoch: 5)).Message);

    [Theory]
    [InlineData("pytorch:LinearLR(lr=0.1, start_factor=0)", "linear(0, lr, over: n)")]
    [InlineData("pytorch:StepLR(lr=0.1, step_size=0)", "between 1 and 2^53")]
    [InlineData("pytorch:StepLR(lr=0.1, step=3)", "Did you mean 'step_size'?")]
    [InlineData("pytorch:StepLR(step_size=3)", "needs the argument 'lr'")]
    [InlineData("pytorch:CosineAnnealing(lr=0.1, T_max=3)", "Did you mean 'CosineAnnealingLR'?")]
    [InlineData("torch:StepLR(lr=0.1, step_size=3)", "There is no dialect 'torch'")]
    [InlineData("pytorch:OneCycleLR(max_lr=0.1)", "total_steps")]
    [InlineData("pytorch:OneCycleLR(max_lr=0.1, total_steps=2, pct_start=0.5)", "pct_start")]
    [InlineData("pytorch:OneCycleLR(max_lr=0.1, total_steps=20, anneal_strategy=poly)", "'cos' or 'linear'")]
    [InlineData("pytorch:CyclicLR(base_lr=0.1, max_lr=1, mode=square)", "triangular2")]
    [InlineData("pytorch:CyclicLRMomentum(base_lr=0.1, max_lr=1, cycle_momentum=false)", "cycle_momentum")]
    [InlineData("pytorch:SequentialLR(lr=0.1, schedulers=[StepLR(step_size=3)], milestones=[3])", "one scheduler more than milestones")]
    [InlineData("pytorch:ChainedScheduler(lr=0.1, schedulers=[])", "at least one")]
    [InlineData("pytorch:ChainedScheduler(lr=0.1, schedulers=[cosine(1, 0, over: 3)])", "multiply instead")]
    [InlineData("pytorch:ChainedScheduler(lr=0.1, schedulers=[StepLR(lr=0.2, step_size=3)])", "built for 0.2")]
    [InlineData("pytorch:ReduceLROnPlateau(lr=0.1)", "watches a metric")]
    [InlineData("pytorch:SWALR(lr=0.1, swa_lr=0.05, last_epoch=3)", "Skip(n)")]
    public void Bad_input_is_refused_with_the_remedy(string text, string remedy)
        => Assert.Contains(remedy, Assert.Throws<ScheduleTextException>(() => Schedule.Parse(text)).Message);

    [Fact]
    public void Chains_of_different_functions_are_different_values()
    {
        Schedule Chain(Func<double, double> f) => PyTorch.ChainedScheduler(1, [PyTorch.LambdaLR(1, f)]);
        Func<double, double> half = t => 0.5;
        Assert.Equal(Chain(half), Chain(half));
        Assert.NotEqual(Chain(half), Chain(t => 0.25));
    }

    [Fact]
    public void A_multiplicative_rate_saved_anywhere_goes_on_as_if_it_had_never_stopped()
    {
        static double Factor(double t) => 1 - (0.01 * t);
        double[] whole = PyTorch.MultiplicativeLR(0.5, Factor).Sample(40);
        for (int k = 0; k < 40; k++)
        {
            MultiplicativeRate first = new(0.5, Factor);
            for (int step = 0; step < k; step++)
                first.Step();
            MultiplicativeRate second = new(1, Factor) { Memory = first.Memory };
            for (int step = k; step < 40; step++)
            {
                Assert.Equal(whole[step], second.Rate);
                second.Step();
            }
        }
    }

    [Fact]
    public void A_recursion_asked_backwards_gives_the_same_rates()
    {
        Schedule forwards = PyTorch.MultiplicativeLR(0.5, t => 1 - (1e-5 * t));
        Schedule backwards = PyTorch.MultiplicativeLR(0.5, t => 1 - (1e-5 * t));
        double[] rates = forwards.Sample(3000);
        for (int step = 2999; step >= 0; step--)
            Assert.Equal(rates[step], backwards.At(step));
    }

    [Theory]
    [InlineData(150)]
    [InlineData(200)]
    [InlineData(1000)]
    public void A_cyclic_schedule_is_checked_as_ours_is(long steps)
    {
        RunLength run = RunLength.Steps(steps);
        string[] ours = [.. Schedule.Cyclic(0.001, 0.1, up: 100).Check(run).Select(finding => finding.Code)];
        Assert.Equal(ours, PyTorch.CyclicLR(0.001, 0.1, stepSizeUp: 100).Check(run).Select(finding => finding.Code));
    }
}
