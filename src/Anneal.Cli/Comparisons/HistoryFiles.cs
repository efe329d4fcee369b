using System.Globalization;
using Anneal.Cli.Outputs;
using Anneal.Training;

namespace Anneal.Cli.Comparisons;

/// <summary>What all runs measured, epoch by epoch, for other programs.</summary>
internal static class HistoryFiles
{
    /// <summary>A line per epoch of each run: schedule, seed, epoch, step, rate, seconds, and the metrics in the order of their names.</summary>
    public static void WriteCsv(TextWriter output, Contest contest)
    {
        string[] metrics = Metrics(contest);
        output.Write($"schedule,seed,epoch,step,learning_rate,seconds{string.Concat(metrics.Select(metric => "," + metric))}\n");
        foreach (ComparedRun run in contest.Runs)
        {
            string label = Table.Field(run.Entrant.Label);
            foreach (EpochRecord epoch in run.History.Epochs)
            {
                output.Write(string.Create(CultureInfo.InvariantCulture, $"{label},{run.Seed},{epoch.Epoch},{epoch.Step},{epoch.LearningRate:R},{epoch.Seconds:0.######}"));
                foreach (string metric in metrics)
                    output.Write(epoch.Values.TryGetValue(metric, out double value) && double.IsFinite(value) ? string.Create(CultureInfo.InvariantCulture, $",{value:R}") : ",");
                output.Write('\n');
            }
        }
    }

    /// <summary>An object per line and epoch; a value that is no number is null.</summary>
    public static void WriteJsonLines(TextWriter output, Contest contest)
    {
        string[] metrics = Metrics(contest);
        foreach (ComparedRun run in contest.Runs)
        {
            string label = Json.Text(run.Entrant.Label);
            foreach (EpochRecord epoch in run.History.Epochs)
            {
                output.Write(string.Create(CultureInfo.InvariantCulture, $"{{\"schedule\":{label},\"seed\":{run.Seed},\"epoch\":{epoch.Epoch},\"step\":{epoch.Step},\"learning_rate\":{epoch.LearningRate:R},\"seconds\":{epoch.Seconds:0.######}"));
                foreach (string metric in metrics)
                    output.Write($",\"{metric}\":{Json.Number(epoch.Values.TryGetValue(metric, out double value) ? value : double.NaN)}");
                output.Write("}\n");
            }
        }
    }

    private static string[] Metrics(Contest contest)
        => [.. contest.Runs.SelectMany(run => run.History.Epochs.Take(1)).SelectMany(epoch => epoch.Values.Keys).Distinct().Order(StringComparer.Ordinal)];
}
