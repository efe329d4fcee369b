namespace Anneal.Charts.Reports;

/// <summary>A part of a report: <see cref="ReportText"/>, <see cref="ReportTable"/> or <see cref="ReportPlot"/>.</summary>
public abstract record ReportSection
{
    private protected ReportSection(string heading)
    {
        ArgumentNullException.ThrowIfNull(heading);
        Heading = heading;
    }

    /// <summary>The heading; empty for none.</summary>
    public string Heading { get; }

    /// <summary>The class of its element.</summary>
    internal abstract string Style { get; }

    /// <summary>Whether it does anything that a script has to do.</summary>
    internal virtual bool NeedsScript => true;

    /// <summary>Refuses what cannot be written, before anything is.</summary>
    internal virtual void Check()
    {
    }

    internal abstract void WriteBody(SvgWriter page);
}
