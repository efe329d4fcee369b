using Anneal.Data;
using Anneal.Modules;
using Anneal.Optimizers;
using Anneal.Parameters;
using Anneal.Parameters.Files;
using Anneal.Schedules;
using Anneal.Training;
using Anneal.Training.Checkpoints;
using Anneal.Training.Metrics;
using Linear = Anneal.Modules.Linear;

namespace Anneal.Tests.Training.Checkpoints;

public sealed class CheckpointFilesTests : IDisposable
{
    private readonly string _path = Resumable.Unique();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Another_library_reads_weights_and_state_by_name()
    {
        Trainer trainer = Walked(Resumable.Plain(new Adam()), 5);
        CheckpointFiles.Save(trainer, _path);
        IReadOnlyDictionary<string, FileTensor> arrays = SafeTensors.Read(_path).Tensors;
        Assert.Equal(trainer.Network.Parameters["0.weight"].Weights.ToArray(), arrays["network.0.weight"].Values);
        Assert.Equal(Shape.Of([4, 2]), arrays["network.0.weight"].Shape);
        Assert.Equal(trainer.Optimizer.Save().Arrays["0.weight.exp_avg"].Values, arrays["optimizer.0.weight.exp_avg"].Values);
        Assert.Equal(trainer.Network.Buffers["1.running_mean"].Weights.ToArray(), arrays["buffer.1.running_mean"].Values);
        Assert.Equal(trainer.History.Losses, arrays["history.losses"].As<double>());
        Assert.Equal("adam(0.001)", SafeTensors.Read(_path).Metadata["group.0.rule"]);
    }

