using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Anneal.Controllers;
using Anneal.Data;
using Anneal.Schedules.Text;

namespace Anneal.Training.Metrics;

/// <summary>Something measured over all examples of an epoch. It holds no state: sums are kept by who asks, so that one metric serves many runs.</summary>
/// <remarks>A subclass with a constructor without arguments can be asked for by its name.</remarks>
public abstract class Metric
{
    private static readonly Lazy<Dictionary<string, Metric>> _byName = new(Find);

    /// <summary>Its name as in <c>validation_accuracy</c>, without the part before.</summary>
    public abstract string Name { get; }

    /// <summary>Which way it improves.</summary>
    public abstract Direction Direction { get; }

    /// <summary>How many sums it needs.</summary>
    public abstract int Sums { get; }

    /// <summary>Adds a batch to the sums.</summary>
    /// <param name="outputs">What the network gave, example by example.</param>
    /// <param name="batch">The examples.</param>
    /// <param name="sums">As many as <see cref="Sums"/>, zeros at first.</param>
    public abstract void Add(ReadOnlySpan<double> outputs, Batch batch, Span<double> sums);

    /// <summary>The value.</summary>
    /// <param name="sums">The sums after the last batch.</param>
    public abstract double Value(ReadOnlySpan<double> sums);

    /// <summary>Refuses data that it cannot judge.</summary>
    /// <param name="data">The data of a run.</param>
    /// <exception cref="ArgumentException">It needs classes, or values.</exception>
    public virtual void Check(Dataset data)
    {
    }

    /// <summary>The metric of a name: accuracy, top5 (any k), mse, mae, r2.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="FormatException">There is none; the message names the nearest.</exception>
    public static Metric Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_byName.Value.TryGetValue(name, out Metric? metric))
            return metric;
        if (name.StartsWith("top", StringComparison.Ordinal) && int.TryParse(name.AsSpan(3), out int k) && k > 0)
            return new TopAccuracy(k);
        throw new FormatException(Catalogue.Nearest(name, _byName.Value.Keys) is string near
            ? $"There is no metric '{name}'. Did you mean '{near}'?"
            : $"There is no metric '{name}'. Known: {string.Join(", ", _byName.Value.Keys.Order(StringComparer.Ordinal))}, topK.");
    }

    /// <summary>Its name.</summary>
    public override string ToString() => Name;

    /// <summary>Refuses data without classes.</summary>
    protected static void NeedClasses(Dataset data, string name)
    {
        if (data.Classes == 0)
            throw new ArgumentException($"'{name}' counts right classes, but the targets of this data are values: take mse, mae or r2.", nameof(data));
    }

    /// <summary>Refuses data without values.</summary>
    protected static void NeedValues(Dataset data, string name)
    {
        if (data.Classes > 0)
            throw new ArgumentException($"'{name}' compares values, but the targets of this data are classes: take accuracy or topK.", nameof(data));
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "ILLink.Descriptors.xml keeps the metrics with their constructors in a trimmed program.")]
    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "As above.")]
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "As above.")]
    private static Dictionary<string, Metric> Find()
        => typeof(Metric).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Metric)) && !type.IsAbstract && type.GetConstructor(BindingFlags.Public | BindingFlags.Instance, Type.EmptyTypes) is not null)
            .Select(type => (Metric)Activator.CreateInstance(type)!)
            .ToDictionary(metric => metric.Name, StringComparer.Ordinal);
}
