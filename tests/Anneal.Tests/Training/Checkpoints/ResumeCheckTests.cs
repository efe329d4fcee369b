using Anneal.Controllers;
using Anneal.Data;
using Anneal.Modules;
using Anneal.Optimizers;
using Anneal.Optimizers.Averages;
using Anneal.Parameters;
using Anneal.Schedules;
using Anneal.Tests.Contracts.Rules;
using Anneal.Training;
using Anneal.Training.Checkpoints;

namespace Anneal.Tests.Training.Checkpoints;

public class ResumeCheckTests
{
    public static TheoryData<string> Rules => [.. AllRules.Variants.Select(variant => variant.Name)];

    public static TheoryData<string, StatePrecision> Packed => new(
        from entry in AllRules.Defaults
        where entry.Rule.PacksState
        from precision in (StatePrecision[])[StatePrecision.BFloat16, StatePrecision.Block8]
        select (entry.Name, precision));

    [Theory, MemberData(nameof(Rules))]
    public void Every_rule_goes_on_from_a_checkpoint_to_the_last_bit(string name)
    {
        UpdateRule rule = AllRules.Named(name) with { LearningRate = Schedule.Cosine(0.02, 0.001, over: 12) };
        foreach (Precision precision in Enum.GetValues<Precision>())
            Resumable.IsExact(() => Resumable.Plain(rule, precision), $"{name} in {precision}");
    }

    [Theory, MemberData(nameof(Packed))]
    public void Every_packed_state_goes_on_to_the_last_bit(string name, StatePrecision precision)
        => Resumable.IsExact(() => Resumable.Plain(AllRules.Named(name) with { LearningRate = 0.02, StatePrecision = precision }), name);

    [Theory]
    [InlineData("cosine(0.1, 0, over: 5).warmedUp(3)")]
    [InlineData("oneCycle(0.1, over: 12)")]
    [InlineData("warmRestarts(0.1, 0, over: 2, lengthen: 2, times: 2)")]
    [InlineData("exponential(0.1, factor: 0.9).perEpoch(4)")]
    [InlineData("multiStep(0.1, factor: 0.5, at: [3, 7])")]
    [InlineData("pytorch:StepLR(lr=0.1, step_size=2).perEpoch(4)")]
    public void Every_kind_of_schedule_goes_on_where_it_was(string schedule)
        => Resumable.IsExact(() => Resumable.Plain(new Sgd { LearningRate = Schedule.Parse(schedule), Momentum = 0.9 }), schedule);