    [Fact]
    public void A_network_takes_its_weights_alone_from_a_checkpoint()
    {
        Trainer trainer = Walked(Resumable.Rich(), 5);
        trainer.Save(_path);
        Sequential network = Resumable.Network(Precision.Double, seed: 9);
        Assert.True(network.Restore(_path).IsComplete);
        Assert.Equal(Small.WeightsOf(trainer.Network), Small.WeightsOf(network));
        Assert.Equal(trainer.Network.Buffers["1.running_var"].Weights[2], network.Buffers["1.running_var"].WeightsAs<double>()[2]);
        Assert.True(network.Parameters.RestoreWeights(_path).IsComplete);
        byte[] bytes = File.ReadAllBytes(_path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(_path, bytes);
        Assert.Throws<InvalidDataException>(() => network.Restore(_path));
    }

    [Fact]
    public void Equal_trainers_give_equal_files_but_for_times()
    {
        Trainer trainer = Resumable.Rich();
        trainer.Save(_path);
        byte[] first = File.ReadAllBytes(_path);
        Resumable.Rich().Save(_path);
        Assert.Equal(first, File.ReadAllBytes(_path));
    }

    [Fact]
    public void History_position_and_controllers_come_back()
    {
        Trainer trainer = Walked(Resumable.Rich(), 6);
        trainer.Save(_path);
        Trainer other = Resumable.Rich(seed: 2);
        other.Restore(_path);
        Assert.Null(ResumeCheck.Difference(trainer, other));
        Assert.Equal(trainer.Position, other.Position);
        Assert.Equal(trainer.History.Epochs.Select(epoch => (epoch.Epoch, epoch.Step, epoch.Seconds, epoch.Examples)), other.History.Epochs.Select(epoch => (epoch.Epoch, epoch.Step, epoch.Seconds, epoch.Examples)));
        Assert.Equal(trainer.History.Epochs[0].Values, other.History.Epochs[0].Values);
    }

    [Fact]
    public void Dropout_goes_on_with_the_seed_of_the_checkpoint()
    {
        Trainer whole = Resumable.Rich();
        whole.Fit(Resumable.Batches(), 3, Resumable.Validation());
        Walked(Resumable.Rich(), 3).Save(_path);
        Trainer other = Resumable.Rich(seed: 99);
        other.Restore(_path);
        other.Fit(Resumable.Batches(), 3, Resumable.Validation());
        Assert.Null(ResumeCheck.Difference(whole, other));
    }

    [Fact]
    public void A_changed_schedule_is_refused_with_both_texts_and_the_ways_out()
    {
        Trainer old = Walked(Of(Schedule.Cosine(0.1, 0, over: 8)), 5);
        old.Save(_path);
        string message = Refused(Of(Schedule.Cosine(0.1, 0, over: 20)));
        Assert.Equal("The group 'rest' was trained with\n  sgd(cosine(0.1, 0, over: 8), momentum: 0.9)\nand is now to be trained with\n  sgd(cosine(0.1, 0, over: 20), momentum: 0.9)\n"
            + "Say ScheduleChange.Keep to go on with the old one, ScheduleChange.Take to take the new one as it stands from step 5 on, or write the old one again.", message);

        Trainer kept = Of(Schedule.Cosine(0.1, 0, over: 20));
        kept.Restore(_path, ScheduleChange.Keep);
        Assert.Null(ResumeCheck.Difference(old, kept));
        kept.Fit(Resumable.Batches(), 2, Resumable.Validation());
        Assert.Equal(Enumerable.Range(0, 8).Select(step => Schedule.Cosine(0.1, 0, over: 8).At(step)), kept.History.Rates);

        Trainer taken = Of(Schedule.Cosine(0.1, 0, over: 20));
        taken.Restore(_path, ScheduleChange.Take);
        taken.Fit(Resumable.Batches(), 3, Resumable.Validation());
        Assert.Equal(Enumerable.Range(5, 7).Select(step => Schedule.Cosine(0.1, 0, over: 20).At(step)), taken.History.Rates.Skip(5));
    }

    [Fact]
    public void A_rule_that_is_kept_keeps_what_its_text_does_not_say()
    {
        UpdateRule faithful = UpdateRule.Parse("pytorch:Adagrad(lr=0.1)");
        Resumable.Plain(faithful).Save(_path);
        Trainer other = Resumable.Plain(faithful with { LearningRate = 0.3 });
        other.Restore(_path, ScheduleChange.Keep);
        Assert.Equal(faithful, other.Optimizer.Groups[0].Rule);
    }

    [Fact]
    public void Another_kind_of_rule_is_refused_in_every_way_and_leaves_the_optimizer_as_it_was()
    {
        Walked(Resumable.Plain(new Adam()), 3).Save(_path);
        Trainer other = Walked(Resumable.Plain(new Sgd { Momentum = 0.9 }), 2);
        CheckpointContents before = CheckpointContents.Of(other);
        Assert.Contains("adam(0.001)", Agree.Refused(() => other.Restore(_path)), StringComparison.Ordinal);
        Assert.Contains("another rule", Agree.Refused(() => other.Restore(_path, ScheduleChange.Take)), StringComparison.Ordinal);
        Assert.Equal(before.Arrays.Keys, CheckpointContents.Of(other).Arrays.Keys);
        other.Restore(_path, ScheduleChange.Keep);
        Assert.Equal("adam(0.001)", other.Optimizer.Groups[0].Rule.ToString());
    }

    [Fact]
    public void What_does_not_fit_is_refused_by_name_and_changes_nothing()
    {
        Walked(Resumable.Rich(), 6).Save(_path);
        Assert.Contains("holds floats, here doubles", Refused(Resumable.Rich(Precision.Double)), StringComparison.Ordinal);
        Sequential larger = new(new Linear(2, 4), new BatchNorm1d(4), new Relu(), new Dropout(0.25), new Linear(4, 5), new Linear(5, 3));
        larger.Initialize(1);
        string message = Refused(new(larger, new Sgd().For(larger.Parameters)));
        Assert.Contains("'4.weight' has the shape [3, 4], here [5, 4]", message, StringComparison.Ordinal);
        Assert.Contains("it has no '5.weight'", message, StringComparison.Ordinal);
        Trainer rich = Resumable.Rich();
        Assert.Contains("the groups rest, and had biases, rest", Refused(Like(rich, rich.Network, new Sgd().For(rich.Network.Parameters))), StringComparison.Ordinal);
        rich.Optimizer.Groups[0].FrozenUntil = 7;
        Assert.Contains("was frozen until step 0, and is now until 7", Refused(rich), StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_that_changed_is_refused_unless_it_is_to_be_taken()
    {
        Walked(Resumable.Plain(new Adam()), 5).Save(_path);
        Module network = Resumable.Network();
        Trainer other = new(network, new Adam().For(network.Parameters)) { Threads = 1, Metrics = [new Accuracy()], ClipNorm = 0.5, AccumulateOver = 2 };
        string message = Refused(other);
        Assert.Contains("AccumulateOver was 1 and is 2; ClipNorm was none and is 0.5", message, StringComparison.Ordinal);
        Assert.Contains("ScheduleChange.Take", message, StringComparison.Ordinal);
        other.Restore(_path, ScheduleChange.Take);
        Assert.Equal(5, other.Optimizer.Step);
        Module again = Resumable.Network();
        Trainer metrics = new(again, new Adam().For(again.Parameters)) { Threads = 1, Metrics = [new TopAccuracy(2)] };
        Assert.Contains("Within an epoch", Agree.Refused(() => metrics.Restore(_path, ScheduleChange.Take)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_set_on_the_optimizer_by_hand_comes_back()
    {
        Trainer trainer = Resumable.Plain(new Adam());
        trainer.Optimizer.RateScale = 0.25;
        trainer.Optimizer.Groups[0].FrozenUntil = 2;
        Walked(trainer, 5).Save(_path);
        Trainer other = Resumable.Plain(new Adam());
        other.Restore(_path, ScheduleChange.Keep);
        Assert.Equal((0.25, 2), (other.Optimizer.RateScale, other.Optimizer.Groups[0].FrozenUntil));
        Assert.Null(ResumeCheck.Difference(trainer, other));
        Assert.Throws<ArgumentOutOfRangeException>(() => other.Restore(_path, (ScheduleChange)7));
    }

    [Fact]
    public void A_schedule_of_your_own_cannot_be_kept_but_taken()
    {
        Walked(Of(Schedule.Function(step => 0.1 / (step + 1))), 5).Save(_path);
        Trainer other = Of(Schedule.Constant(0.1));
        Assert.Contains("is not Anneal's", Agree.Refused(() => other.Restore(_path, ScheduleChange.Keep)), StringComparison.Ordinal);
        other.Restore(_path, ScheduleChange.Take);
        Assert.Equal(5, other.Optimizer.Step);
    }

    [Fact]
    public void Other_data_is_refused_when_the_run_gets_it()
    {
        Walked(Resumable.Plain(new Adam()), 5).Save(_path);
        Trainer other = Resumable.Plain(new Adam());
        other.Restore(_path);
        Assert.Contains("BatchSize was 4 and is 5", With(Resumable.Batches(5), Resumable.Validation()), StringComparison.Ordinal);
        Assert.Contains("Shuffle was 3 and is 4", With(Resumable.Batches(shuffle: 4), Resumable.Validation()), StringComparison.Ordinal);
        Assert.Contains("Contents was", With(Resumable.Batches(data: new Small.Angles(14, 5)), Resumable.Validation()), StringComparison.Ordinal);
        Assert.Contains("Count was 14 and is 13", With(Resumable.Batches(data: new Small.Angles(13)), Resumable.Validation()), StringComparison.Ordinal);
        Assert.Contains("had validation data", With(Resumable.Batches(), null), StringComparison.Ordinal);
        Assert.Contains("BatchSize was 3 and is 5", With(Resumable.Batches(), new BatchLoader(new Small.Angles(5, 2), 5)), StringComparison.Ordinal);
        other.Fit(Resumable.Batches(), 2, Resumable.Validation());

        string With(BatchLoader training, BatchLoader? validation) => Agree.Refused(() => other.Run(training, 2, validation));
    }

    [Fact]
    public void Other_augmentations_are_noticed_by_what_they_do()
    {
        Small.Pictures pictures = new(6);
        Module network = new Sequential(new Flatten(), new Linear(16, 3));
        network.Initialize(1);
        Trainer trainer = new(network, new Sgd().For(network.Parameters)) { Threads = 1 };
        _ = trainer.Run(Loader(new RandomCrop(1)), 2).First();
        trainer.Save(_path);
        trainer.Restore(_path);
        Assert.Contains("Contents", Agree.Refused(() => trainer.Run(Loader(new RandomCrop(2)), 2)), StringComparison.Ordinal);
        Assert.Contains("Augmentations was RandomCrop and is RandomHorizontalFlip", Agree.Refused(() => trainer.Run(Loader(new RandomHorizontalFlip()), 2)), StringComparison.Ordinal);
        _ = trainer.Run(Loader(new RandomCrop(1)), 2).First();

        BatchLoader Loader(Augmentation augmentation) => new(pictures, 3) { Shuffle = 1, Augmentations = [augmentation], Prefetch = 0 };
    }

    [Fact]
    public void A_checkpoint_of_another_format_or_none_says_what_it_is()
    {
        Trainer trainer = Resumable.Plain(new Adam());
        trainer.Network.Save(_path);
        Assert.Contains("no checksum", Assert.Throws<InvalidDataException>(() => trainer.Restore(_path)).Message, StringComparison.Ordinal);
        SealedFile.Write(_path, new Dictionary<string, FileTensor>(), new Dictionary<string, string> { ["format"] = "anneal checkpoint", ["version"] = "2" });
        Assert.Contains("newer version of Anneal, in format 2", Assert.Throws<InvalidDataException>(() => trainer.Restore(_path)).Message, StringComparison.Ordinal);
        SealedFile.Write(_path, new Dictionary<string, FileTensor>(), new Dictionary<string, string> { ["format"] = "something" });
        Assert.Contains("no checkpoint of Anneal", Assert.Throws<InvalidDataException>(() => trainer.Restore(_path)).Message, StringComparison.Ordinal);
        SealedFile.Write(_path, new Dictionary<string, FileTensor>(), new Dictionary<string, string> { ["format"] = "anneal checkpoint", ["version"] = "1" });
        Assert.Contains("network.seed", Assert.Throws<InvalidDataException>(() => trainer.Restore(_path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_nothing_to_save_within_a_step_or_an_evaluation()
    {
        Trainer trainer = Resumable.Plain(new ScheduleFreeAdamW());
        _ = trainer.Run(Resumable.Batches(), 1).First();
        using (trainer.Optimizer.EvaluationWeights())
            Assert.Contains("EvaluationWeights", Assert.Throws<InvalidOperationException>(() => trainer.Save(_path)).Message, StringComparison.Ordinal);
        Module network = Resumable.Network();
        trainer = new(network, new Adam().For(network.Parameters)) { Listeners = [new Hasty(_path)] };
        Assert.Contains("between two reports", Assert.Throws<InvalidOperationException>(() => trainer.Fit(Resumable.Batches(), 1)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_path));
    }

    [Fact]
    public void A_run_in_progress_goes_back_to_a_checkpoint_and_on_from_there()
    {
        Trainer whole = Resumable.Rich();
        whole.Fit(Resumable.Batches(), 3, Resumable.Validation());
        Trainer trainer = Resumable.Rich();
        bool back = false;
        foreach (StepReport step in trainer.Run(Resumable.Batches(), 3, Resumable.Validation()))
        {
            if (trainer.History.Losses.Count == 3 && !back)
                trainer.Save(_path);
            if (trainer.History.Losses.Count == 7 && !back)
            {
                back = true;
                trainer.Restore(_path);
            }
        }

        Assert.True(back);
        Assert.Null(ResumeCheck.Difference(whole, trainer));
    }

    private static Trainer Of(Schedule rate) => Resumable.Plain(new Sgd { LearningRate = rate, Momentum = 0.9 });

    private static Trainer Like(Trainer trainer, Module network, Optimizer optimizer)
    {
        optimizer.Guard = trainer.Optimizer.Guard;
        return new(network, optimizer)
        {
            Metrics = trainer.Metrics,
            ClipNorm = trainer.ClipNorm,
            ClipValue = trainer.ClipValue,
            Plateau = trainer.Plateau,
            EarlyStopping = trainer.EarlyStopping,
            Average = trainer.Average,
            RefreshBatchNorms = trainer.RefreshBatchNorms,
        };
    }

    private static Trainer Walked(Trainer trainer, int steps)
    {
        foreach (StepReport _ in trainer.Run(Resumable.Batches(), 3, Resumable.Validation()).Take(steps))
        {
        }

        return trainer;
    }

    /// <summary>The message, after making sure that nothing was changed.</summary>
    private string Refused(Trainer trainer)
    {
        CheckpointContents before = CheckpointContents.Of(trainer);
        string message = Agree.Refused(() => trainer.Restore(_path));
        CheckpointContents after = CheckpointContents.Of(trainer);
        Assert.All(before.Arrays, entry => Assert.Equal(entry.Value.Values, after.Arrays[entry.Key].Values));
        Assert.Equal(before.Notes, after.Notes);
        return message;
    }

    /// <summary>Saves while the gradients of an update wait for it.</summary>
    private sealed class Hasty(string path) : TrainingListener
    {
        public override void Updating(Trainer trainer) => trainer.Save(path);
    }
}
