using Anneal.Cli.Comparisons;
using Anneal.Cli.Plans;
using Anneal.Controllers;

namespace Anneal.Cli.Storage;

/// <summary>What a run is, known when it begins.</summary>
internal sealed record RunDescription
{
    public required PlanKind Kind { get; init; }

    /// <summary>The name of its training or comparison.</summary>
    public required string Name { get; init; }

    /// <summary>The folder of its training or comparison, as a full path: the runs of one have the same.</summary>
    public required string Group { get; init; }

    public required string Experiment { get; init; }

    /// <summary>What tables call its schedule.</summary>
    public required string Label { get; init; }

    /// <summary>The schedule as it was written.</summary>
    public required string Schedule { get; init; }

    public required string Optimizer { get; init; }

    public required int Seed { get; init; }

    public required int Epochs { get; init; }

    public required int Batch { get; init; }

    /// <summary>Its own folder, as a full path.</summary>
    public required string Folder { get; init; }

    /// <summary>Where it is saved to be gone on with, as a full path.</summary>
    public required string Checkpoint { get; init; }

    /// <summary>The metric that decides, such as <c>validation_accuracy</c>.</summary>
    public required string Metric { get; init; }

    public required Direction Direction { get; init; }

    /// <summary>In whole milliseconds.</summary>
    public required DateTimeOffset Started { get; init; }
}

/// <summary>A run as a store lists it.</summary>
/// <param name="Number">What it is asked for by.</param>
/// <param name="About">What it is.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Learned">False for a run that never learned or diverged: its last number is no result.</param>
/// <param name="Ended">When it ended; null while it trains, and where its process died.</param>
/// <param name="Seconds">How long it trained; of one that trains or was killed, up to its last values.</param>
/// <param name="ExamplesPerSecond">How fast it learned; NaN while it is not over.</param>
/// <param name="Metrics">What it measured, by name.</param>
internal sealed record StoredRun(long Number, RunDescription About, StoredStatus Status, bool Learned, DateTimeOffset? Ended, double Seconds, double ExamplesPerSecond, IReadOnlyDictionary<string, MetricSummary> Metrics)
{
    /// <summary>The metric that decides; null where nothing was measured yet.</summary>
    public MetricSummary? Deciding => Metrics.GetValueOrDefault(About.Metric);

    /// <summary>Updates that were made.</summary>
    public long Steps => Metrics.GetValueOrDefault(RunMetrics.Loss)?.LastStep ?? 0;
}

/// <summary>How far a run is.</summary>
internal enum StoredStatus
{
    Training,
    Done,

    /// <summary>Its loss was no number any more.</summary>
    Diverged,

    /// <summary>Cancelled or killed; it can be gone on with.</summary>
    Interrupted,

    /// <summary>An error ended it, such as a full disk.</summary>
    Failed,
}

/// <summary>What is known of a run besides what lists show.</summary>
/// <param name="Plan">The whole plan as JSON.</param>
/// <param name="Environment">Where it ran.</param>
/// <param name="Findings">What can be said about it; empty while it is not over.</param>
internal sealed record RunDetails(string Plan, RunEnvironment Environment, IReadOnlyList<RunFinding> Findings);

/// <summary>How a run ended.</summary>
internal sealed record RunEnding(StoredStatus Status, bool Learned, DateTimeOffset Ended, double Seconds, double ExamplesPerSecond, IReadOnlyList<RunFinding> Findings);

/// <summary>New values of a run, and how long it has trained by now.</summary>
internal sealed record RunValues(long Number, double Seconds, IReadOnlyList<MetricSeries> Values);

/// <summary>Values of a metric, by ascending step.</summary>
internal sealed record MetricSeries(string Metric, IReadOnlyList<long> Steps, IReadOnlyList<double> Values);
