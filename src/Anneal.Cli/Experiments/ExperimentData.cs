using Anneal.Cli.Plans;
using Anneal.Data;

namespace Anneal.Cli.Experiments;

/// <summary>What an experiment learns from and is judged by.</summary>
/// <param name="Training">The examples to learn from.</param>
/// <param name="Validation">The examples to judge by.</param>
/// <param name="Origin">Where they come from, for reports.</param>
internal sealed record ExperimentData(Dataset Training, Dataset Validation, string Origin)
{
    /// <summary>What happens to training examples on the way.</summary>
    public IReadOnlyList<Augmentation> Augmentations { get; init; } = [];
}

/// <summary>What the user said about the data.</summary>
/// <param name="Plan">Which data, and how it is read.</param>
/// <param name="Progress">Hears how a download goes.</param>
internal sealed record DataSource(DataPlan Plan, TextWriter Progress)
{
    /// <summary>A folder or a file; null looks in the usual places.</summary>
    public string? Path => Plan.Path;
}
