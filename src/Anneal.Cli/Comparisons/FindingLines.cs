using Anneal.Training.Diagnoses;

namespace Anneal.Cli.Comparisons;

/// <summary>What was found in the runs of each schedule: a line for all seeds with the same findings.</summary>
internal static class FindingLines
{
    public static IEnumerable<string> Of(Contest contest)
        => contest.Entrants.SelectMany(entrant => contest.Of(entrant)
            .Where(run => run.Verdict.Findings.Any(IsTrouble))
            .GroupBy(run => string.Join('+', run.Verdict.Findings.Select(finding => finding.Kind)), StringComparer.Ordinal)
            .Select(same => (entrant.Label, Seeds: Seeds([.. same.Select(run => run.Seed).Order()], contest.Seeds), Text: Text(same.First()))))
            // A network that is dead from the start is so under every schedule, and is told of once.
            .GroupBy(line => (line.Seeds, line.Text))
            .Select(same => $"{string.Join(", ", same.Select(line => line.Label))}; {same.Key.Seeds}. {same.Key.Text}");

    private static bool IsTrouble(RunFinding finding) => finding.Kind != nameof(FindingKind.Learned);

    // Where several seeds have the same findings, the figures are those of the first.
    private static string Text(ComparedRun run)
        => string.Join(' ', run.Verdict.Findings.Where(IsTrouble).SelectMany(finding => new[] { finding.Sentence, finding.Remedy }).Where(text => text.Length > 0));

    private static string Seeds(IReadOnlyList<int> seeds, int all)
        => seeds.Count == all ? all == 1 ? "its only seed" : $"all {all} seeds"
            : seeds.Count == 1 ? $"seed {seeds[0]}" : $"seeds {string.Join(", ", seeds)}";
}
