using Anneal.Data;
using Anneal.Modules;
using Anneal.Modules.Models;
using Anneal.Optimizers;
using Anneal.Training;
using Anneal.Training.Diagnoses;
using Anneal.Training.Metrics;

namespace Anneal.Tests.Training.Diagnoses;

public class SignsRecorderTests
{
    private static (Trainer Trainer, SignsRecorder Signs) Watched(Module network, UpdateRule rule, Loss? loss = null)
    {
        SignsRecorder signs = new();
        return (new(network, rule.For(network.Parameters)) { Threads = 1, Loss = loss, Metrics = [new Accuracy()], Listeners = [signs] }, signs);
    }

    [Fact]
    public void It_gathers_all_that_a_run_shows()
    {
        (Trainer trainer, SignsRecorder recorder) = Watched(Small.Network(), new Adam { LearningRate = 0.05 });
        BatchLoader training = new(new Small.Angles(160), 16), validation = new(new Small.Angles(50, 2), 50);
        trainer.Fit(training, 4, validation);
        Signs signs = recorder.Gather();
        Assert.Equal(trainer.History.Losses, signs.Losses);
        Assert.Equal(trainer.History.Rates, signs.Rates);
        Assert.Equal((10, 50, (string?)null), (signs.StepsPerEpoch, signs.ValidationExamples, signs.NonFinite));
        Assert.Equal(trainer.History.Of("validation_loss"), signs.ValidationLosses);
        Assert.Equal(trainer.History.Of("validation_accuracy"), signs.ValidationAccuracies);
        Assert.Equal(Chance.Of(training.Data), signs.Chance);
        // Steps 1, 2, 4, 8 of the first epoch, and the last of each.
        Assert.Equal([0, 1, 3, 7, 9, 19, 29, 39], signs.Gradients.Select(sample => sample.Step));
        Assert.Equal(signs.Gradients.Select(sample => sample.Step), signs.Updates.Select(sample => sample.Step));
        Assert.Equal([0, 1, 4], signs.Dead.Select(scan => scan.Epoch).Where(epoch => epoch is 0 or 1 or 4));
        Assert.Equal(FindingKind.Learned, Assert.Single(recorder.Diagnose()).Kind);
        Assert.True(recorder.Seconds > 0);
    }

    [Fact]
    public void One_line_says_why_a_network_does_not_learn()
    {
        // A last layer behind a ReLU that is zero for every example: nothing can be learned.
        Module network = new SquareNetwork();
        network.Initialize(seed: 2);
        SignsRecorder signs = new();
        Trainer trainer = new(network, new Adam { LearningRate = 0.001 }.For(network.Parameters)) { Threads = 1, Listeners = [signs] };
        trainer.Fit(new BatchLoader(SquareFunction.Training, 1), 50);
        Assert.Equal([FindingKind.NeverLearned, FindingKind.DeadUnits], signs.Diagnose().Select(finding => finding.Kind));
    }

    [Fact]
    public void A_run_that_diverged_or_whose_guard_gave_up_is_told_with_the_reason()
    {
        (Trainer wild, SignsRecorder signs) = Watched(Small.Network(), new Sgd { LearningRate = 1e30 });
        string message = Assert.Throws<ArithmeticException>(() => wild.Fit(new BatchLoader(new Small.Angles(60), 20), 9)).Message;
        Assert.Equal(message, signs.Gather().NonFinite);
        Assert.Equal(FindingKind.Exploded, signs.Diagnose()[0].Kind);
        (Trainer guarded, signs) = Watched(Small.Network(), new Sgd { LearningRate = 1 });
        guarded.Optimizer.Guard = new StepGuard { WarmUp = 1, Factor = 1.0000001, OnExplosion = GuardAction.Throw };
        message = Assert.Throws<ArithmeticException>(() => guarded.Fit(new BatchLoader(new Small.Angles(60), 20), 9)).Message;
        Assert.Equal(message, signs.Gather().NonFinite);
    }

    [Fact]
    public void Of_a_loss_of_the_users_own_nobody_knows_what_guessing_has_unless_it_is_said()
    {
        BatchLoader training = new(new Small.Angles(60), 20);
        (Trainer trainer, SignsRecorder signs) = Watched(Small.Network(), new Sgd(), Losses.SmoothedCrossEntropy(0.1));
        trainer.Fit(training, 1);
        Assert.Null(signs.Gather().Chance);
        Module network = Small.Network();
        SignsRecorder told = new() { Chance = new(1.2, null) };
        new Trainer(network, new Sgd().For(network.Parameters)) { Loss = Losses.SmoothedCrossEntropy(0.1), Listeners = [told] }.Fit(training, 1);
        Assert.Equal(new(1.2, null), told.Gather().Chance);
    }

    [Fact]
    public void Before_a_run_there_is_nothing_to_say_and_a_second_run_begins_anew()
    {
        SignsRecorder signs = new();
        Assert.Empty(signs.Diagnose());
        BatchLoader training = new(new Small.Angles(60), 20);
        for (int run = 0; run < 2; run++)
        {
            Module network = Small.Network();
            new Trainer(network, new Sgd().For(network.Parameters)) { Listeners = [signs] }.Fit(training, 2);
            Assert.Equal([0, 1, 2, 5], signs.Gather().Updates.Select(sample => sample.Step));
        }
    }

    [Fact]
    public void What_it_does_changes_no_bit_of_the_training()
    {
        (Trainer watched, _) = Watched(Small.Network(), new Adam());
        Trainer plain = Small.Trainer(new Adam());
        BatchLoader training = new(new Small.Angles(60), 20) { Shuffle = 1 };
        watched.Fit(training, 3);
        plain.Fit(training, 3);
        Assert.Equal(Small.WeightsOf(plain.Network), Small.WeightsOf(watched.Network));
    }
}
