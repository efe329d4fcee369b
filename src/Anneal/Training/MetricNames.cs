using Anneal.Controllers;
using Anneal.Schedules.Text;
using Anneal.Training.Metrics;

namespace Anneal.Training;

/// <summary>The names under which a run's metrics appear.</summary>
internal sealed class MetricNames(IReadOnlyList<Metric> metrics, bool validates)
{
    private static readonly string[] _training = ["train_"];
    private static readonly string[] _both = ["train_", "validation_"];

    private IEnumerable<string> All => (validates ? _both : _training).SelectMany(prefix => metrics.Select(metric => metric.Name).Prepend("loss").Select(name => prefix + name));

    /// <summary>The name, if it will be measured.</summary>
    public string Known(string name, string setting)
        => All.Contains(name, StringComparer.Ordinal)
            ? name
            : throw new ArgumentException($"{setting} watches '{name}', which this run does not measure{(validates || !name.StartsWith("validation_", StringComparison.Ordinal) ? "" : ": it has no validation data")}. "
                + (Catalogue.Nearest(name, All) is string near ? $"Did you mean '{near}'?" : $"Measured: {string.Join(", ", All)}."));

    public Direction DirectionOf(string name)
        => metrics.FirstOrDefault(metric => name == "train_" + metric.Name || name == "validation_" + metric.Name)?.Direction ?? Direction.Minimize;
}
