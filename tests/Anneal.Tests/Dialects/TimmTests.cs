using Anneal.Dialects;
using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Tests.Dialects;

public class TimmTests
{
    [Fact]
    public void A_restart_is_missed_where_the_peers_logarithm_misses_it()
    {
        Assert.Equal(4, Math.Floor(Math.Log(1 + (121 * 2)) / Math.Log(3)));
        Schedule peer = Timm.CosineLRScheduler(1, tInitial: 10, lrMin: 0.1, cycleMul: 3, cycleLimit: 9);
        Assert.Equal(0.1, peer.At(1210));
        Assert.Equal(1, Schedule.WarmRestarts(1, 0.1, over: 10, lengthen: 3).At(1210));
        Assert.Equal(peer, Schedule.Parse(peer.ToString()));
        Assert.Contains("misses", peer.Explain(1210).ToString());
    }

    [Fact]
    public void Shrinking_cycles_that_have_run_out_leave_the_minimum()
        => Assert.Equal(0.01, Timm.CosineLRScheduler(1, tInitial: 10, lrMin: 0.01, cycleMul: 0.5, cycleDecay: 0.5, cycleLimit: 3).At(1000));

    [Fact]
    public void Cycle_decay_lowers_the_peak_and_not_its_height_above_the_minimum()
    {
        Schedule schedule = Timm.CosineLRScheduler(1, tInitial: 10, lrMin: 0.2, cycleDecay: 0.5, cycleLimit: 3);
        Assert.Equal([1, 0.5, 0.25, 0.2], [schedule.At(0), schedule.At(10), schedule.At(20), schedule.At(30)]);
        Assert.Equal(0.35, schedule.At(15), 15);
    }

    [Fact]
    public void More_growing_cycles_than_can_ever_run_are_endless()
        => Assert.Null(Timm.TanhLRScheduler(1, tInitial: 10, cycleMul: 2, cycleDecay: 0.9, cycleLimit: 1000).Length);

    [Fact]
    public void No_cycles_leave_the_minimum_after_the_first_step()
        => Assert.Equal([1, 0.1, 0.1], Timm.PolyLRScheduler(1, tInitial: 10, lrMin: 0.1, cycleLimit: 0).Sample(3));

    [Fact]
    public void Without_prefix_the_rate_drops_when_the_warm_up_ends()
    {
        Schedule covered = Timm.CosineLRScheduler(1, tInitial: 20, warmupT: 10, warmupLrInit: 0.5);
        Assert.Equal(0.95, covered.At(9), 15);
        Assert.Equal(0.5, covered.At(10), 15);
        Schedule behind = Timm.CosineLRScheduler(1, tInitial: 20, warmupT: 10, warmupLrInit: 0.5, warmupPrefix: true);
        Assert.Equal(1, behind.At(10));
        Assert.Equal(0, behind.At(30));
    }

    [Fact]
    public void Tanh_misses_both_ends_and_ours_does_not()
    {
        Schedule peer = Timm.TanhLRScheduler(1, tInitial: 1000, lrMin: 0.1);
        Assert.Equal(1, peer.At(0));
        Assert.InRange(peer.At(1), 0.99, 0.9999999);
        Assert.InRange(peer.At(999), 0.102, 0.103);
        Assert.Equal(0.1, peer.At(1000));
        Assert.InRange(Schedule.Tanh(1, 0.1, 1000, -7, 3).At(999), 0.1, 0.1001);
    }

    [Fact]
    public void Milestones_come_one_step_early()
    {
        Assert.Equal([1, 1, 1, 1, 0.5, 0.5], Timm.MultiStepLRScheduler(1, [5], 0.5).Sample(6));
        Assert.Equal([1, 0.5, 0.5], Timm.MultiStepLRScheduler(1, [1], 0.5).Sample(3));
    }

    [Fact]
    public void Fractional_stairs_are_climbed_when_reached_and_not_a_rounding_before()
    {
        Assert.Equal(10, Math.Floor(1 / 0.1));
        // A tenth as a double is a little more than a tenth: nine whole ones fit into 1.
        Assert.Equal(Math.Pow(0.5, 9), Timm.StepLRScheduler(1, decayT: 0.1, decayRate: 0.5).At(1));
        Assert.Equal([1, 1, 1, 0.5, 0.5, 0.25], Timm.StepLRScheduler(1, decayT: 2.4, decayRate: 0.5).Sample(6));
    }

