namespace Anneal.Cli.Comparisons;

/// <summary>How a run ended.</summary>
internal sealed record RunRecord(RunStatus Status, double Seconds, double ExamplesPerSecond, bool Failed, IReadOnlyList<RunFinding> Findings);
