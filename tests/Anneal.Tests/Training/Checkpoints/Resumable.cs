using Anneal.Controllers;
using Anneal.Data;
using Anneal.Modules;
using Anneal.Optimizers;
using Anneal.Optimizers.Averages;
using Anneal.Parameters;
using Anneal.Training;
using Anneal.Training.Checkpoints;
using Anneal.Training.Metrics;
using Linear = Anneal.Modules.Linear;

namespace Anneal.Tests.Training.Checkpoints;

/// <summary>Small trainings with everything in them that a checkpoint must hold.</summary>
internal static class Resumable
{
    public const int Epochs = 3;

    /// <summary>Steps of an epoch.</summary>
    public const int Steps = 4;

    /// <summary>At the beginning, at the end of an epoch, and within one.</summary>
    public static readonly long[] Stops = [0, Steps, 6];

    private static readonly Small.Angles _points = new(14);
    private static readonly Small.Angles _others = new(5, seed: 2);

    /// <summary>A folder for files; in memory where there is one, because each checkpoint is flushed to the disk.</summary>
    public static string Folder { get; } = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();

    /// <summary>A name that no other test has.</summary>
    public static string Unique() => Path.Combine(Folder, $"anneal-test-{Guid.NewGuid():N}.safetensors");

    public static BatchLoader Batches(int size = 4, int? shuffle = 3, Dataset? data = null) => new(data ?? _points, size) { Shuffle = shuffle };

    public static BatchLoader Validation() => new(_others, 3);

    /// <summary>A network that remembers besides its weights.</summary>
    public static Sequential Network(Precision precision = Precision.Single, int seed = 1)
    {
        Sequential network = new(new Linear(2, 4), new BatchNorm1d(4), new Relu(), new Dropout(0.25), new Linear(4, 3));
        network.Initialize(seed, precision);
        return network;
    }

    public static Trainer Plain(UpdateRule rule, Precision precision = Precision.Single)
    {
        Module network = Network(precision);
        Optimizer optimizer = rule.For(network.Parameters);
        if (rule is Muon)
            optimizer.Group("vectors", parameter => parameter.Shape.Rank < 2, new AdamW());
        return new(network, optimizer) { Threads = 1, Metrics = [new Accuracy()], Listeners = Listeners(rule) };
    }

    /// <summary>Everything at once.</summary>
    public static Trainer Rich(Precision precision = Precision.Single, UpdateRule? rule = null, int seed = 1, StepGuard? guard = null)
    {
        Module network = Network(precision, seed);
        Optimizer optimizer = (rule ?? UpdateRule.Parse("adamW(cosine(0.05, 0.001, over: 12) , weightDecay: 0.1)")).For(network.Parameters);
        optimizer.Group("biases", parameter => parameter.Name.EndsWith("bias", StringComparison.Ordinal), new Sgd { LearningRate = 0.02, Momentum = 0.9 });
        optimizer.Guard = guard ?? new StepGuard { WarmUp = 2, Window = 5, Factor = 1.2, OnExplosion = GuardAction.RollBack, SnapshotEvery = 2, MostInARow = 100 };
        return new(network, optimizer)
        {
            Threads = 1,
            Metrics = [new Accuracy(), new TopAccuracy(2)],
            AccumulateOver = 1,
            ClipNorm = 0.9,
            ClipValue = 0.5,
            Plateau = new ReduceOnPlateau { Patience = 0, Factor = 0.5, Threshold = 0.2 },
            EarlyStopping = new EarlyStopping("validation_loss") { Patience = 5, RestoreBest = true },
            Average = new ExponentialAverage(network.Parameters) { Decay = 0.8 },
            RefreshBatchNorms = 2,
        };
    }

    public static (Trainer Trainer, BatchLoader Training, BatchLoader? Validation) With(Trainer trainer) => (trainer, Batches(), Validation());

    /// <summary>Asserts that a training can be broken off anywhere.</summary>
    public static void IsExact(Func<Trainer> fresh, string what = "", int epochs = Epochs, IReadOnlyList<long>? stops = null)
    {
        ResumeReport report = ResumeCheck.Run(() => With(fresh()), epochs, stops ?? Stops, Folder);
        Assert.True(report.IsExact, $"{what} {string.Join("; ", report.Stops.Where(stop => stop.Difference is not null).Select(stop => $"from step {stop.Step}: {stop.Difference}"))}");
    }

    private static TrainingListener[] Listeners(UpdateRule rule) => Contracts.Rules.Course<float>.NeedsRows(rule) ? [new Rows()] : [];

    /// <summary>Gives whole gradients as rows, for rules that take nothing else.</summary>
    private sealed class Rows : TrainingListener
    {
        public override void Updating(Trainer trainer)
        {
            foreach (Parameter parameter in trainer.Network.Parameters)
            {
                int rows = parameter.Shape[0];
                double[] values = trainer.Network.Parameters.Precision is Precision.Single ? Array.ConvertAll(parameter.Gradients.ToArray(), value => (double)value) : parameter.GradientsAs<double>().ToArray();
                parameter.SparseGradient = new(Enumerable.Range(0, rows).ToArray(), values);
            }
        }
    }
}
