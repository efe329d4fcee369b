namespace Anneal.Charts;

/// <summary>One chart laid out on its pixels: heading, legend, axes, lines, marks, from top to bottom.</summary>
internal sealed class LineChartDrawing
{
    private const double Margin = 14;
    private const double TextSize = 13;
    private const double TitleSize = 16;
    private const double Line = 20;
    private const double Gap = 6;
    private const double SmallestPlot = 44;
    private const double PlotShare = 0.35;

    // So that the highest point does not touch the frame.
    private const double Padding = 0.04;

    // Room for the label of a mark on the highest point.
    private const double MarkedRoom = 24;

    // A legend that takes more pushes the lines flat; names are shortened instead.
    private const double MostLegend = 0.25;

    // In the element, because the style sheet is the same in every picture.
    private const string Pale = "stroke-width:1;opacity:.3";

    private readonly LineChart _chart;
    private readonly Plot _plot;
    private readonly Legend _legend;
    private readonly string _note;
    private readonly double _titleHeight;
    private readonly double _labelHeight;
    private readonly double _noteHeight;
    private readonly double _xLabelHeight;

    public LineChartDrawing(LineChart chart)
    {
        CheckMarks(chart);
        _chart = chart;
        _note = Unshown.In(chart.Series, chart.LogX, chart.LogY, chart.LogRight).ToString();

        // One line that is named like the axis has been named.
        bool named = chart.Series.Where(series => !series.Faint).ToArray() is [Series only] && only.Name == chart.YLabel;
        IReadOnlyList<Series> legend = named ? [] : chart.Series;

        // What a small chart has no room for is left out, the least important last.
        double spare = chart.Height - 2 * Margin - Line - Math.Max(SmallestPlot, PlotShare * chart.Height);
        _titleHeight = Take(chart.Title.Length > 0, 28);
        double firstRow = Take(legend.Any(series => series.Name.Length > 0 && !series.Faint), Legend.RowHeight + Gap);
        _noteHeight = Take(_note.Length > 0, Line);
        _labelHeight = Take(chart.YLabel.Length + chart.RightLabel.Length > 0, Line);
        _xLabelHeight = Take(chart.XLabel.Length > 0, Line);
        int more = (int)Math.Max(0, Math.Min(spare, MostLegend * chart.Height - firstRow) / Legend.RowHeight);
        _legend = new Legend(legend, chart.Width - 2 * Margin, firstRow > 0 ? 1 + more : 0);
        _plot = Place();

        double Take(bool wanted, double height)
        {
            if (!wanted || spare < height) return 0;
            spare -= height;
            return height;
        }
    }

    public void Write(SvgWriter svg)
    {
        List<List<List<Point>>> lines = [.. _chart.Series.Select(series => Trace.Of(series, _plot))];
        string title = ChartDescription.Title(_chart);
        svg.Open("svg", ("xmlns", "http://www.w3.org/2000/svg"), ("class", "anneal-chart"), ("role", "img"), ("aria-label", title),
            ("width", $"{_chart.Width}"), ("height", $"{_chart.Height}"), ("viewBox", $"0 0 {_chart.Width} {_chart.Height}"));
        svg.Text("title", title, "");
        svg.Text("desc", ChartDescription.Of(_chart, _plot), "");
        svg.Style(Palette.StyleSheet);
        svg.Empty("rect", ("class", "paper"), ("width", $"{_chart.Width}"), ("height", $"{_chart.Height}"));
        WriteHeading(svg);
        WriteAxes(svg);
        for (int i = 0; i < lines.Count; i++) WriteBand(svg, i);
        for (int i = 0; i < lines.Count; i++) WriteLine(svg, i, lines[i]);
        WriteMarks(svg, lines);
        svg.Close();
    }

