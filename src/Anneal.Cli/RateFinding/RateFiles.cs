using System.Globalization;
using Anneal.Cli.Outputs;
using Anneal.Training.RateFinding;
using Finding = Anneal.Training.RateFinding.RateFinding;

namespace Anneal.Cli.RateFinding;

/// <summary>Curves and suggestions for other programs.</summary>
internal static class RateFiles
{
    /// <summary>A line for each rate of each seed.</summary>
    public static void WriteCsv(TextWriter output, IReadOnlyList<(string? Group, Finding Found)> all)
    {
        output.Write("group,seed,rate,loss,smoothed\n");
        foreach ((string? group, Finding found) in all)
        {
            foreach (RateCurve curve in found.Curves)
            {
                for (int i = 0; i < curve.Rates.Count; i++)
                    output.Write(string.Create(CultureInfo.InvariantCulture, $"{Table.Field(group ?? "")},{curve.Seed},{curve.Rates[i]:R},{(double.IsFinite(curve.Losses[i]) ? curve.Losses[i].ToString("R", CultureInfo.InvariantCulture) : "")},{curve.Smoothed[i]:R}\n"));
            }
        }
    }

    /// <summary>One object; its findings are one, or one for each group.</summary>
    public static void WriteJson(TextWriter output, RateSearch search, IReadOnlyList<(string? Group, Finding Found)> all, string? schedule)
    {
        output.Write(string.Create(CultureInfo.InvariantCulture, $"{{\"experiment\":{Json.Text(search.Setup.Experiment.Name)},\"optimizer\":{Json.Text(search.Setup.Optimizer)},\"batch\":{search.Setup.Batch},\"schedule\":{Json.Text(schedule)},\"findings\":["));
        output.Write(string.Join(",", all.Select(one => Finding(one.Group, one.Found))));
        output.Write("\n]}\n");
    }

    private static string Finding(string? group, Finding found)
        => string.Create(CultureInfo.InvariantCulture, $"\n {{\"group\":{Json.Text(group)},\"verdict\":{Json.Text(found.Verdict.ToString())},\"sentence\":{Json.Text(found.Sentence)},\"rate\":{Json.Number(found.Rate ?? double.NaN)},\"rule\":{Json.Text(found.Sweep.Rule.Name)},\"low\":{Json.Number(found.Range?.Low ?? double.NaN)},\"high\":{Json.Number(found.Range?.High ?? double.NaN)},\"suggestions\":[{string.Join(",", found.Suggestions.Select(Suggestion))}],\"seeds\":[{string.Join(",", found.Curves.Select(Curve))}\n ]}}");

    private static string Suggestion(RateSuggestion suggestion)
        => $"{{\"rule\":{Json.Text(suggestion.Rule.Name)},\"rate\":{Json.Number(suggestion.Rate ?? double.NaN)},\"bySeed\":[{string.Join(",", suggestion.BySeed.Select(rate => Json.Number(rate ?? double.NaN)))}]}}";

    private static string Curve(RateCurve curve)
        => string.Create(CultureInfo.InvariantCulture, $"\n  {{\"seed\":{curve.Seed},\"verdict\":{Json.Text(curve.Verdict.ToString())},\"end\":{Json.Text(curve.End.ToString())},\"start\":{Json.Number(curve.Start)},\"rates\":[{Numbers(curve.Rates)}],\"losses\":[{Numbers(curve.Losses)}],\"smoothed\":[{Numbers(curve.Smoothed)}]}}");

    private static string Numbers(IEnumerable<double> values) => string.Join(",", values.Select(Json.Number));
}
