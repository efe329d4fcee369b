using Anneal.Controllers;
using Anneal.Data;

namespace Anneal.Training.Metrics;

/// <summary>The share of examples whose scores are right about their class.</summary>
public abstract class RightShare : Metric
{
    private protected RightShare()
    {
    }

    /// <inheritdoc/>
    public override Direction Direction => Direction.Maximize;

    /// <inheritdoc/>
    public override int Sums => 2;

    /// <inheritdoc/>
    public override void Check(Dataset data) => NeedClasses(data, Name);

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<double> outputs, Batch batch, Span<double> sums)
    {
        int width = outputs.Length / batch.Count;
        ReadOnlySpan<int> labels = batch.Labels;
        int right = 0;
        for (int i = 0; i < labels.Length; i++)
            right += IsRight(outputs.Slice(i * width, width), labels[i]) ? 1 : 0;
        sums[0] += right;
        sums[1] += labels.Length;
    }

    /// <inheritdoc/>
    public override double Value(ReadOnlySpan<double> sums) => sums[0] / sums[1];

    /// <summary>Whether the scores of one example are right. A score that is no number never is.</summary>
    private protected abstract bool IsRight(ReadOnlySpan<double> scores, int label);
}