    private Plot Place()
    {
        double top = Margin + _titleHeight + _legend.Rows * Legend.RowHeight + (_legend.Rows > 0 ? Gap : 0) + _labelHeight;
        double bottom = _chart.Height - Margin - Line - _xLabelHeight - _noteHeight;
        double padding = _chart.Marks.Count == 0 ? Padding : Math.Clamp(MarkedRoom / (bottom - top), Padding, 0.3);
        int upright = (int)Math.Clamp((bottom - top) / 48, 3, 8);
        Axis y = Axis.Fit(Heights(onRight: false), _chart.LogY, padding, upright);
        Axis? right = _chart.Series.Any(series => series.OnRight) ? Axis.Fit(Heights(onRight: true), _chart.LogRight, padding, upright) : null;
        double left = Margin + Widest(y) + 8;
        double end = _chart.Width - Margin - (right is null ? 0 : Widest(right) + 8);
        bool whole = _chart.Series.All(series => series.X is null || series.X.All(x => !double.IsFinite(x) || double.IsInteger(x)));
        Axis x = Axis.Fit(Positions(), _chart.LogX, 0, (int)Math.Clamp((end - left) / 80, 3, 10), whole);

        // Half of the last label stands beyond the end of the axis.
        double overhang = x.Ticks.Count == 0 ? 0 : TextMeasure.Width(x.Ticks[^1].Label) / 2 - (1 - x.Fraction(x.Ticks[^1].Value)) * (end - left);
        return new Plot(left, top, right is null ? Math.Min(end, _chart.Width - 6 - overhang) : end, bottom, x, y, right);

        static double Widest(Axis axis) => axis.Ticks.Max(tick => TextMeasure.Width(tick.Label));
    }

    private IEnumerable<double> Heights(bool onRight) => _chart.Series
        .Where(series => series.OnRight == onRight)
        .SelectMany(series => Shown(series).Select(point => point.Y).Concat(Band.Edges(series, _chart.LogX, onRight ? _chart.LogRight : _chart.LogY)))
        .Concat(_chart.Marks.Where(mark => mark.OnRight == onRight).Select(mark => mark.Y));

    private IEnumerable<double> Positions() => _chart.Series
        .SelectMany(Shown)
        .Select(point => point.X)
        .Concat(_chart.Marks.Select(mark => mark.X));

    private IEnumerable<(double X, double Y)> Shown(Series series) =>
        series.PointsOn(_chart.LogX, series.OnRight ? _chart.LogRight : _chart.LogY);

    private static void CheckMarks(LineChart chart)
    {
        foreach (MarkedPoint mark in chart.Marks)
        {
            if (Axis.CanShow(mark.X, chart.LogX) && Axis.CanShow(mark.Y, mark.OnRight ? chart.LogRight : chart.LogY)) continue;
            throw new ArgumentException($"The mark \"{mark.Label}\" at {NumberText.Short(mark.X)}, {NumberText.Short(mark.Y)} has no place on a log axis; leave it out, or use a linear axis.");
        }
    }

    private void WriteHeading(SvgWriter svg)
    {
        double room = _chart.Width - 2 * Margin;
        double y = Margin;
        if (_titleHeight > 0) Write(_chart.Title, "title", TitleSize * 1.06, Margin, y + 14, "", room);
        _legend.Write(svg, Margin, y + _titleHeight);
        double labels = _plot.Top - 8;
        double share = _chart.RightLabel.Length > 0 ? room / 2 - 8 : room;
        if (_labelHeight > 0) Write(_chart.YLabel, "soft", TextSize, Margin, labels, "", share);
        if (_labelHeight > 0 && _plot.RightY is not null) Write(_chart.RightLabel, "soft", TextSize, _chart.Width - Margin, labels, "end", share);
        if (_xLabelHeight > 0) Write(_chart.XLabel, "soft", TextSize, (_plot.Left + _plot.Right) / 2, _plot.Bottom + 2 * Line, "middle", _plot.Width);
        if (_noteHeight > 0) Write(_note, "soft", TextSize, Margin, _chart.Height - Margin + 2, "", room);

        void Write(string text, string style, double size, double x, double baseline, string anchor, double space)
        {
            string shown = TextMeasure.Elide(text, space, size);
            if (text.Length > 0)
                svg.Text("text", shown, shown == text ? "" : text, ("class", style), ("x", SvgWriter.Number(x)), ("y", SvgWriter.Number(baseline)), ("text-anchor", anchor));
        }
    }

