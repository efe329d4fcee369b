namespace Anneal.Charts.Reports;

/// <summary>A cell of a table.</summary>
/// <param name="Text">What stands in it.</param>
/// <param name="Sort">The number it is sorted by; null sorts by the text. NaN goes to the end in both directions.</param>
/// <param name="Colour">The place in the palette of a line drawn before the text, as a legend does; null for none.</param>
public sealed record ReportCell(string Text, double? Sort = null, int? Colour = null)
{
    /// <summary>What stands in it.</summary>
    public string Text { get; } = Text ?? throw new ArgumentNullException(nameof(Text));

    /// <summary>A cell with a text alone.</summary>
    public static implicit operator ReportCell(string text) => new(text);
}
