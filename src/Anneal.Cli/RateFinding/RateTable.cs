using Anneal.Cli.Terminal;
using Anneal.Training.RateFinding;
using Finding = Anneal.Training.RateFinding.RateFinding;

namespace Anneal.Cli.RateFinding;

/// <summary>The suggestions as people read them: a row for each rule, a column for each seed, and the advice.</summary>
internal static class RateTable
{
    private const int MostSeeds = 5;

    public static void Write(Finding found, Screen screen)
    {
        RateCurve[] shown = [.. found.Curves.Take(MostSeeds)];
        bool several = found.Curves.Count > 1;
        screen.Strong($"   {"rule",-9}{(several ? $"  {"median",9}" : "")}{string.Concat(shown.Select(curve => $"  {$"seed {curve.Seed}",9}"))}");
        screen.Out.WriteLine();
        foreach (RateSuggestion suggestion in found.Suggestions)
        {
            string line = $"{RateCharts.Letter(suggestion.Rule)}  {suggestion.Rule.Name,-9}{(several ? $"  {Cell(suggestion.Rate),9}" : "")}{string.Concat(suggestion.BySeed.Take(shown.Length).Select(rate => $"  {Cell(rate),9}"))}";
            if (suggestion.Rule == found.Sweep.Rule && found.Rate is not null)
                screen.Strong(line + "  recommended");
            else
                screen.Out.Write(line);
            screen.Out.WriteLine();
        }

        if (found.Curves.Count > shown.Length)
            screen.Out.WriteLine(FormattableString.Invariant($"   and {found.Curves.Count - shown.Length} more seeds: --csv has them all."));
        screen.Out.WriteLine();
        HelpText.Paragraph(screen, found.Sentence, 0);
    }

    private static string Cell(double? rate) => rate is double value ? RateCharts.Figure(value) : "-";
}
