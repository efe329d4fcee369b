namespace Anneal.Cli.Plans;

/// <summary>A network by name.</summary>
internal sealed record NetworkPlan
{
    /// <summary>One of <see cref="Experiments.Networks.Names"/>.</summary>
    public required string Type { get; init; }

    /// <summary>The widths between inputs and outputs of a perceptron (<c>mlp</c>); null for the usual ones. No other network has any.</summary>
    public IReadOnlyList<int>? Hidden { get; init; }
}
