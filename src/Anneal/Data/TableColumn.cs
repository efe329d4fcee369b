namespace Anneal.Data;

/// <summary>What a column of a table became.</summary>
/// <param name="Name">Its name in the header.</param>
/// <param name="Categories">Its categories in their order, each an input of 0 or 1, or the classes of a target; empty for a column of numbers.</param>
/// <param name="Mean">The mean of the training part; 0 for categories.</param>
/// <param name="Deviation">The standard deviation of the training part, divided by its count, exactly 0 where all values are the same; 0 for categories.</param>
/// <param name="IsStandardized">Whether its numbers became (x − mean)/deviation, and 0 where the deviation is 0.</param>
public sealed record TableColumn(string Name, IReadOnlyList<string> Categories, double Mean, double Deviation, bool IsStandardized)
{
    /// <summary>Whether it holds categories instead of numbers.</summary>
    public bool IsCategorical => Categories.Count > 0;

    /// <summary>How many inputs it became: one for each category, or one.</summary>
    public int Width => Math.Max(1, Categories.Count);

    /// <summary>The number as it became: (x − mean)/deviation where it was standardised.</summary>
    /// <param name="value">As in the file.</param>
    public double Transform(double value) => !IsStandardized ? value : Deviation == 0 ? 0 : (value - Mean) / Deviation;

    /// <summary>The number as it was: a prediction in the units of the file.</summary>
    /// <param name="value">As a network sees it.</param>
    public double Restore(double value) => IsStandardized ? Mean + (value * Deviation) : value;
}
