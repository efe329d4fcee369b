using Anneal.Data;
using Anneal.Tensors;
using Anneal.Training.Metrics;

namespace Anneal.Training;

/// <summary>The sums of the loss (two: losses and examples), then those of each metric, side by side.</summary>
internal static class MetricSums
{
    public static void Add(IReadOnlyList<Metric> metrics, Tensor output, Batch batch, double loss, ref double[] outputs, Span<double> sums)
    {
        sums[0] += loss * batch.Count;
        sums[1] += batch.Count;
        if (metrics.Count == 0)
            return;
        if (outputs.Length < output.Length)
            outputs = new double[output.Length];
        Span<double> values = outputs.AsSpan(0, output.Length);
        output.CopyTo(values);
        int at = 2;
        for (int i = 0; i < metrics.Count; i++)
        {
            metrics[i].Add(values, batch, sums.Slice(at, metrics[i].Sums));
            at += metrics[i].Sums;
        }
    }

    public static void Read(IReadOnlyList<Metric> metrics, ReadOnlySpan<double> sums, string prefix, SortedDictionary<string, double> values)
    {
        values[prefix + "loss"] = sums[0] / sums[1];
        int at = 2;
        foreach (Metric metric in metrics)
        {
            values[prefix + metric.Name] = metric.Value(sums.Slice(at, metric.Sums));
            at += metric.Sums;
        }
    }
}
