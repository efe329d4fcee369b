namespace Anneal.Charts;

/// <summary>A named line: y over x, or y over 0, 1, 2, … where no x is given.</summary>
/// <remarks>
/// A value that is NaN or infinite leaves a gap. The lists are not copied: they are read whenever a chart is drawn.
/// </remarks>
public sealed record Series
{
    /// <summary>A line over the positions 0, 1, 2, …</summary>
    /// <param name="name">What the legend calls the line; empty keeps it out of the legend.</param>
    /// <param name="y">The heights.</param>
    public Series(string name, IReadOnlyList<double> y)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(y);
        Name = name;
        Y = y;
    }

    /// <summary>A line through the points (x[i], y[i]), joined in the order given.</summary>
    /// <param name="name">What the legend calls the line; empty keeps it out of the legend.</param>
    /// <param name="x">The positions; they need not ascend.</param>
    /// <param name="y">The heights, as many as there are positions.</param>
    public Series(string name, IReadOnlyList<double> x, IReadOnlyList<double> y) : this(name, y)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Count != y.Count)
        {
            throw new ArgumentException(
                $"Series \"{name}\" has {x.Count} x values and {y.Count} y values; give one x for every y, or leave x out.", nameof(x));
        }

        X = x;
    }

    /// <summary>What the legend calls the line.</summary>
    public string Name { get; }

    /// <summary>The positions; null stands for 0, 1, 2, …</summary>
    public IReadOnlyList<double>? X { get; }

    /// <summary>The heights.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>True measures the line on the right-hand axis: a second quantity, such as momentum beside the rate.</summary>
    public bool OnRight { get; init; }

    /// <summary>True holds each value until the next position and then jumps, instead of sloping towards it.</summary>
    public bool Stepped { get; init; }

    /// <summary>The lower edge of a band behind the line, such as the least over several seeds; one value for every y, given together with <see cref="High"/>. NaN leaves a gap in the band.</summary>
    /// <exception cref="ArgumentException">There are not as many values as heights.</exception>
    public IReadOnlyList<double>? Low { get; init => field = CheckEdge(value, nameof(Low)); }

    /// <summary>The upper edge of the band.</summary>
    /// <exception cref="ArgumentException">There are not as many values as heights.</exception>
    public IReadOnlyList<double>? High { get; init => field = CheckEdge(value, nameof(High)); }

    /// <summary>True draws the line thin and pale and keeps it out of the legend: the raw curve behind a smoothed one.</summary>
    public bool Faint { get; init; }

    /// <summary>The place in the palette, from 0; 8 to 15 are the same colours dashed, and so on. Null takes the place among the series of the chart.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The place is negative.</exception>
    public int? Colour { get; init => field = CheckColour(value); }

    /// <summary>The points that have a place on such axes, in order: finite, and positive where an axis is logarithmic.</summary>
    /// <param name="logX">True leaves out positions that are not positive.</param>
    /// <param name="logY">True leaves out heights that are not positive.</param>
    public IEnumerable<(double X, double Y)> PointsOn(bool logX, bool logY)
    {
        for (int i = 0; i < Y.Count; i++)
        {
            (double x, double y) = (XAt(i), Y[i]);
            if (Axis.CanShow(x, logX) && Axis.CanShow(y, logY)) yield return (x, y);
        }
    }

    /// <summary>The position of a point: x where it was given, else the index itself.</summary>
    public double XAt(int index) => X is null ? index : X[index];

    private IReadOnlyList<double>? CheckEdge(IReadOnlyList<double>? edge, string name) => edge is null || edge.Count == Y.Count
        ? edge
        : throw new ArgumentException($"{name} of series \"{Name}\" has {edge.Count} values and the line {Y.Count}; give one for every y.", name);

    private static int? CheckColour(int? colour)
    {
        if (colour is { } place) ArgumentOutOfRangeException.ThrowIfNegative(place, nameof(Colour));
        return colour;
    }
}
