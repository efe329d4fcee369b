using System.Globalization;
using Anneal.Cli.Outputs;
using Anneal.Comparing;

namespace Anneal.Cli.Comparisons;

/// <summary>The results for other programs: one object.</summary>
internal static class ContestJson
{
    public static void Write(TextWriter output, Contest contest, Ranking ranking, string folder)
    {
        (string metric, Controllers.Direction direction) = contest.Setup.Deciding;
        output.Write(string.Create(CultureInfo.InvariantCulture, $"{{\"experiment\":{Json.Text(contest.Setup.Experiment.Name)},\"folder\":{Json.Text(folder)},\"epochs\":{contest.Setup.Epochs},\"batch\":{contest.Setup.Batch},\"seeds\":{contest.Seeds},\"optimizer\":{Json.Text(contest.Setup.Optimizer)},\"metric\":{Json.Text(metric)},\"better\":\"{(direction is Controllers.Direction.Minimize ? "lower" : "higher")}\",\"seconds\":{contest.Seconds:0.###},\"schedules\":["));
        bool first = true;
        foreach (Standing standing in ranking.Standings)
        {
            Entrant entrant = contest.Entrants.First(one => one.Label == standing.Name);
            ComparedRun[] runs = [.. contest.Of(entrant)];
            output.Write(first ? "\n" : ",\n");
            first = false;
            output.Write($" {{\"label\":{Json.Text(entrant.Label)},\"schedule\":{Json.Text(entrant.Schedule.ToString())},\"mean\":{Json.Number(standing.Sample.Mean ?? double.NaN)},\"deviation\":{Json.Number(standing.Sample.StandardDeviation ?? double.NaN)},\"failed\":{standing.Sample.Failed},\"mayBeBest\":{(standing.MayBeBest ? "true" : "false")},\"runs\":[");
            output.Write(string.Join(",", runs.Select(Run)));
            output.Write("]}");
        }

        output.Write($"\n],\"comparisons\":[{string.Concat(ranking.AllComparisons.Select((comparison, index) => $"{(index == 0 ? "\n" : ",\n")} {{\"first\":{Json.Text(comparison.First)},\"second\":{Json.Text(comparison.Second)},\"p\":{Json.Number(comparison.P ?? double.NaN)},\"correctedP\":{Json.Number(comparison.CorrectedP ?? double.NaN)},\"verdict\":{Json.Text(comparison.Verdict.ToString())},\"sentence\":{Json.Text(comparison.Sentence)}}}"))}\n]}}\n");

        string Run(ComparedRun run) => string.Create(CultureInfo.InvariantCulture, $"{{\"seed\":{run.Seed},\"status\":\"{run.Status}\",\"{metric}\":{Json.Number(run.Last)},\"best\":{Json.Number(run.Best?[metric] ?? double.NaN)},\"bestEpoch\":{run.Best?.Epoch ?? 0},\"seconds\":{run.Seconds:0.###},\"examplesPerSecond\":{run.ExamplesPerSecond:0},\"failed\":{(run.Verdict.Failed ? "true" : "false")},\"findings\":[{string.Join(",", run.Verdict.Findings.Select(finding => $"{{\"kind\":{Json.Text(finding.Kind)},\"sentence\":{Json.Text(finding.Sentence)},\"remedy\":{Json.Text(finding.Remedy)}}}"))}]}}");
    }
}
