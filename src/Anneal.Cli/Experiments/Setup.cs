using Anneal.Cli.Plans;
using Anneal.Controllers;
using Anneal.Data;
using Anneal.Modules;
using Anneal.Optimizers;
using Anneal.Schedules;
using Anneal.Training;
using Anneal.Training.Diagnoses;
using Anneal.Training.Metrics;

namespace Anneal.Cli.Experiments;

/// <summary>An experiment with its data and sizes: all that the runs of a comparison have in common.</summary>
internal sealed class Setup
{
    private readonly UpdateRule _rule;
    private readonly Lazy<Chance> _chance;

    private readonly TrainerParts _parts;

    public Setup(Experiment experiment, ExperimentData data, int epochs, int batch, string optimizer, IReadOnlyList<string>? metrics = null, TrainingOptions? options = null)
    {
        (Experiment, Data, Epochs, Batch, Optimizer) = (experiment, data, epochs, batch, optimizer);
        if (batch > data.Training.Count)
            throw new UserError($"A batch of {batch} examples is larger than the data: there are {data.Training.Count} to learn from. Make the batch smaller or the limit larger.");
        int batches = TrainingBatches(1).BatchesPerEpoch, over = options?.AccumulateOver ?? 1;
        Length = RunLength.Of(epochs, (batches + over - 1) / over);
        Metrics = Chosen(experiment.MetricsFor(data), metrics, data);
        _rule = UpdateRule.Parse(optimizer, Length);
        _parts = new(options ?? new(), this);
        _chance = new(() => Chance.Of(data.Training));
    }

    public Experiment Experiment { get; }

    public ExperimentData Data { get; }

    /// <summary>What is measured besides the loss; the first one decides.</summary>
    public IReadOnlyList<Metric> Metrics { get; }

    /// <summary>The name of what decides, as in a history, and which way it improves.</summary>
    public (string Name, Direction Direction) Deciding => ($"validation_{Metrics[0].Name}", Metrics[0].Direction);

    public int Epochs { get; }

    public int Batch { get; }

    public string Optimizer { get; }

    /// <summary>The run in updates, which lengths such as <c>5ep</c> and <c>10%</c> refer to.</summary>
    public RunLength Length { get; }

    /// <summary>What a network reaches that looks at no input.</summary>
    public Chance Chance => _chance.Value;

    /// <summary>The optimizer with a schedule for its rate.</summary>
    public UpdateRule Rule(Schedule schedule) => _rule with { LearningRate = schedule };

    /// <summary>Batches in an order that only the seed and the epoch decide: the same for every schedule.</summary>
    public BatchLoader TrainingBatches(int seed, int prefetch = 0)
        => new(Data.Training, Batch) { Shuffle = Experiment.Shuffles ? seed : null, Augmentations = Data.Augmentations, Prefetch = prefetch };

    public BatchLoader ValidationBatches() => new(Data.Validation, Math.Min(Data.Validation.Count, Math.Max(Batch, 256))) { Prefetch = 0 };

    /// <summary>A fresh network with its trainer; the seed decides its start.</summary>
    public Trainer Trainer(UpdateRule rule, int seed, int threads = 1, params IReadOnlyList<TrainingListener> listeners)
    {
        Module network = Experiment.Network(Data);
        network.Initialize(seed);
        return _parts.Trainer(network, rule, threads, listeners);
    }

    // Those that were asked for, or the experiment's own, which may have names that nobody else knows.
    private static IReadOnlyList<Metric> Chosen(IReadOnlyList<Metric> own, IReadOnlyList<string>? names, ExperimentData data)
    {
        if (names is null or [])
            return own;
        try
        {
            Metric[] chosen = [.. names.Select(name => own.FirstOrDefault(metric => metric.Name == name) ?? Metric.Parse(name))];
            Array.ForEach(chosen, metric => metric.Check(data.Training));
            return chosen.DistinctBy(metric => metric.Name).Count() == chosen.Length ? chosen : throw new UserError("--metric names one metric twice.");
        }
        catch (FormatException exception)
        {
            throw new UserError($"--metric: {exception.Message}{(own.Count == 0 ? "" : $" This experiment's own: {string.Join(", ", own.Select(metric => metric.Name))}.")}");
        }
    }

    /// <summary>An optimizer over a network; what Muon does not take goes to AdamW, as everybody has it.</summary>
    public static Optimizer Bind(UpdateRule rule, Module network)
        => rule is Muon muon ? Muon.WithAdamW(network.Parameters, _ => true, muon) : rule.For(network.Parameters);
}
