using Anneal.Controllers;
using Anneal.Data;
using Anneal.Modules;
using Anneal.Optimizers;
using Anneal.Tests.Data;
using Anneal.Training;
using Anneal.Training.Checkpoints;
using Anneal.Training.Events;

namespace Anneal.Tests.Training.Events;

public class TrainingEventsTests
{
    private static readonly BatchLoader _batches = new(new Small.Angles(60), 20);

    private static (Trainer Trainer, List<TrainingEvent> Heard) Listened(UpdateRule rule)
    {
        List<TrainingEvent> heard = [];
        Module network = Small.Network();
        return (new(network, rule.For(network.Parameters)) { Threads = 1, Listeners = [new TrainingEvents(heard.Add)] }, heard);
    }

    private static string Text(TrainingEvent one) => System.Text.RegularExpressions.Regex.Replace(one.ToString(), @"[\d.e-]+ s$", "0 s");

    [Fact]
    public void A_run_is_told_from_its_beginning_to_its_end()
    {
        (Trainer trainer, List<TrainingEvent> heard) = Listened(new Sgd { LearningRate = 0.5 });
        trainer.Fit(_batches, 1, new BatchLoader(new Small.Angles(20, 2), 10));
        Assert.Equal(
            [
                "Training of Sequential with sgd(0.5) begins: 1 epochs of 3 steps over 60 examples",
                $"Epoch 1 of 1: train loss {Six(trainer.History.Of("train_loss")[0])}, validation loss {Six(trainer.History.Of("validation_loss")[0])}, rate 0.5, 0 s",
                "Training is over: 1 epochs, 3 updates",
            ],
            heard.Select(Text));
        Assert.Equal([1, 20, 40], heard.Select(one => one.Id));
        Assert.All(heard, one => Assert.Equal(one.Kind.ToString(), one.Name));
    }

    [Fact]
    public void An_event_is_a_list_of_its_values_with_the_template_last()
    {
        (Trainer trainer, List<TrainingEvent> heard) = Listened(new Sgd { LearningRate = 0.5 });
        trainer.Fit(_batches, 1);
        TrainingEvent epoch = heard[1];
        Assert.Equal("Epoch {Epoch} of {Epochs}: train loss {TrainLoss}, rate {LearningRate}, {Seconds} s", epoch.Template);
        Assert.Equal(["Epoch", "Epochs", "TrainLoss", "LearningRate", "Seconds", "{OriginalFormat}"], epoch.Select(value => value.Key));
        Assert.Equal(epoch.Template, epoch[epoch.Count - 1].Value);
        Assert.Equal(epoch.Arguments, epoch.SkipLast(1).Select(value => value.Value));
        Assert.Equal(trainer.History.Of("train_loss")[0], epoch["TrainLoss"]);
        Assert.Contains("it has Epoch, Epochs", Assert.Throws<KeyNotFoundException>(() => epoch["Loss"]).Message);
    }

    [Fact]
    public void Levels_and_ids_are_those_that_are_published()
    {
        Assert.Equal([0, 1, 2, 3, 4], Enum.GetValues<TrainingEventLevel>().Select(level => (int)level));
        Assert.Equal([1, 2, 10, 11, 12, 20, 21, 30, 31, 40, 41, 42, 43, 44], Enum.GetValues<TrainingEventKind>().Select(kind => (int)kind));
        Assert.Equal(TrainingEventLevel.Error, TrainingEvents.LevelOf(TrainingEventKind.RunDiverged));
    }

    [Fact]
    public void A_reduction_by_the_plateau_says_what_was_best_and_by_how_much_it_was_to_be_beaten()
    {
        List<TrainingEvent> heard = [];
        Module network = Small.Network();
        Trainer trainer = new(network, new Sgd { LearningRate = 0.5 }.For(network.Parameters))
        {
            Plateau = new ReduceOnPlateau { Patience = 0, Factor = 0.5, Threshold = 10 },
            Listeners = [new TrainingEvents(heard.Add)],
        };
        trainer.Fit(_batches, 2);
        TrainingEvent reduced = Assert.Single(heard, one => one.Kind is TrainingEventKind.RateReduced);
        double first = trainer.History.Of("train_loss")[0];
        Assert.Equal((2, "train_loss", trainer.History.Of("train_loss")[1], first, 10 * first, 1.0, 0.5), (reduced["Epoch"], reduced["Metric"], reduced["Value"], reduced["Best"], reduced["Margin"], reduced["ScaleBefore"], reduced["Scale"]));
    }

