namespace Anneal.Charts;

/// <summary>The names of the lines in equal columns: as many columns as fit, narrower ones where that saves the plot from being pushed out.</summary>
internal sealed class Legend
{
    public const double RowHeight = 20;
    public const double Swatch = 24;

    private const double Gap = 6;
    private const double Between = 18;
    private const double NarrowestName = 60;

    private readonly double _column;
    private readonly int _columns;
    private readonly (int Colour, string Name)[] _entries;
    private readonly int _shown;

    public Legend(IReadOnlyList<Series> series, double width, int mostRows)
    {
        _entries =
        [
            .. from entry in series.Select((line, i) => (Line: line, Colour: line.Colour ?? i))
               where entry.Line.Name.Length > 0 && !entry.Line.Faint
               select (entry.Colour, entry.Line.OnRight ? $"{entry.Line.Name} (right)" : entry.Line.Name),
        ];
        if (_entries.Length == 0 || mostRows == 0) return;

        double natural = _entries.Max(entry => TextMeasure.Width(entry.Name)) + Swatch + Gap + Between;
        int most = Math.Max(1, (int)((width + Between) / (Swatch + Gap + NarrowestName + Between)));
        int fewest = Math.Clamp((int)((width + Between) / natural), 1, most);
        int needed = (_entries.Length + mostRows - 1) / mostRows;
        _columns = Math.Min(Math.Clamp(needed, fewest, most), _entries.Length);
        _column = Math.Min(natural, (width + Between) / _columns);
        Rows = Math.Min(mostRows, (_entries.Length + _columns - 1) / _columns);

        // The last cell says how many names are missing.
        _shown = _entries.Length <= Rows * _columns ? _entries.Length : Rows * _columns - 1;
    }

    public int Rows { get; }

    public void Write(SvgWriter svg, double left, double top)
    {
        if (Rows == 0) return;
        for (int i = 0; i < _shown; i++)
        {
            (double x, double y) = Cell(i);
            (int colour, string name) = _entries[i];
            string shown = TextMeasure.Elide(name, _column - Swatch - Gap - Between);
            svg.Empty("path", ("class", $"line c{Palette.ColourOf(colour)}"), ("stroke-dasharray", Palette.DashOf(colour)),
                ("d", SvgWriter.Path([new Point(x, y - 4.5), new Point(x + Swatch, y - 4.5)])));
            svg.Text("text", shown, shown == name ? "" : name, ("x", SvgWriter.Number(x + Swatch + Gap)), ("y", SvgWriter.Number(y)));
        }

        if (_shown == _entries.Length) return;
        (double lastX, double lastY) = Cell(_shown);
        string rest = string.Join(", ", _entries[_shown..].Select(entry => entry.Name));
        svg.Text("text", $"… {_entries.Length - _shown} more", rest, ("class", "soft"), ("x", SvgWriter.Number(lastX)), ("y", SvgWriter.Number(lastY)));

        Point Cell(int index) => new(left + index % _columns * _column, top + index / _columns * RowHeight + 14);
    }
}
