using Anneal.Cli.Experiments;
using Anneal.Controllers;
using Anneal.Data;
using Anneal.Modules;
using Anneal.Optimizers;
using Anneal.Optimizers.Averages;
using Anneal.Parameters;
using Anneal.Training;

namespace Anneal.Cli.Resuming;

/// <summary>A training that is to be broken off, with everything in it that a checkpoint must hold.</summary>
internal sealed class Trial
{
    private readonly Setup _setup;
    private readonly int _seed;

    /// <param name="setup">Network and data; its optimizer is not used.</param>
    /// <param name="optimizer">The optimizer as text.</param>
    /// <param name="schedule">Its rate as text; null leaves it as the optimizer has it.</param>
    /// <param name="seed">The start of the network, and the order of the batches.</param>
    public Trial(Setup setup, string optimizer, string? schedule, int seed)
    {
        (_setup, _seed, Optimizer, Schedule) = (setup, seed, optimizer, schedule);
        Rule = UpdateRule.Parse(optimizer, setup.Length);
        if (schedule is not null)
            Rule = Rule with { LearningRate = Schedules.Schedule.Parse(schedule, setup.Length) };
    }

    public string Optimizer { get; }

    public string? Schedule { get; }

    public UpdateRule Rule { get; }

    /// <summary>As it was written.</summary>
    public string Label => Schedule is null ? Optimizer : $"{Optimizer} at {Schedule}";

    public int Epochs => _setup.Epochs;

    public long Steps => Batches().BatchesPerEpoch * (long)Epochs;

    /// <summary>Everything anew, each time the same.</summary>
    public (Trainer Trainer, BatchLoader Training, BatchLoader? Validation) Fresh() => Fresh([]);

    public (Trainer Trainer, BatchLoader Training, BatchLoader? Validation) Fresh(IReadOnlyList<TrainingListener> listeners)
    {
        Module network = _setup.Experiment.Network(_setup.Data);
        network.Initialize(_seed);
        Optimizer optimizer = Setup.Bind(Rule, network);
        optimizer.Guard = Rule.NeedsClosure ? null : new StepGuard { WarmUp = 5, Factor = 2 };
        Trainer trainer = new(network, optimizer)
        {
            Metrics = _setup.Metrics,
            Threads = 1,
            // Rows are not clipped.
            ClipNorm = Rule is SparseAdam ? null : 1,
            Plateau = new ReduceOnPlateau { Patience = 1, Factor = 0.7, Threshold = 0.05 },
            Average = new ExponentialAverage(network.Parameters) { Decay = 0.9 },
            Listeners = Rule is SparseAdam ? [new Rows(), .. listeners] : listeners,
        };
        return (trainer, Batches(), _setup.ValidationBatches());
    }

    /// <summary>The beginning, both ends of an epoch, the last step, and two places that the seed picks.</summary>
    public IReadOnlyList<long> Stops()
    {
        Random random = new(_seed);
        return [.. ((long[])[0, 1, Batches().BatchesPerEpoch, Steps - 1, random.NextInt64(Steps), random.NextInt64(Steps)]).Distinct().Order()];
    }

    // In another order in each epoch, also where the experiment has one order only.
    private BatchLoader Batches() => new(_setup.Data.Training, _setup.Batch) { Shuffle = _seed, Augmentations = _setup.Data.Augmentations };

    /// <summary>Gives whole gradients as rows, to a rule that takes nothing else.</summary>
    private sealed class Rows : TrainingListener
    {
        public override void Updating(Trainer trainer)
        {
            foreach (Parameter parameter in trainer.Network.Parameters)
                parameter.SparseGradient = new(Enumerable.Range(0, parameter.Shape[0]).ToArray(), Array.ConvertAll(parameter.Gradients.ToArray(), value => (double)value));
        }
    }
}