    [Fact]
    public void Fractional_stairs_read_back_behind_a_warm_up()
    {
        Schedule schedule = Timm.StepLRScheduler(0.1, decayT: 2.4, decayRate: 0.97, warmupT: 3, warmupPrefix: false);
        Assert.Equal(schedule, Schedule.Parse(schedule.ToString()));
    }

    [Fact]
    public void Epochs_become_updates_when_told_how_many()
    {
        double[] epochs = Timm.CosineLRScheduler(1, tInitial: 5, warmupT: 2).Sample(8);
        double[] updates = Timm.CosineLRScheduler(1, tInitial: 5, warmupT: 2, stepsPerEpoch: 3).Sample(24);
        Assert.Equal(epochs.SelectMany(rate => Enumerable.Repeat(rate, 3)), updates);
    }

    [Fact]
    public void A_loss_watched_by_default_is_reduced_while_it_improves()
    {
        PeerPlateau plateau = Timm.PlateauLRScheduler(1, patienceT: 1);
        foreach (double loss in (double[])[3, 2, 1])
            plateau.Observe(loss);
        Assert.Equal(0.1, plateau.Rate);
    }

    [Fact]
    public void The_plateaus_warm_up_ignores_the_metric_of_its_last_epoch_too()
    {
        PeerPlateau plateau = Timm.PlateauLRScheduler(1, decayRate: 0.5, patienceT: 0, warmupT: 2);
        Assert.Equal(0, plateau.Rate);
        plateau.Observe(9);
        Assert.Equal(0.5, plateau.Rate);
        plateau.Observe(9);
        Assert.Equal(1, plateau.Rate);
        Assert.Equal(double.NegativeInfinity, plateau.Memory.Best);
        plateau.Observe(1);
        plateau.Observe(1);
        Assert.Equal(0.5, plateau.Rate);
    }

    [Theory]
    [InlineData("CosineLRScheduler(-1, 10)", "lr must be")]
    [InlineData("CosineLRScheduler(1, 0)", "tInitial is")]
    [InlineData("CosineLRScheduler(1, 10, lr_min=-1)", "lrMin must be")]
    [InlineData("CosineLRScheduler(1, 10, cycle_mul=0)", "cycleMul must be")]
    [InlineData("CosineLRScheduler(1, 10, cycle_decay=-1)", "cycleDecay must be")]
    [InlineData("CosineLRScheduler(1, 10, cycle_limit=-1)", "cycleLimit is")]
    [InlineData("CosineLRScheduler(1, 10, k_decay=0)", "kDecay must be")]
    [InlineData("CosineLRScheduler(1, 10, warmup_t=-1)", "warmupT is")]
    [InlineData("CosineLRScheduler(1, 10, warmup_t=1, warmup_lr_init=-1)", "warmupLrInit must be")]
    [InlineData("CosineLRScheduler(1, 10, t_in_epochs=false, stepsPerEpoch=5)", "leave stepsPerEpoch out")]
    [InlineData("CosineLRScheduler(1, 10, stepsPerEpoch=0)", "stepsPerEpoch is")]
    [InlineData("CosineLRScheduler(1, 10, noise_range_t=5)", "no argument 'noise_range_t'")]
    [InlineData("PolyLRScheduler(1, 10, power=0)", "power must be")]
    [InlineData("TanhLRScheduler(1, 10, lb=3, ub=3)", "lb must be below ub")]
    [InlineData("TanhLRScheduler(1, 10, warmup_t=-1)", "warmupT is")]
    [InlineData("StepLRScheduler(1, decay_t=0)", "decayT must be")]
    [InlineData("StepLRScheduler(1, decay_t=2.4, decay_rate=-1)", "decayRate must be")]
    [InlineData("MultiStepLRScheduler(1, [5, 3])", "decayT must ascend")]
    [InlineData("PlateauLRScheduler(1, decay_rate=1)", "decay_rate must be below 1")]
    [InlineData("PlateauLRScheduler(1, mode=mean)", "mode is 'min' or 'max'")]
    [InlineData("PlateauLRScheduler(1, patience_t=-1)", "patienceT is")]
    public void Bad_input_is_refused_by_name(string call, string reason)
        => Assert.Contains(reason, Assert.Throws<ScheduleTextException>(() => Schedule.Parse($"timm:{call}")).Problem);
}
