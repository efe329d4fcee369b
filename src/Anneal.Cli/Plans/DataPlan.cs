namespace Anneal.Cli.Plans;

/// <summary>Which data, and how much of it; null is always what the experiment or the reader of tables usually does.</summary>
internal sealed record DataPlan
{
    /// <summary>One of <see cref="Experiments.DataSources.Names"/>.</summary>
    public string? Source { get; init; }

    /// <summary>The folder or file; null looks in the usual places.</summary>
    public string? Path { get; init; }

    /// <summary>Only so many examples; null takes all.</summary>
    public int? Limit { get; init; }

    /// <summary>The column of a table to be predicted.</summary>
    public string? Target { get; init; }

    /// <summary>Columns of a table left out.</summary>
    public IReadOnlyList<string>? Ignored { get; init; }

    /// <summary>Columns of a table that are categories even where they are numbers.</summary>
    public IReadOnlyList<string>? Categorical { get; init; }

    /// <summary>Whether a table's target is a class.</summary>
    public bool? Classification { get; init; }

    /// <summary>What stands between two fields of a table: one character.</summary>
    public string? Separator { get; init; }

    /// <summary>How much of a table is kept to judge by.</summary>
    public double? ValidationShare { get; init; }
}
