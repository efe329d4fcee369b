using System.Runtime.InteropServices;
using Anneal.Modules;
using Anneal.Optimizers;
using Anneal.Training;
using Anneal.Training.Checkpoints;
using Direction = Anneal.Controllers.Direction;
using Keeper = Anneal.Training.Checkpoints.Checkpoints;

namespace Anneal.Tests.Training.Checkpoints;

public sealed class CheckpointsTests : IDisposable
{
    private const string FullDisk = "ANNEAL_TEST_FULL_DISK";

    private readonly string _folder = Directory.CreateDirectory(Path.ChangeExtension(Resumable.Unique(), null)).FullName;

    private string File1 => Path.Combine(_folder, "run.safetensors");

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public void It_writes_after_epochs_after_steps_and_at_the_end()
    {
        Assert.Equal([4, 8, 12], Written(new(File1), 12));
        Assert.Equal([8, 12], Written(new(File1) { EveryEpochs = 2 }, 12));
        Assert.Equal([3, 6, 9, 12], Written(new(File1) { EveryEpochs = null, EverySteps = 3 }, 12));
        Assert.Equal([3, 4, 6, 8, 9, 12], Written(new(File1) { EverySteps = 3 }, 12));
        // Left within the second epoch.
        Assert.Equal([4, 6], Written(new(File1), 6));
        Assert.Equal([], Written(new(File1), 0));
    }

    [Fact]
    public void It_writes_when_the_time_has_come()
    {
        Clock clock = new();
        Module network = Resumable.Network();
        Trainer trainer = new(network, new AdamW().For(network.Parameters)) { Threads = 1, Time = clock, Listeners = [new Keeper(File1) { EveryEpochs = null, EverySeconds = 3 }] };
        List<long> written = [];
        foreach (StepReport step in trainer.Run(Resumable.Batches(), 3, Resumable.Validation()))
        {
            if (File.Exists(File1))
                written.Add(step.Step);
            File.Delete(File1);
            clock.Seconds++;
        }

        Assert.Equal([4, 7, 10], written);
        Assert.True(File.Exists(File1));
    }

