namespace Anneal.Charts.Reports;

/// <summary>How a text is meant.</summary>
public enum ReportTone
{
    /// <summary>Plain text.</summary>
    Plain,

    /// <summary>A finding to be glad of, with a tick beside it.</summary>
    Good,

    /// <summary>A finding to act on, with an exclamation mark beside it.</summary>
    Warning,
}