    private void WriteAxes(SvgWriter svg)
    {
        foreach (Tick tick in _plot.Y.Ticks)
        {
            double y = Math.Round(_plot.Place(0, tick.Value, false).Y) + 0.5;
            svg.Empty("path", ("class", "grid"), ("d", SvgWriter.Path([new Point(_plot.Left, y), new Point(_plot.Right, y)])));
            Label(tick.Label, _plot.Left - 8, y + 4, "end");
        }

        foreach (Tick tick in _plot.RightY?.Ticks ?? [])
            Label(tick.Label, _plot.Right + 8, _plot.Place(0, tick.Value, true).Y + 4.5, "");

        double bottom = Math.Round(_plot.Bottom) + 0.5;
        double free = double.NegativeInfinity;
        foreach (Tick tick in _plot.X.Ticks)
        {
            double x = Math.Round(_plot.Left + _plot.X.Fraction(tick.Value) * _plot.Width) + 0.5;
            double half = TextMeasure.Width(tick.Label) / 2;
            svg.Empty("path", ("class", "axis"), ("d", SvgWriter.Path([new Point(x, bottom), new Point(x, bottom + 4)])));
            if (x - half < free) continue;
            Label(tick.Label, x, bottom + 18, "middle");
            free = x + half + 4;
        }

        svg.Empty("path", ("class", "axis"), ("d", SvgWriter.Path([new Point(_plot.Left, bottom), new Point(_plot.Right, bottom)])));

        void Label(string text, double x, double y, string anchor) =>
            svg.Text("text", text, "", ("class", "soft"), ("x", SvgWriter.Number(x)), ("y", SvgWriter.Number(y)), ("text-anchor", anchor));
    }

    private void WriteLine(SvgWriter svg, int index, List<List<Point>> runs)
    {
        Series series = _chart.Series[index];
        string colour = Colour(index);
        string path = string.Join("", runs.Where(run => run.Count > 1).Select(SvgWriter.Path));
        if (path.Length > 0)
        {
            svg.Open("path", ("class", $"line {colour}"), ("stroke-dasharray", Palette.DashOf(series.Colour ?? index)), ("style", series.Faint ? Pale : ""), ("d", path));
            svg.Text("title", series.Name, "");
            svg.Close();
        }

        // A value between two gaps, or the only one, has no line to be on.
        foreach (List<Point> alone in runs.Where(run => run.Count == 1))
            svg.Empty("circle", ("class", $"dot {colour}"), ("style", series.Faint ? Pale : ""), ("cx", SvgWriter.Number(alone[0].X)), ("cy", SvgWriter.Number(alone[0].Y)), ("r", "3"));
    }

    private void WriteBand(SvgWriter svg, int index)
    {
        foreach (List<Point> outline in Band.Of(_chart.Series[index], _plot))
            svg.Empty("path", ("class", $"dot {Colour(index)}"), ("fill-opacity", "0.16"), ("d", SvgWriter.Path(outline)));
    }

    private string Colour(int index) => $"c{Palette.ColourOf(_chart.Series[index].Colour ?? index)}";

    private void WriteMarks(SvgWriter svg, List<List<List<Point>>> lines)
    {
        Point[] dots = [.. _chart.Marks.Select(mark => _plot.Place(mark.X, mark.Y, mark.OnRight))];
        MarkPlacement placement = new(_plot, dots, [.. lines.SelectMany(runs => runs)]);
        for (int i = 0; i < dots.Length; i++)
        {
            string label = TextMeasure.Elide(_chart.Marks[i].Label, _plot.Width - 8);
            svg.Empty("circle", ("class", "mark"), ("cx", SvgWriter.Number(dots[i].X)), ("cy", SvgWriter.Number(dots[i].Y)), ("r", "5"));
            if (label.Length == 0) continue;
            Point at = placement.Next(dots[i], TextMeasure.Width(label), out Point? leader);
            if (leader is { } end) svg.Empty("path", ("class", "axis"), ("d", SvgWriter.Path([dots[i], end])));
            svg.Text("text", label, label == _chart.Marks[i].Label ? "" : _chart.Marks[i].Label,
                ("class", "halo"), ("x", SvgWriter.Number(at.X)), ("y", SvgWriter.Number(at.Y)));
        }
    }
}
