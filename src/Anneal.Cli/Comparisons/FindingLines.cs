namespace Anneal.Cli.Comparisons;

/// <summary>Findings of several runs of one schedule in one line each: with which seeds, what, and the remedy.</summary>
internal static class FindingLines
{
    public static IEnumerable<string> Of(Contest contest)
        => contest.Entrants.SelectMany(entrant => contest.Of(entrant)
            .SelectMany(run => run.Verdict.Findings.Where(finding => finding.Remedy.Length > 0).Select(finding => (run.Seed, Finding: finding)))
            .GroupBy(one => one.Finding.Kind, StringComparer.Ordinal)
            .Select(same => $"{entrant.Label}, {Seeds([.. same.Select(one => one.Seed).Order()], contest.Seeds)}: {same.First().Finding.Sentence} {same.First().Finding.Remedy}".TrimEnd()));

    private static string Seeds(IReadOnlyList<int> seeds, int all)
        => seeds.Count == all ? all == 1 ? "its only seed" : $"all {all} seeds"
            : seeds.Count == 1 ? $"seed {seeds[0]}" : $"seeds {string.Join(", ", seeds)}";
}
