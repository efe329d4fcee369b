namespace Anneal.Cli.Storage;

/// <summary>A metric in a few numbers, kept while values come in.</summary>
/// <remarks>Values that are no numbers count, and are neither lowest nor highest. The first of equals is the lowest or the highest.</remarks>
internal sealed class MetricSummary
{
    public long Count { get; set; }

    public long LastStep { get; set; }

    public double Last { get; set; } = double.NaN;

    public double Lowest { get; set; } = double.NaN;

    public long LowestStep { get; set; }

    public double Highest { get; set; } = double.NaN;

    public long HighestStep { get; set; }

    /// <summary>The course of all values in few.</summary>
    public ThinnedCurve Curve { get; init; } = new();

    /// <summary>The best value and its step.</summary>
    public (double Value, long Step) Best(Controllers.Direction direction) => direction is Controllers.Direction.Minimize ? (Lowest, LowestStep) : (Highest, HighestStep);

    public void Add(MetricSeries series)
    {
        for (int i = 0; i < series.Values.Count; i++)
            Add(series.Steps[i], series.Values[i]);
    }

    public void Add(long step, double value)
    {
        (Count, LastStep, Last) = (Count + 1, step, value);
        Curve.Add(value);
        if (!double.IsFinite(value))
            return;
        if (!(value >= Lowest))
            (Lowest, LowestStep) = (value, step);
        if (!(value <= Highest))
            (Highest, HighestStep) = (value, step);
    }
}
