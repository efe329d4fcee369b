using System.Globalization;
using System.Text.Json;
using Anneal.Cli.Terminal;

namespace Anneal.Cli.Storage;

/// <summary>What differs between two runs, part by part.</summary>
internal sealed class RunDifference(IRunStore store, StoredRun first, StoredRun second)
{
    // Told apart already, or names of the same thing.
    private static readonly string[] _told = ["version", "kind", "name", "experiment", "schedules", "optimizer", "epochs", "batch", "seeds", "firstSeed", "against"];

    private readonly RunDetails _one = store.Details(first.Number);
    private readonly RunDetails _other = store.Details(second.Number);

    /// <summary>A part, and what differs in it; none where all is equal.</summary>
    public IReadOnlyList<(string Part, IReadOnlyList<Difference> Differences)> Parts() =>
    [
        ("configuration", [.. Configuration().Where(Differs)]),
        ("schedule", [.. Schedule().Where(Differs)]),
        ("environment", [.. Surroundings().Where(Differs)]),
        ("result", [.. Result().Where(Differs)]),
    ];

    private static bool Differs(Difference difference) => difference.First != difference.Second;

    private IEnumerable<Difference> Configuration()
    {
        (RunDescription one, RunDescription other) = (first.About, second.About);
        yield return new("experiment", one.Experiment, other.Experiment);
        yield return new("optimizer", one.Optimizer, other.Optimizer);
        yield return new("epochs", Text(one.Epochs), Text(other.Epochs));
        yield return new("batch", Text(one.Batch), Text(other.Batch));
        yield return new("seed", Text(one.Seed), Text(other.Seed));
        SortedDictionary<string, string> ours = Flat(_one.Plan), theirs = Flat(_other.Plan);
        foreach (string name in ours.Keys.Union(theirs.Keys).Where(name => !_told.Contains(name.Split('.', '[')[0])).Order(StringComparer.Ordinal))
            yield return new(name, ours.GetValueOrDefault(name, "-"), theirs.GetValueOrDefault(name, "-"));
    }

    private IEnumerable<Difference> Schedule()
    {
        yield return new("as written", first.About.Schedule, second.About.Schedule);
        string[] rates = [.. first.Metrics.Keys.Intersect(second.Metrics.Keys).Where(metric => metric.Split('/')[0] == RunMetrics.Rate).Order(StringComparer.Ordinal)];
        foreach (string rate in rates)
        {
            if (FirstDifference(rate) is (long step, double one, double other))
                yield return new(string.Create(CultureInfo.InvariantCulture, $"{rate} from update {step}"), Text(one), Text(other));
        }
    }

    private IEnumerable<Difference> Surroundings()
    {
        (RunEnvironment one, RunEnvironment other) = (_one.Environment, _other.Environment);
        yield return new("tool", one.Tool, other.Tool);
        yield return new("framework", one.Framework, other.Framework);
        yield return new("system", one.System, other.System);
        yield return new("processors", Text(one.Processors), Text(other.Processors));
        yield return new("commit", one.Commit ?? "-", other.Commit ?? "-");
        yield return new("command", one.CommandLine, other.CommandLine);
    }

    private IEnumerable<Difference> Result()
    {
        yield return new("state", RunField.StatusOf(first), RunField.StatusOf(second));
        yield return new("updates", Text(first.Steps), Text(second.Steps));
        if (FirstDifference(RunMetrics.Loss) is (long step, double one, double other))
            yield return new(string.Create(CultureInfo.InvariantCulture, $"loss from update {step}"), Text(one), Text(other));
        foreach (string metric in first.Metrics.Keys.Union(second.Metrics.Keys).Where(metric => !RunMetrics.IsBookkeeping(metric) && metric.Split('/')[0] is not (RunMetrics.Rate or RunMetrics.Loss)).Order(StringComparer.Ordinal))
            yield return new($"{metric}, last", Last(first, metric), Last(second, metric));
    }

    // Where two curves part, bit by bit; null where they are the same as far as both go.
    private (long Step, double One, double Other)? FirstDifference(string metric)
    {
        MetricSeries one = store.Read(first.Number, metric), other = store.Read(second.Number, metric);
        for (int i = 0; i < Math.Min(one.Values.Count, other.Values.Count); i++)
        {
            if (one.Steps[i] != other.Steps[i] || !one.Values[i].Equals(other.Values[i]))
                return (one.Steps[i], one.Values[i], other.Values[i]);
        }

        return null;
    }

    // Every number and word of a plan by its path; what is not there is what the plan says nothing of.
    private static SortedDictionary<string, string> Flat(string plan)
    {
        SortedDictionary<string, string> flat = new(StringComparer.Ordinal);
        using JsonDocument document = JsonDocument.Parse(plan);
        Add(document.RootElement, "");
        return flat;

        void Add(JsonElement element, string path)
        {
            if (element.ValueKind is JsonValueKind.Object)
            {
                foreach (JsonProperty property in element.EnumerateObject())
                    Add(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}");
            }
            else if (element.ValueKind is JsonValueKind.Array)
            {
                int at = 0;
                foreach (JsonElement item in element.EnumerateArray())
                    Add(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{at++}]"));
            }
            else
            {
                flat[path] = element.ToString();
            }
        }
    }

    private static string Last(StoredRun run, string metric) => run.Metrics.TryGetValue(metric, out MetricSummary? summary) ? NumberCell.Short(summary.Last) : "-";

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Something that two runs have of different kinds.</summary>
internal sealed record Difference(string Name, string First, string Second);
