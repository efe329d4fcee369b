using System.Text.Json;
using System.Text.Json.Serialization;

namespace Anneal.Cli.Comparisons;

/// <summary>All that a comparison was asked for, so that it can be gone on with and done again.</summary>
internal sealed record ComparisonPlan
{
    public const int Newest = 1;

    public int Version { get; init; } = Newest;

    public required string Experiment { get; init; }

    public required IReadOnlyList<PlannedSchedule> Schedules { get; init; }

    public required string Optimizer { get; init; }

    public required int Epochs { get; init; }

    public required int Batch { get; init; }

    public required int Seeds { get; init; }

    public int FirstSeed { get; init; } = 1;

    /// <summary>The schedule that the others are compared with; null compares all pairs.</summary>
    public string? Against { get; init; }

    /// <summary>What is measured, the first of which decides; null measures what the experiment usually does.</summary>
    public IReadOnlyList<string>? Metrics { get; init; }

    /// <summary>Only so many examples; null takes all.</summary>
    public int? Limit { get; init; }

    /// <summary>The folder or file of the data; null looks in the usual places.</summary>
    public string? Data { get; init; }

    /// <summary>The column to be predicted.</summary>
    public string? Target { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, PlanJson.Default.ComparisonPlan);

    /// <summary>Reads the plan of a folder.</summary>
    public static ComparisonPlan Read(string path)
    {
        try
        {
            ComparisonPlan plan = JsonSerializer.Deserialize(File.ReadAllText(path), PlanJson.Default.ComparisonPlan) ?? throw new JsonException("it holds nothing");
            return plan.Version <= Newest ? plan : throw new UserError($"'{path}' was written by a newer version of this tool (format {plan.Version}, this one knows {Newest}): use that one.");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserError($"There is no comparison in '{Path.GetDirectoryName(path)}': it has no {Path.GetFileName(path)}. Name the folder that 'anneal compare' wrote.");
        }
        catch (JsonException exception)
        {
            throw new UserError($"'{path}' cannot be read: {exception.Message}");
        }
    }
}

/// <summary>A schedule as it was written.</summary>
internal sealed record PlannedSchedule(string Label, string Text);

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ComparisonPlan))]
[JsonSerializable(typeof(RunRecord))]
internal sealed partial class PlanJson : JsonSerializerContext;

/// <summary>How a run ended.</summary>
internal sealed record RunRecord(RunStatus Status, double Seconds, double ExamplesPerSecond, bool Failed, IReadOnlyList<RunFinding> Findings);
