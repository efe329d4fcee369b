using Anneal.Modules;
using Anneal.Optimizers;
using Anneal.Tensors;
using Anneal.Tests.Data;
using Anneal.Tests.Training.Checkpoints;
using Anneal.Training;
using Anneal.Training.Checkpoints;

namespace Anneal.Tests.Training;

/// <summary>Whatever is cancelled leaves something to go on with.</summary>
public class CancellationTests
{
    /// <summary>Cancels at a batch of a validation, the first time it comes to one of an epoch.</summary>
    private sealed class AtValidation(CancellationTokenSource source, int epoch) : TrainingListener
    {
        private Trainer? _trainer;

        public override void Began(Trainer trainer, TrainingPlan plan) => _trainer = trainer;

        public override void Validated(int batch, int batches)
        {
            if (_trainer!.Position.Epoch == epoch)
                source.Cancel();
        }
    }

    private sealed class Counting : TrainingListener
    {
        public List<long> Steps { get; } = [];

        public List<int> Epochs { get; } = [];

        public override void Stepped(in StepReport step) => Steps.Add(step.Step);

        public override void EpochEnded(Trainer trainer, EpochRecord epoch) => Epochs.Add(epoch.Epoch);
    }

    private static Trainer Rich(params IReadOnlyList<TrainingListener> listeners)
    {
        Trainer rich = Resumable.Rich();
        return new(rich.Network, rich.Optimizer)
        {
            Threads = 1,
            Metrics = rich.Metrics,
            ClipNorm = rich.ClipNorm,
            ClipValue = rich.ClipValue,
            Plateau = rich.Plateau,
            EarlyStopping = rich.EarlyStopping,
            Average = rich.Average,
            RefreshBatchNorms = 2,
            Listeners = listeners,
        };
    }

    [Fact]
    public void A_validation_that_is_cancelled_is_made_up_for_and_every_step_is_heard_once()
    {
        using CancellationTokenSource source = new();
        Counting counting = new();
        Trainer trainer = Rich(new AtValidation(source, epoch: 1), counting);
        List<StepReport> reports = [];
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (StepReport step in trainer.Run(Resumable.Batches(), 3, Resumable.Validation(), source.Token))
                reports.Add(step);
        });
        Assert.Equal((1, Resumable.Steps), (trainer.Position.Epoch, trainer.Position.Batch));
        foreach (StepReport step in trainer.Run(Resumable.Batches(), 3, Resumable.Validation()))
            reports.Add(step);
        Assert.Equal([1, 2, 3], counting.Epochs);
        Assert.Equal(reports.Select(step => step.Step), counting.Steps);

        Trainer whole = Rich();
        StepReport[] expected = [.. whole.Run(Resumable.Batches(), 3, Resumable.Validation())];
        Assert.Equal(expected.Select(step => step with { Finished = null }), reports.Select(step => step with { Finished = null }));
        Assert.Null(ResumeCheck.Difference(whole, trainer));
    }

    [Fact]
    public void A_checkpoint_of_such_a_place_goes_on_to_the_last_bit()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "run.safetensors");
        using CancellationTokenSource source = new();
        Trainer trainer = Rich(new AtValidation(source, epoch: 0), new Anneal.Training.Checkpoints.Checkpoints(path) { EveryEpochs = null });
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(Resumable.Batches(), 3, Resumable.Validation(), cancellation: source.Token));
        Assert.True(File.Exists(path));

        Trainer next = Rich();
        next.Restore(path);
        StepReport first = next.Run(Resumable.Batches(), 3, Resumable.Validation()).First();
        Trainer whole = Rich();
        StepReport[] expected = [.. whole.Run(Resumable.Batches(), 3, Resumable.Validation())];
        Assert.Equal(expected[Resumable.Steps - 1] with { Finished = null }, first with { Finished = null });
        Assert.Equal(1, first.Finished!.Epoch);
        next.Fit(Resumable.Batches(), 3, Resumable.Validation());
        Assert.Null(ResumeCheck.Difference(whole, next));
    }

    [Fact]
    public void Judging_can_be_cancelled_and_leaves_the_training_weights()
    {
        using CancellationTokenSource source = new();
        Trainer trainer = Rich(new AtValidation(source, epoch: 0));
        Assert.Single(trainer.Run(Resumable.Batches(), 1, Resumable.Validation()).Take(1));
        double[] weights = Small.WeightsOf(trainer.Network);
        Assert.Throws<OperationCanceledException>(() => trainer.Evaluate(Resumable.Validation(), source.Token));
        Assert.Equal(weights, Small.WeightsOf(trainer.Network));
        Assert.Equal(0, trainer.Network.Parameters.Scopes);
        Assert.Equal(["accuracy", "loss", "top2"], trainer.Evaluate(Resumable.Validation()).Keys);
    }

    [Fact]
    public void Running_values_are_those_from_before_when_their_refreshing_is_cancelled()
    {
        using CancellationTokenSource source = new();
        Module network = Resumable.Network();
        network.Forward(Tensor.Of([1f, 2, 3, 4], [2, 2]), Mode.Training);
        // Dropout counts its calls, which is no running value.
        float[] Running() => [.. network.Buffers.Where(buffer => !buffer.Name.EndsWith("calls", StringComparison.Ordinal)).SelectMany(buffer => buffer.Weights.ToArray())];
        float[] before = Running();
        IEnumerable<Tensor> Batches()
        {
            yield return Tensor.Of([5f, 6, 7, 9], [2, 2]);
            source.Cancel();
            yield return Tensor.Of([5f, 6, 7, 8], [2, 2]);
        }

        Assert.Throws<OperationCanceledException>(() => network.RefreshBatchNorms(Batches(), source.Token));
        Assert.Equal(before, Running());
        network.RefreshBatchNorms(Batches());
        Assert.NotEqual(before, Running());
    }

    [Fact]
    public void A_proof_that_is_cancelled_leaves_no_file()
    {
        using TemporaryFolder folder = new();
        using CancellationTokenSource source = new();
        int made = 0;
        Assert.Throws<OperationCanceledException>(() => ResumeCheck.Run(
            () =>
            {
                if (++made == 3)
                    source.Cancel();
                return (Small.Trainer(new Adam()), Resumable.Batches(), null);
            },
            2,
            [2],
            folder.Path,
            source.Token));
        Assert.Empty(Directory.EnumerateFiles(folder.Path));
    }

    [Fact]
    public void Progress_is_told_every_step_as_the_loop_would_be_and_nothing_is_allocated_for_it()
    {
        Told told = new();
        Trainer trainer = Small.Trainer(new Adam());
        trainer.Fit(Resumable.Batches(), 2, Resumable.Validation(), told);
        Assert.Equal([.. Small.Trainer(new Adam()).Run(Resumable.Batches(), 2).Select(step => step.Loss)], told.Losses);

        IProgress<StepReport> progress = told;
        told.Losses.EnsureCapacity(10_000);
        StepReport step = new(1, 1, 1, 0.5, 0.1, 20, true);
        Assert.Equal(0, Allocated.Bytes(() => progress.Report(step)));
    }

    private sealed class Told : IProgress<StepReport>
    {
        public List<double> Losses { get; } = [];

        public void Report(StepReport value) => Losses.Add(value.Loss);
    }
}
