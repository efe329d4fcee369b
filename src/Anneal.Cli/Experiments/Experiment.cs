using Anneal.Modules;
using Anneal.Schedules.Text;
using Anneal.Training.Metrics;

namespace Anneal.Cli.Experiments;

/// <summary>A network and its data, and the schedules that are usually compared on them. Writing a subclass is all there is to add.</summary>
internal abstract class Experiment
{
    /// <summary>What it is asked for by.</summary>
    public abstract string Name { get; }

    /// <summary>One line for the help.</summary>
    public abstract string Summary { get; }

    /// <summary>Where it stands in lists.</summary>
    public abstract int Place { get; }

    public abstract int Epochs { get; }

    public abstract int Batch { get; }

    public virtual int Seeds => 3;

    /// <summary>The seed of the first run.</summary>
    public virtual int FirstSeed => 1;

    /// <summary>The optimizer without its rate.</summary>
    public abstract string Optimizer { get; }

    /// <summary>Schedules as <c>label = text</c>; lengths in epochs and shares fit themselves to the run.</summary>
    public abstract IReadOnlyList<string> Schedules { get; }

    /// <summary>What is measured besides the loss; the first one decides.</summary>
    public abstract IReadOnlyList<Metric> MetricsFor(ExperimentData data);

    /// <summary>The settings of the source it is taken from, where they differ: epochs and schedules.</summary>
    public virtual (int Epochs, IReadOnlyList<string> Schedules)? AsPrinted => null;

    /// <summary>Whether batches are drawn in another order in each epoch.</summary>
    public virtual bool Shuffles => true;

    public static IReadOnlyList<Experiment> All { get; } =
        [.. typeof(Experiment).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Experiment)) && !type.IsAbstract && type.GetConstructor(Type.EmptyTypes) is not null)
            .Select(type => (Experiment)Activator.CreateInstance(type)!)
            .OrderBy(experiment => experiment.Place)];

    /// <summary>The experiment of a name.</summary>
    public static Experiment Find(string name)
        => All.FirstOrDefault(experiment => experiment.Name == name)
            ?? throw new UserError($"There is no experiment '{name}'. {(Catalogue.Nearest(name, All.Select(experiment => experiment.Name)) is string near ? $"Did you mean '{near}'?" : $"Known: {string.Join(", ", All.Select(experiment => experiment.Name))}.")}");

    /// <summary>Reads the data.</summary>
    public abstract ExperimentData Load(DataSource source);

    /// <summary>A network that is not initialised.</summary>
    public abstract Module Network(ExperimentData data);
}
