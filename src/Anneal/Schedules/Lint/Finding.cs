namespace Anneal.Schedules.Lint;

/// <summary>Something that is probably wrong with a schedule for a run.</summary>
/// <param name="Code">A name that does not change between versions: <c>ends-early</c>.</param>
/// <param name="Severity">How sure it is.</param>
/// <param name="Problem">What happens, with the numbers.</param>
/// <param name="Remedy">One concrete change that would help, with the numbers.</param>
/// <param name="Step">Where it happens; null when it is not one place.</param>
public sealed record Finding(string Code, Severity Severity, string Problem, string Remedy, long? Step)
{
    /// <summary>The finding as two lines of text.</summary>
    public override string ToString()
        => $"{Severity.ToString().ToLowerInvariant()} {Code}{(Step is null ? "" : $" at step {Step}")}: {Problem}\n  {Remedy}";
}
