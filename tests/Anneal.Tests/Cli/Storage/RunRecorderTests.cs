using Anneal.Cli.Comparisons;
using Anneal.Cli.Experiments;
using Anneal.Cli.Plans;
using Anneal.Cli.Storage;
using Anneal.Tests.Data;
using Anneal.Training;
using Anneal.Training.Checkpoints;

namespace Anneal.Tests.Cli.Storage;

public sealed class RunRecorderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static Plan Planned(TrainingOptions? options = null) => new()
    {
        Kind = PlanKind.Training,
        Name = "mine",
        Experiment = "square",
        Schedules = [new("falling", "linear(0.01, 0, over: rest)")],
        Optimizer = "adam()",
        Epochs = 6,
        Batch = 1,
        Seeds = 1,
        Options = options ?? new(),
    };

    private (Trainer Trainer, RunRecorder Recorder, Setup Setup) Fresh(Recording recording, TrainingOptions? options = null)
    {
        Plan plan = Planned(options);
        (Setup setup, IReadOnlyList<Entrant> entrants) = ContestRunner.Prepare(plan, TextWriter.Null);
        string path = Path.Combine(_folder.Path, "out");
        ContestFolder folder = Directory.Exists(path) ? ContestFolder.Open(path) : ContestFolder.Create(path, plan);
        RunRecorder recorder = folder.Recorder(setup, entrants[0], 1, recording)!;
        return (setup.Trainer(setup.Rule(entrants[0].Schedule), 1, 1, recorder), recorder, setup);
    }

    private static void Train(Trainer trainer, Setup setup, int steps)
    {
        foreach (StepReport _ in trainer.Run(setup.TrainingBatches(1), setup.Epochs, setup.ValidationBatches()).Take(steps))
        {
        }
    }

    [Fact]
    public void Everything_that_a_run_measures_is_stored()
    {
        MemoryRunStore store = new();
        using (Recording recording = new(store, goesOn: false))
        {
            (Trainer trainer, RunRecorder recorder, Setup setup) = Fresh(recording, new() { ClipNorm = 0.5, Groups = [new() { Name = "biases", Match = ["*.bias"], RateFactor = 0.5 }] });
            Train(trainer, setup, 1000);
            recorder.End(StoredStatus.Done, new(RunStatus.Done, 1, 2, false, []));
            History history = trainer.History;
            Assert.Equal(history.Losses, store.Read(1, "loss").Values);
            Assert.Equal(history.Rates, store.Read(1, "learning_rate").Values);
            Assert.Equal(history.Rates.Select(rate => rate / 2), store.Read(1, "learning_rate/biases").Values);
            Assert.Equal(60, store.Read(1, "gradient_norm").Values.Count);
            Assert.Equal(Enumerable.Range(1, 60).Select(step => (long)step), store.Read(1, "loss").Steps);
            Assert.Equal([10, 20, 30, 40, 50, 60], store.Read(1, "validation_val").Steps);
            Assert.All(history.Epochs[0].Values.Keys, metric => Assert.Equal(history.Of(metric), store.Read(1, metric).Values));
            Assert.Equal([1, 2, 3, 4, 5, 6], store.Read(1, "epoch").Values);
            Assert.Equal(StoredStatus.Done, store.Find(1)!.Status);
            Assert.DoesNotContain("guard", store.Find(1)!.Metrics.Keys);
        }
    }

    [Fact]
    public void A_guard_is_stored_where_it_acted_and_steps_go_on_counting()
    {
        MemoryRunStore store = new();
        using Recording recording = new(store, goesOn: false);
        (Trainer trainer, RunRecorder recorder, Setup setup) = Fresh(recording, new() { Guard = new() { Factor = 1.01, WarmUp = 2, OnExplosion = Anneal.Optimizers.GuardAction.Skip } });
        Train(trainer, setup, 60);
        recorder.End(StoredStatus.Done);
        MetricSeries guard = store.Read(1, "guard");
        Assert.InRange(guard.Values.Count, 1, 59);
        Assert.All(guard.Values, action => Assert.Equal((double)Anneal.Optimizers.GuardAction.Skip, action));
        Assert.Equal(trainer.Optimizer.Guard!.Skipped, guard.Values.Count);
        Assert.Equal(60, store.Find(1)!.Steps);
    }

    [Theory, InlineData(25, 43), InlineData(30, 30), InlineData(40, 13)]
    public void Going_on_replaces_what_lies_after_the_checkpoint_and_fills_in_what_was_not_stored(int saved, int stored)
    {
        MemoryRunStore store = new();
        string checkpoint = Path.Combine(_folder.Path, "checkpoint.safetensors");
        History whole;
        using (Recording recording = new(new MemoryRunStore(), goesOn: false))
        {
            (Trainer trainer, _, Setup setup) = Fresh(recording);
            Train(trainer, setup, saved);
            trainer.Save(checkpoint);
            Train(trainer, setup, 1000);
            whole = trainer.History;
        }

        // The process dies when it has stored so many steps.
        using (Recording recording = new(new Undying(store), goesOn: false))
        {
            (Trainer trainer, RunRecorder recorder, Setup setup) = Fresh(recording);
            Train(trainer, setup, stored);
            recorder.End(StoredStatus.Interrupted);
        }

        using (Recording recording = new(new Undying(store), goesOn: true))
        {
            (Trainer trainer, RunRecorder recorder, Setup setup) = Fresh(recording);
            trainer.Restore(checkpoint);
            Train(trainer, setup, 1000);
            recorder.End(StoredStatus.Done);
        }

        StoredRun run = Assert.Single(store.List());
        Assert.Equal(whole.Losses, store.Read(run.Number, "loss").Values);
        Assert.Equal(whole.Rates, store.Read(run.Number, "learning_rate").Values);
        Assert.Equal(whole.Of("validation_val"), store.Read(run.Number, "validation_val").Values);
        Assert.Equal([10, 20, 30, 40, 50, 60], store.Read(run.Number, "epoch").Steps);
    }

    [Fact]
    public void A_store_that_fails_does_not_end_the_training_and_going_on_stores_what_is_missing()
    {
        MemoryRunStore store = new();
        Undying failing = new(store) { Fails = "no room." };
        using (Recording recording = new(failing, goesOn: false))
        {
            (Trainer trainer, RunRecorder recorder, Setup setup) = Fresh(recording);
            Train(trainer, setup, 1000);
            recorder.End(StoredStatus.Done, new(RunStatus.Done, 1, 2, false, []));
            Assert.Equal("no room.", recording.Failure);
            Assert.Equal(60, trainer.History.Losses.Count);
            trainer.Save(Path.Combine(_folder.Path, "checkpoint.safetensors"));
        }

        store.Dispose();
        using (Recording recording = new(new Undying(store), goesOn: true))
        {
            (Trainer trainer, RunRecorder recorder, _) = Fresh(recording);
            trainer.Restore(Path.Combine(_folder.Path, "checkpoint.safetensors"));
            recorder.Recall(trainer, new(RunStatus.Done, 12, 34, false, []));
            StoredRun run = Assert.Single(store.List());
            Assert.Equal((StoredStatus.Done, 12.0, 34.0, 60), (run.Status, run.Seconds, run.ExamplesPerSecond, run.Steps));
            Assert.Equal(trainer.History.Losses, store.Read(run.Number, "loss").Values);
        }
    }

    [Fact]
    public void Noting_a_step_allocates_nothing()
    {
        using Recording recording = new(new MemoryRunStore(), goesOn: false);
        (Trainer trainer, RunRecorder recorder, _) = Fresh(recording);
        recorder.Began(trainer, new TrainingPlan(6, 10, 10, 10, new Anneal.Data.BatchLoader(Anneal.Data.SquareFunction.Training, 1), null));
        StepReport step = new(1, 1, 1, 0.5, 0.1, 1, true, 2.0);
        Assert.Equal(0, Allocated.Bytes(() =>
        {
            for (int i = 0; i < 40; i++)
                recorder.Stepped(step);
        }));
    }

    /// <summary>A store that outlives those who close it, and may be told to fail once runs have begun.</summary>
    private sealed class Undying(MemoryRunStore store) : IRunStore
    {
        public string? Fails { get; init; }

        public string Place => store.Place;

        public long Begin(RunDescription run, RunDetails details) => store.Begin(run, details);

        public StoredRun GoOn(long number, long afterStep) => store.GoOn(number, afterStep);

        public void Append(IEnumerable<RunValues> runs)
        {
            if (Fails is not null)
                throw new StoreException(Fails);
            store.Append(runs);
        }

        public void End(long number, RunEnding ending) => store.End(number, ending);

        public IReadOnlyList<StoredRun> List() => store.List();

        public StoredRun? Find(long number) => store.Find(number);

        public RunDetails Details(long number) => store.Details(number);

        public MetricSeries Read(long number, string metric) => store.Read(number, metric);

        public bool Delete(long number) => store.Delete(number);

        public void Dispose()
        {
        }
    }
}
