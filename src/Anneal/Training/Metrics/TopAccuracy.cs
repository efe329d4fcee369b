namespace Anneal.Training.Metrics;

/// <summary>The share of examples whose class is among the k largest outputs; an output equal to that of the class counts against it only where it stands before.</summary>
public sealed class TopAccuracy : RightShare
{
    private readonly int _k;

    /// <summary>A metric.</summary>
    /// <param name="k">How many outputs count, at least 1.</param>
    public TopAccuracy(int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        _k = k;
    }

    /// <inheritdoc/>
    public override string Name => $"top{_k}";

    private protected override bool IsRight(ReadOnlySpan<double> scores, int label)
    {
        double own = scores[label];
        int before = 0;
        for (int i = 0; i < scores.Length; i++)
            before += scores[i] > own || (scores[i] == own && i < label) ? 1 : 0;
        return before < _k && !double.IsNaN(own);
    }
}