    [Theory, InlineData(Precision.Single), InlineData(Precision.Double)]
    public void Everything_a_trainer_can_have_goes_on_to_the_last_bit(Precision precision)
    {
        Trainer? last = null;
        Resumable.IsExact(() => last = Resumable.Rich(precision), stops: [.. Enumerable.Range(0, 21).Select(step => (long)step)], epochs: 5);
        // None of it may have slept.
        Assert.True(last!.Optimizer.Guard!.RolledBack > 0 && last.Optimizer.Guard.Snapshot is not null);
        Assert.True(last.Plateau!.Scale < 1);
        Assert.True(last.Average!.Count > 0);
        Assert.NotNull(last.BestEpoch);
        Assert.Contains(last.Network.Buffers, buffer => buffer.Name.EndsWith("calls", StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_that_stops_early_stops_at_the_same_epoch_with_the_same_weights()
        => Resumable.IsExact(
            () =>
            {
                Module network = Resumable.Network();
                return new(network, new Sgd { LearningRate = Schedule.Linear(0.1, 5, over: 40) }.For(network.Parameters))
                {
                    Threads = 1,
                    EarlyStopping = new("validation_loss") { Patience = 1, RestoreBest = true },
                    Average = new EqualAverage(network.Parameters) { From = 3, Every = 2 },
                };
            },
            epochs: 30,
            stops: [.. Enumerable.Range(0, 24).Select(step => (long)step)]);

    [Theory, InlineData(2), InlineData(3), InlineData(7)]
    public void Updates_of_several_batches_go_on_between_two_of_them(int batches)
        => Resumable.IsExact(
            () =>
            {
                Module network = Resumable.Network();
                return new(network, new AdamW().For(network.Parameters)) { Threads = 1, AccumulateOver = batches, ClipNorm = 0.1 };
            },
            stops: [0, 1, 2, 3, 4, 5]);

    [Fact]
    public void A_run_that_diverges_does_so_again_at_the_same_step()
    {
        Func<Trainer> fresh = () => Small.Of(Small.Network(), new Sgd { LearningRate = 1e30 });
        Resumable.IsExact(fresh, stops: [0, 1, 2, 3, 4]);
        Trainer trainer = fresh();
        string path = Resumable.Unique();
        string why = Assert.Throws<ArithmeticException>(() => trainer.Fit(Resumable.Batches(), 3)).Message;
        trainer.Save(path);
        Trainer other = fresh();
        other.Restore(path);
        Assert.Equal(why, Assert.Throws<ArithmeticException>(() => other.Fit(Resumable.Batches(), 3)).Message);
        Assert.Equal(trainer.History.Losses, other.History.Losses);
        File.Delete(path);
    }

    [Fact]
    public void Any_training_can_be_broken_off_anywhere()
    {
        Random random = new(7);
        string[] rules = ["sgd(0.1, momentum: 0.9)", "adam(cosine(0.1, 0, over: 9))", "lookahead(adamW(0.02), every: 3)", "scheduleFreeAdamW(0.05)", "prodigy(1)", "lamb(0.02)"];
        for (int round = 0; round < 40; round++)
        {
            (int size, int accumulate, int epochs, int seed) = (random.Next(2, 10), random.Next(1, 4), random.Next(1, 4), random.Next());
            (bool clips, bool reduces, bool averages, bool guards, bool validates) = (Toss(), Toss(), Toss(), Toss(), Toss());
            Precision precision = Toss() ? Precision.Single : Precision.Double;
            string rule = rules[random.Next(rules.Length)];
            long[] stops = [.. Enumerable.Range(0, 3).Select(_ => (long)random.Next(0, 30))];
            ResumeReport report = ResumeCheck.Run(
                () =>
                {
                    Module network = Resumable.Network(precision, seed);
                    Optimizer optimizer = UpdateRule.Parse(rule).For(network.Parameters);
                    optimizer.Guard = guards ? new StepGuard { WarmUp = 1, Window = 3, Factor = 1.05 } : null;
                    Trainer trainer = new(network, optimizer)
                    {
                        Threads = 1,
                        AccumulateOver = accumulate,
                        ClipNorm = clips ? 0.2 : null,
                        Plateau = reduces ? new ReduceOnPlateau { Patience = 0 } : null,
                        Average = averages ? new ExponentialAverage(network.Parameters) { WarmUp = true } : null,
                    };
                    return (trainer, Resumable.Batches(size), validates ? Resumable.Validation() : null);
                },
                epochs,
                stops,
                Resumable.Folder);
            Assert.True(report.IsExact, $"{rule}, batches of {size} × {accumulate}, {epochs} epochs, seed {seed}, {precision}, {clips} {reduces} {averages} {guards} {validates}: {string.Join("; ", report.Stops)}");
        }

        bool Toss() => random.Next(2) == 0;
    }

    [Fact]
    public void The_report_counts_and_names_what_differs()
    {
        ResumeReport report = ResumeCheck.Run(() => Resumable.With(Resumable.Plain(new Adam())), 2, [3, 99], Resumable.Folder);
        Assert.Equal(8, report.Steps);
        Assert.True(report.Numbers > 100);
        Assert.Equal([new ResumeStop(3, null), new ResumeStop(8, null)], report.Stops);

        // A dataset that is another in each run.
        int seed = 0;
        report = ResumeCheck.Run(() => (Resumable.Plain(new Adam()), new BatchLoader(new Small.Angles(14, ++seed), 4), null), 2, [3], Resumable.Folder);
        Assert.False(report.IsExact);
        Assert.Contains("two runs without a break differ", report.Stops[0].Difference, StringComparison.Ordinal);

        Trainer one = Resumable.Plain(new Adam()), other = Resumable.Plain(new Adam());
        Assert.Null(ResumeCheck.Difference(one, other));
        other.Network.Parameters["0.weight"].Weights[5] = 7;
        Assert.Matches(@"^'network\.0\.weight'\[5\]: -?0\.\d+ and 7$", ResumeCheck.Difference(one, other));
    }

    [Fact]
    public void What_a_listener_steers_and_a_checkpoint_cannot_know_is_found_out()
    {
        ResumeReport report = ResumeCheck.Run(
            () =>
            {
                Module network = Resumable.Network();
                return Resumable.With(new(network, new Sgd().For(network.Parameters)) { Threads = 1, Listeners = [new Meddler()] });
            },
            2,
            [0, 5],
            Resumable.Folder);
        Assert.Null(report.Stops[0].Difference);
        Assert.NotNull(report.Stops[1].Difference);
    }

    /// <summary>Counts on its own, and changes a gradient accordingly.</summary>
    private sealed class Meddler : TrainingListener
    {
        private int _count;

        public override void Updating(Trainer trainer) => trainer.Network.Parameters["0.weight"].Gradients[0] += ++_count;
    }
}