    [Fact]
    public void Steps_and_clipping_are_told_where_they_are_wanted_and_made_nowhere_else()
    {
        foreach ((TrainingEventLevel level, int steps, int clipped) in ((TrainingEventLevel, int, int)[])[(TrainingEventLevel.Trace, 3, 3), (TrainingEventLevel.Debug, 0, 3), (TrainingEventLevel.Information, 0, 0)])
        {
            List<TrainingEvent> heard = [];
            Module network = Small.Network();
            new Trainer(network, new Sgd().For(network.Parameters)) { ClipNorm = 1e-3, Listeners = [new TrainingEvents(heard.Add) { MinimumLevel = level }] }.Fit(_batches, 1);
            Assert.Equal((steps, clipped), (heard.Count(one => one.Kind is TrainingEventKind.StepMade), heard.Count(one => one.Kind is TrainingEventKind.GradientsClipped)));
        }
    }

    [Fact]
    public void What_a_guard_did_is_a_warning_with_the_norm()
    {
        (Trainer trainer, List<TrainingEvent> heard) = Listened(new Sgd { LearningRate = 0.01 });
        trainer.Optimizer.Guard = new StepGuard { WarmUp = 1, Factor = 1.0000001 };
        trainer.Fit(_batches, 3);
        TrainingEvent[] acted = [.. heard.Where(one => one.Kind is TrainingEventKind.GuardActed)];
        Assert.NotEmpty(acted);
        Assert.Equal(trainer.Optimizer.Guard.Shrunk, acted.Length);
        Assert.All(acted, one => Assert.Equal((TrainingEventLevel.Warning, "scaled the gradients down"), (one.Level, one["Action"])));
    }

    [Fact]
    public void Checkpoints_and_going_on_are_told()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "run.safetensors");
        List<TrainingEvent> heard = [];
        Trainer Make()
        {
            Module network = Small.Network();
            return new(network, new Sgd().For(network.Parameters)) { Listeners = [new Anneal.Training.Checkpoints.Checkpoints(path), new TrainingEvents(heard.Add)] };
        }

        Assert.Equal(4, Make().Run(_batches, 3).Take(4).Count());
        Assert.Equal($"Checkpoint written after 3 updates: {path}", heard.First(one => one.Kind is TrainingEventKind.CheckpointSaved).ToString());
        Assert.Contains(heard, one => one.ToString() == "Training was left after 4 updates, in epoch 2; it can go on from there");
        heard.Clear();
        Trainer second = Make();
        second.Restore(path);
        Assert.Single(second.Run(_batches, 3).Take(1));
        Assert.Equal([TrainingEventKind.CheckpointRestored, TrainingEventKind.RunResumed], heard.Take(2).Select(one => one.Kind));
        Assert.Equal("Training of Sequential with sgd(0.001) goes on after 4 updates: 1 of 3 epochs are over", heard[1].ToString());
    }

    [Fact]
    public void A_run_that_diverged_names_the_operation_and_one_that_failed_the_reason()
    {
        (Trainer wild, List<TrainingEvent> heard) = Listened(new Sgd { LearningRate = 1e30 });
        string message = Assert.Throws<ArithmeticException>(() => wild.Fit(_batches, 9)).Message;
        Assert.Equal((TrainingEventKind.RunDiverged, TrainingEventLevel.Error, message), (heard[^1].Kind, heard[^1].Level, heard[^1]["Reason"]));
        (Trainer guarded, heard) = Listened(new Sgd { LearningRate = 1 });
        guarded.Optimizer.Guard = new StepGuard { WarmUp = 1, Factor = 1.0000001, OnExplosion = GuardAction.Throw };
        message = Assert.Throws<ArithmeticException>(() => guarded.Fit(_batches, 9)).Message;
        Assert.Equal((TrainingEventKind.RunFailed, message), (heard[^1].Kind, heard[^1]["Reason"]));
    }

    [Fact]
    public void Early_stopping_is_told_with_the_best_epoch()
    {
        List<TrainingEvent> heard = [];
        Module network = Small.Network();
        Trainer trainer = new(network, new Sgd().For(network.Parameters)) { EarlyStopping = new EarlyStopping("train_loss") { Patience = 1, MinimumDelta = 9 }, Listeners = [new TrainingEvents(heard.Add)] };
        trainer.Fit(_batches, 9);
        Assert.Equal($"Training stops early after epoch 3: train_loss was best in epoch 1 with {Six(trainer.History.Of("train_loss")[0])}, and no better in the 2 epochs since", heard[^1].ToString());
    }

    [Fact]
    public void A_step_at_which_nothing_happens_allocates_nothing()
    {
        TrainingEvents events = new(_ => { });
        Trainer trainer = Small.Trainer(new Sgd());
        trainer.Optimizer.Guard = new StepGuard();
        events.Began(trainer, new(1, 1, 1, 1, _batches, null));
        StepReport step = new(1, 1, 1, 0.5, 0.1, 20, true, 3.0);
        Assert.Equal(0, Allocated.Bytes(() => events.Stepped(step)));
    }

    private static string Six(double value) => value.ToString("G6", System.Globalization.CultureInfo.InvariantCulture);
}
