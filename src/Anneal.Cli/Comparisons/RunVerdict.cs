using Anneal.Training.Diagnoses;

namespace Anneal.Cli.Comparisons;

/// <summary>What can be said about one run.</summary>
/// <param name="Failed">Whether it never learned, or diverged: its last number is no result.</param>
/// <param name="Findings">What was found, the most important first.</param>
internal sealed record RunVerdict(bool Failed, IReadOnlyList<RunFinding> Findings)
{
    public static RunVerdict None { get; } = new(false, []);

    public static RunVerdict Of(IReadOnlyList<Finding> findings) => new(
        findings.Any(finding => finding.Kind is FindingKind.NeverLearned or FindingKind.Exploded),
        [.. findings.Select(finding => new RunFinding(finding.Kind.ToString(), finding.Sentence, finding.Remedy ?? ""))]);
}

/// <summary>One finding in words.</summary>
/// <param name="Kind">What it is, in a word or two.</param>
/// <param name="Sentence">With the measured figures.</param>
/// <param name="Remedy">What to try; empty where there is nothing to mend.</param>
internal sealed record RunFinding(string Kind, string Sentence, string Remedy);
