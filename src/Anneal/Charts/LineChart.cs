namespace Anneal.Charts;

/// <summary>Lines over a common x axis, written as one SVG file that needs nothing else.</summary>
/// <remarks>
/// The file follows the reader's light or dark setting by itself, carries a title and a description for screen readers, and has the same
/// bytes for the same chart on every machine. A line of any length is thinned to the lowest and highest point of each pixel column, so no spike is lost.
/// </remarks>
public sealed record LineChart
{
    private const int Smallest = 100;
    private const int Largest = 10_000;

    /// <summary>The lines, in the order of the legend; at least one. Later lines are drawn over earlier ones.</summary>
    public required IReadOnlyList<Series> Series { get; init => field = CheckSeries(value); }

    /// <summary>Points to point out.</summary>
    public IReadOnlyList<MarkedPoint> Marks { get; init => field = CheckMarks(value); } = [];

    /// <summary>The heading.</summary>
    public string Title { get; init => field = value ?? throw new ArgumentNullException(nameof(Title)); } = "";

    /// <summary>What x is, with its unit.</summary>
    public string XLabel { get; init => field = value ?? throw new ArgumentNullException(nameof(XLabel)); } = "";

    /// <summary>What y is, with its unit.</summary>
    public string YLabel { get; init => field = value ?? throw new ArgumentNullException(nameof(YLabel)); } = "";

    /// <summary>What the right-hand axis measures, for the series that are <see cref="Charts.Series.OnRight"/>.</summary>
    public string RightLabel { get; init => field = value ?? throw new ArgumentNullException(nameof(RightLabel)); } = "";

    /// <summary>True lays x out by powers of ten; values that are not positive are left out and counted in a note.</summary>
    public bool LogX { get; init; }

    /// <summary>True lays y out by powers of ten; values that are not positive are gaps, counted in a note.</summary>
    public bool LogY { get; init; }

    /// <summary>True lays the right-hand axis out by powers of ten.</summary>
    public bool LogRight { get; init; }

    /// <summary>Pixels across, 100 to 10000; 720 suits a README.</summary>
    public int Width { get; init => field = CheckSize(value, nameof(Width)); } = 720;

    /// <summary>Pixels from top to bottom, 100 to 10000.</summary>
    public int Height { get; init => field = CheckSize(value, nameof(Height)); } = 400;

    /// <summary>The chart as the text of an SVG file.</summary>
    /// <exception cref="ArgumentException">No value has a place on the axes, or a mark has none.</exception>
    public string ToSvg()
    {
        using StringWriter writer = new();
        WriteSvg(writer);
        return writer.ToString();
    }

    /// <summary>Writes the chart as the text of an SVG file.</summary>
    /// <exception cref="ArgumentException">No value has a place on the axes, or a mark has none; nothing is written then.</exception>
    public void WriteSvg(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        WriteSvg(new SvgWriter(writer));
    }

    internal void WriteSvg(SvgWriter svg) => new LineChartDrawing(this).Write(svg);

    private static IReadOnlyList<Series> CheckSeries(IReadOnlyList<Series> series)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (series.Count == 0) throw new ArgumentException("A chart needs at least one series to draw.", nameof(series));
        if (series.All(line => line.OnRight))
            throw new ArgumentException("Every series is on the right-hand axis; leave at least one on the left.", nameof(series));
        if (series.FirstOrDefault(line => line.Low is null != line.High is null) is { } half)
            throw new ArgumentException($"Series \"{half.Name}\" has one edge of a band; give Low and High, or neither.", nameof(series));
        return series;
    }

    private static IReadOnlyList<MarkedPoint> CheckMarks(IReadOnlyList<MarkedPoint> marks)
    {
        ArgumentNullException.ThrowIfNull(marks);
        foreach (MarkedPoint mark in marks)
        {
            if (!double.IsFinite(mark.X) || !double.IsFinite(mark.Y))
                throw new ArgumentException($"The mark \"{mark.Label}\" is at {mark.X}, {mark.Y}; mark a finite point, or leave it out.", nameof(marks));
        }

        return marks;
    }

    private static int CheckSize(int pixels, string name) => pixels is >= Smallest and <= Largest
        ? pixels
        : throw new ArgumentOutOfRangeException(name, pixels, $"A chart is {Smallest} to {Largest} pixels wide and high; 720 by 400 suits a README.");
}
