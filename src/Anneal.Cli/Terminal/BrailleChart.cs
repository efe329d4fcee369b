using Anneal.Charts;

namespace Anneal.Cli.Terminal;

/// <summary>Lines drawn with braille dots, eight to a cell, or with one letter per series where the terminal has only ASCII.</summary>
internal sealed record BrailleChart
{
    private const int Narrowest = 24;
    private const int Lowest = 3;
    private const int Largest = 1000;

    public required IReadOnlyList<Series> Series { get; init; }

    public string Title { get; init; } = "";

    public string XLabel { get; init; } = "";

    public string YLabel { get; init; } = "";

    public bool LogX { get; init; }

    public bool LogY { get; init; }

    /// <summary>Cells across, labels included.</summary>
    public int Width { get; init; } = 80;

    /// <summary>Rows of the plot itself; heading, axis and legend come on top.</summary>
    public int Height { get; init; } = 14;

    /// <summary>False draws with ASCII only.</summary>
    public bool Unicode { get; init; } = true;

    /// <summary>Whether lines are told apart by dashes; for where there is no colour. Letters are told apart anyhow.</summary>
    public bool Dashed { get; init; }

    /// <summary>Signs above the lines, where they stand and what they are.</summary>
    public IReadOnlyList<(double X, double Y, char Sign)> Marks { get; init; } = [];

    /// <summary>A stretch of x that is pointed out: by pale dots where there are dots, and on the axis.</summary>
    public (double From, double To)? Shaded { get; init; }

    /// <exception cref="ArgumentException">There is nothing to draw, or no room.</exception>
    public IReadOnlyList<ChartLine> Draw()
    {
        Check();
        Axis y = Axis.Fit(Points().Select(point => point.Y), LogY, ticks: Math.Clamp(Height / 4, 3, 5));
        int gutter = y.Ticks.Max(tick => tick.Label.Length);
        int columns = Math.Max(2, Width - gutter - 2);
        bool whole = Series.All(line => line.X is null || line.X.All(x => !double.IsFinite(x) || double.IsInteger(x)));
        Axis x = Axis.Fit(Points().Select(point => point.X), LogX, ticks: Math.Clamp(columns / 12, 3, 8), whole: whole);
        DotGrid grid = new(columns, Height, Unicode, Dashed);
        (int First, int Last)? shaded = Shaded is var (from, to) ? (ChartFrame.Dot(x.Fraction(from), grid.Wide), ChartFrame.Dot(x.Fraction(to), grid.Wide)) : null;
        if (shaded is var (first, last)) Shade(grid, first, last);
        for (int i = 0; i < Series.Count; i++) DrawSeries(grid, i, x, y);

        string[] notes = [Unshown.In(Series, LogX, LogY).ToString()];
        return
        [
            .. Words(Title),
            .. Words(YLabel),
            .. new ChartFrame(grid, Height, Unicode) { Marks = [.. Marks.Select(mark => Cell(mark, grid, x, y))], Shaded = shaded is var (left, right) ? (left * columns / grid.Wide, right * columns / grid.Wide) : null }.Around(x, y, gutter),
            .. Words(XLabel, gutter + 2, columns),
            .. Legend(),
            .. notes.Select(note => Unicode ? note : note.Replace("≤", "<=")).SelectMany(note => Words(note)),
        ];
    }

    /// <summary>The chart as text without colour.</summary>
    public string ToText() => string.Join('\n', Draw());

    private void Check()
    {
        ArgumentNullException.ThrowIfNull(Series);
        if (Series.Count == 0) throw new ArgumentException("A chart needs at least one series to draw.", nameof(Series));
        if (Series.Any(line => line.OnRight))
            throw new ArgumentException("A terminal chart has no right-hand axis; draw that series in a chart of its own.", nameof(Series));
        if (Width is < Narrowest or > Largest)
            throw new ArgumentOutOfRangeException(nameof(Width), Width, $"A terminal chart is {Narrowest} to {Largest} cells wide; widen the terminal, or use a sparkline.");
        if (Height is < Lowest or > Largest)
            throw new ArgumentOutOfRangeException(nameof(Height), Height, $"A terminal chart is {Lowest} to {Largest} rows high; use a sparkline where there is less room.");
    }

    private IEnumerable<(double X, double Y)> Points() => Series.SelectMany(line => line.PointsOn(LogX, LogY));

    private void DrawSeries(DotGrid grid, int index, Axis x, Axis y)
    {
        Series line = Series[index];
        (int X, int Y)? previous = null;
        for (int i = 0; i < line.Y.Count; i++)
        {
            if (!x.Shows(line.XAt(i)) || !y.Shows(line.Y[i]))
            {
                previous = null;
                continue;
            }

            (int X, int Y) dot = (ChartFrame.Dot(x.Fraction(line.XAt(i)), grid.Wide), ChartFrame.Dot(1 - y.Fraction(line.Y[i]), grid.High));
            (int X, int Y) from = previous ?? dot;
            (int X, int Y) corner = line.Stepped ? (dot.X, from.Y) : from;
            grid.Line(from, corner, index);
            grid.Line(corner, dot, index);
            previous = dot;
        }
    }

    // One dot of sixteen: a line drawn through it stays the one that is seen.
    private static void Shade(DotGrid grid, int first, int last)
    {
        for (int column = first; column <= last; column++)
        {
            for (int row = column / 4 % 2 * 2; row < grid.High && column % 4 == 0; row += 4) grid.Dot(column, row);
        }
    }

    private (int Column, int Row, char Sign) Cell((double X, double Y, char Sign) mark, DotGrid grid, Axis x, Axis y) => (
        ChartFrame.Dot(x.Fraction(mark.X), grid.Wide) * (Unicode ? 1 : 2) / 2,
        ChartFrame.Dot(1 - y.Fraction(mark.Y), grid.High) * Height / grid.High,
        mark.Sign);

    private IEnumerable<ChartLine> Legend()
    {
        ChartLineBuilder line = new();
        for (int i = 0; i < Series.Count; i++)
        {
            if (Series[i].Name.Length == 0) continue;
            string swatch = Unicode ? (Dashed ? DotGrid.Swatch(i) : "──") + " " : $"{DotGrid.Letter(i)} ";
            string name = CellText.Elide(CellText.Clean(Series[i].Name, Unicode), Width - swatch.Length, Unicode);
            string between = line.Cells == 0 ? "" : "   ";
            if (line.Cells + between.Length + swatch.Length + CellText.Width(name) > Width)
            {
                yield return line.Build();
                line = new ChartLineBuilder();
                between = "";
            }

            line.Add(between).Add(swatch, i).Add(name, i);
        }

        if (line.Cells > 0) yield return line.Build();
    }

    private IEnumerable<ChartLine> Words(string text, int left = 0, int room = 0)
    {
        if (text.Length == 0) yield break;
        string shown = CellText.Elide(CellText.Clean(text, Unicode), Width, Unicode);
        int centred = room == 0 ? 0 : Math.Clamp(left + (room - CellText.Width(shown)) / 2, 0, Width - CellText.Width(shown));
        yield return new ChartLineBuilder().Add(new string(' ', centred)).Add(shown).Build();
    }
}
