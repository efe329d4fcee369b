namespace Anneal.Charts.Reports;

/// <summary>Paragraphs of plain text; nothing in them is read as markup.</summary>
public sealed record ReportText : ReportSection
{
    /// <summary>Paragraphs below a heading.</summary>
    /// <param name="heading">The heading; empty for none.</param>
    /// <param name="paragraphs">The paragraphs, without line breaks of their own.</param>
    public ReportText(string heading, params IReadOnlyList<string> paragraphs) : base(heading)
    {
        ArgumentNullException.ThrowIfNull(paragraphs);
        Paragraphs = paragraphs;
    }

    /// <summary>The paragraphs.</summary>
    public IReadOnlyList<string> Paragraphs { get; }

    /// <summary>How the text is meant; plain.</summary>
    public ReportTone Tone { get; init; }

    // The palette's green and orange.
    internal override string Style => Tone switch
    {
        ReportTone.Good => "note good c2",
        ReportTone.Warning => "note warning c1",
        _ => "text",
    };

    internal override bool NeedsScript => false;

    internal override void WriteBody(SvgWriter page)
    {
        foreach (string paragraph in Paragraphs) page.Text("p", paragraph, "");
    }
}
