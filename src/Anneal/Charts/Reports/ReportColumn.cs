namespace Anneal.Charts.Reports;

/// <summary>The head of a column of a table.</summary>
/// <param name="Name">What stands in the head.</param>
/// <param name="Right">True aligns the column to the right, as numbers are.</param>
public sealed record ReportColumn(string Name, bool Right = false)
{
    /// <summary>What stands in the head.</summary>
    public string Name { get; } = Name ?? throw new ArgumentNullException(nameof(Name));
}
