using System.Text.Json;

namespace Anneal.Cli.Plans;

/// <summary>All that a training or a comparison was asked for, so that it can be gone on with and done again.</summary>
internal sealed record Plan
{
    public const int Newest = 1;

    public int Version { get; init; } = Newest;

    public required PlanKind Kind { get; init; }

    /// <summary>What folders and lists call it; a word of letters, digits and dashes.</summary>
    public required string Name { get; init; }

    /// <summary>The experiment whose network, data and habits hold where nothing else is said.</summary>
    public required string Experiment { get; init; }

    /// <summary>Another network than the experiment's.</summary>
    public NetworkPlan? Network { get; init; }

    /// <summary>Which data, and how much of it.</summary>
    public DataPlan Data { get; init; } = new();

    /// <summary>One to train with, or several to compare.</summary>
    public required IReadOnlyList<PlannedSchedule> Schedules { get; init; }

    /// <summary>The optimizer without its rate, as text.</summary>
    public required string Optimizer { get; init; }

    /// <summary>Groups, clipping, averages and the like.</summary>
    public TrainingOptions Options { get; init; } = new();

    public required int Epochs { get; init; }

    public required int Batch { get; init; }

    public required int Seeds { get; init; }

    public int FirstSeed { get; init; } = 1;

    /// <summary>The schedule that the others are compared with; null compares all pairs.</summary>
    public string? Against { get; init; }

    /// <summary>What is measured, the first of which decides; null measures what the experiment usually does.</summary>
    public IReadOnlyList<string>? Metrics { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, PlanJson.Default.Plan);

    /// <summary>Reads the plan of a folder.</summary>
    public static Plan Read(string path)
    {
        try
        {
            Plan plan = JsonSerializer.Deserialize(File.ReadAllText(path), PlanJson.Default.Plan) ?? throw new JsonException("it holds nothing");
            return plan.Version <= Newest ? plan : throw new UserError($"'{path}' was written by a newer version of this tool (format {plan.Version}, this one knows {Newest}): use that one.");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserError($"There is no training in '{Path.GetDirectoryName(path)}': it has no {Path.GetFileName(path)}. Name the folder that 'anneal train' or 'anneal compare' wrote.");
        }
        catch (JsonException exception)
        {
            throw new UserError($"'{path}' cannot be read: {exception.Message}");
        }
    }
}

/// <summary>What a plan is for.</summary>
internal enum PlanKind
{
    Training,
    Comparison,
}

/// <summary>A schedule as it was written.</summary>
internal sealed record PlannedSchedule(string Label, string Text);