    [Fact]
    public void A_run_that_was_cancelled_goes_on_from_where_it_was()
    {
        Trainer whole = Make(null);
        whole.Fit(Resumable.Batches(), 3, Resumable.Validation());
        using CancellationTokenSource source = new();
        Trainer trainer = Make(new(File1));
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (StepReport step in trainer.Run(Resumable.Batches(), 3, Resumable.Validation(), source.Token))
            {
                if (step.Step == 7)
                    source.Cancel();
            }
        });
        Trainer other = Make(new(File1));
        other.Restore(File1);
        Assert.Equal(7, other.Optimizer.Step);
        other.Fit(Resumable.Batches(), 3, Resumable.Validation());
        Assert.Null(ResumeCheck.Difference(whole, other));
    }

    [Fact]
    public void The_best_epoch_is_kept_in_a_file_beside_also_when_the_run_went_on()
    {
        Keeper keeper = new(File1) { KeepBest = "validation_loss" };
        Assert.Equal(Path.Combine(_folder, "run.best.safetensors"), keeper.BestPath);
        Trainer trainer = Make(keeper, rate: 3);
        foreach (StepReport _ in trainer.Run(Resumable.Batches(), 6, Resumable.Validation()).Take(10))
        {
        }

        trainer = Make(new(File1) { KeepBest = "validation_loss" }, rate: 3);
        trainer.Restore(File1);
        trainer.Fit(Resumable.Batches(), 6, Resumable.Validation());
        int best = trainer.History.Best("validation_loss", Direction.Minimize)!.Epoch;
        Trainer other = Make(null, rate: 3);
        other.Restore(keeper.BestPath);
        Assert.Equal(best, other.Position.Epoch);
        Assert.Equal(6, Restored(File1, 3).Position.Epoch);
        Assert.Contains("validation_loss", Agree.Refused(() => Make(new(File1) { KeepBest = "validation_los" }).Fit(Resumable.Batches(), 1, Resumable.Validation())), StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_that_is_no_number_is_not_written_over_the_checkpoint_before()
    {
        Module network = Small.Network();
        Trainer trainer = new(network, new Sgd { LearningRate = 1e18 }.For(network.Parameters)) { Threads = 1, Listeners = [new Keeper(File1) { EverySteps = 1 }] };
        Assert.Throws<ArithmeticException>(() => trainer.Fit(Resumable.Batches(), 3));
        Module fresh = Small.Network();
        Trainer other = new(fresh, new Sgd { LearningRate = 1e18 }.For(fresh.Parameters));
        other.Restore(File1);
        Assert.Equal(trainer.History.Losses.SkipLast(1), other.History.Losses);
    }

    [Fact]
    public void What_a_killed_writer_left_is_cleaned_up()
    {
        string left = File1 + ".abcdefgh.xyz.tmp", other = Path.Combine(_folder, "run2.safetensors.abcdefgh.xyz.tmp");
        File.WriteAllText(left, "");
        File.WriteAllText(other, "");
        Make(new(File1)).Fit(Resumable.Batches(), 1, Resumable.Validation());
        Assert.Equal([File1, other], Directory.GetFiles(_folder).Order());
    }

    [Fact]
    public void A_folder_that_is_not_there_is_refused_before_anything_is_trained()
    {
        Trainer trainer = Make(new(Path.Combine(_folder, "none", "run.safetensors")));
        Assert.Contains("make it before the run", Assert.Throws<DirectoryNotFoundException>(() => trainer.Fit(Resumable.Batches(), 1)).Message, StringComparison.Ordinal);
        Assert.Equal(0, trainer.Optimizer.Step);
        Assert.Contains("There is no previous one", Assert.ThrowsAny<IOException>(() => trainer.Save(Path.Combine(_folder, "none", "run.safetensors"))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Keeper("x") { EverySteps = 0 });
        Assert.All((double[])[0, -1, double.NaN, double.PositiveInfinity], seconds => Assert.Throws<ArgumentOutOfRangeException>(() => new Keeper("x") { EverySeconds = seconds }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Keeper("x") { EveryEpochs = 0 });
    }

    [Fact]
    public Task A_full_disk_leaves_the_checkpoint_before_and_no_rubbish()
        => OperatingSystem.IsLinux() ? OwnProgram.Run([$"{typeof(CheckpointsTests).FullName}.{nameof(A_checkpoint_that_finds_no_room)}"], (FullDisk, "1")) : Task.CompletedTask;

    [Fact]
    public void A_checkpoint_that_finds_no_room()
    {
        // The limit is one of the process: this runs in a process of its own.
        if (Environment.GetEnvironmentVariable(FullDisk) is null)
            return;
        Trainer trainer = Make(new(File1) { EverySteps = 2 });
        using IEnumerator<StepReport> run = trainer.Run(Resumable.Batches(), 3, Resumable.Validation()).GetEnumerator();
        while (run.MoveNext() && run.Current.Step < 3)
        {
        }

        byte[] before = File.ReadAllBytes(File1);
        // SIGXFSZ ignored, a write beyond the limit fails as on a full disk.
        Signal(25, 1);
        Limit limit = new() { Current = (ulong)before.Length / 2, Most = ulong.MaxValue };
        Assert.Equal(0, SetLimit(1, ref limit));
        IOException full = Assert.Throws<IOException>(() => run.MoveNext());
        Assert.Contains(File1, full.Message, StringComparison.Ordinal);
        Assert.Contains("The previous one is intact", full.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(File1));
        Assert.Equal([File1], Directory.GetFiles(_folder));
        limit.Current = ulong.MaxValue;
        Assert.Equal(0, SetLimit(1, ref limit));
        Assert.Equal(2, Restored(File1).Optimizer.Step);
        // There is room again: what was trained is not lost.
        trainer.Save(File1);
        Assert.Equal(4, Restored(File1).Optimizer.Step);
    }

    private static Trainer Restored(string path, double rate = 0.05)
    {
        Trainer trainer = Make(null, rate);
        trainer.Restore(path);
        return trainer;
    }

    /// <summary>A clock that stands until it is moved.</summary>
    private sealed class Clock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }

    private static Trainer Make(Keeper? keeper, double rate = 0.05)
    {
        Module network = Resumable.Network();
        return new(network, new AdamW { LearningRate = rate }.For(network.Parameters)) { Threads = 1, Listeners = keeper is null ? [] : [keeper] };
    }

    /// <summary>After which steps a file was written.</summary>
    private List<long> Written(Keeper keeper, int steps)
    {
        File.Delete(File1);
        Trainer trainer = Make(keeper);
        List<long> written = [];
        using (IEnumerator<StepReport> run = trainer.Run(Resumable.Batches(), 3, Resumable.Validation()).GetEnumerator())
        {
            for (int i = 0; i < steps && run.MoveNext(); i++)
                Note();
            if (steps == 12)
                Assert.False(run.MoveNext());
        }

        Note();
        return written;

        void Note()
        {
            if (File.Exists(File1) && Restored(File1).Optimizer.Step is long step && !written.Contains(step))
                written.Add(step);
        }
    }

    [DllImport("libc", EntryPoint = "setrlimit")]
    private static extern int SetLimit(int resource, ref Limit limit);

    [DllImport("libc", EntryPoint = "signal")]
    private static extern nint Signal(int signal, nint handler);

    private struct Limit
    {
        public ulong Current;
        public ulong Most;
    }
}
