namespace Anneal.Charts.Reports;

/// <summary>One curve of a group: of one seed, say.</summary>
/// <remarks>The lists are not copied: they are read whenever a report is written.</remarks>
public sealed record PlotCurve
{
    /// <summary>A curve through the points (x[i], y[i]).</summary>
    /// <param name="label">What it is called among the curves of its group: "seed 1".</param>
    /// <param name="x">The positions, finite and ascending.</param>
    /// <param name="y">The heights, as many as there are positions; a value that is NaN or infinite is a gap.</param>
    /// <exception cref="ArgumentException">The numbers of values differ, or the positions do not ascend.</exception>
    public PlotCurve(string label, IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        ArgumentNullException.ThrowIfNull(label);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        if (x.Count != y.Count)
            throw new ArgumentException($"The curve \"{label}\" has {x.Count} x values and {y.Count} y values; give one x for every y.", nameof(x));
        CheckAscent(label, x, nameof(x));
        Label = label;
        X = x;
        Y = y;
    }

    /// <summary>What it is called among the curves of its group.</summary>
    public string Label { get; }

    /// <summary>The positions.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>The heights.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>The same points at other positions (epochs, seconds), one list for each of <see cref="ReportPlot.OtherX"/>.</summary>
    /// <exception cref="ArgumentException">A list has another number of values than <see cref="X"/>, or does not ascend.</exception>
    public IReadOnlyList<IReadOnlyList<double>> OtherX { get; init => field = CheckOther(value); } = [];

    private IReadOnlyList<IReadOnlyList<double>> CheckOther(IReadOnlyList<IReadOnlyList<double>> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (IReadOnlyList<double> x in other)
        {
            if (x.Count != X.Count)
                throw new ArgumentException($"The curve \"{Label}\" has {X.Count} points and {x.Count} positions of another kind; give one for every point.", nameof(other));
            CheckAscent(Label, x, nameof(other));
        }

        return other;
    }

    private static void CheckAscent(string label, IReadOnlyList<double> x, string name)
    {
        for (int i = 0; i < x.Count; i++)
        {
            if (!double.IsFinite(x[i]) || (i > 0 && x[i] < x[i - 1]))
                throw new ArgumentException($"Position {i} of the curve \"{label}\" is {NumberText.Short(x[i])}; positions are finite and ascend: sort the points, and leave out those without a position.", name);
        }
    }
}
