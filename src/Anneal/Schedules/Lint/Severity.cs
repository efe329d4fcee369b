namespace Anneal.Schedules.Lint;

/// <summary>How sure it is that a finding is a mistake.</summary>
public enum Severity
{
    /// <summary>Harmless, but probably not what was meant.</summary>
    Note,

    /// <summary>Usually a mistake; the run works, but worse than it could.</summary>
    Warning,

    /// <summary>The run stops, diverges or never learns.</summary>
    Error,
}
