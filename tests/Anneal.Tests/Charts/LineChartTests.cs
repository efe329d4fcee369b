using System.Globalization;
using System.Xml.Linq;
using Anneal.Charts;
using FsCheck;
using FsCheck.Fluent;

namespace Anneal.Tests.Charts;

public class LineChartTests
{
    private static readonly XNamespace _svg = "http://www.w3.org/2000/svg";

    private static readonly Config _many = Config.QuickThrowOnFailure.WithReplay(7, 1);

    [Fact]
    public void Any_words_make_well_formed_xml() =>
        Prop.ForAll<string, string, string>((name, title, label) =>
        {
            LineChart chart = new()
            {
                Title = title ?? "",
                XLabel = label ?? "",
                YLabel = name ?? "",
                Series = [new(name ?? "", [1, 2]), new("\0\u001b]]>\ud800&<\"'￾", [2, 1])],
                Marks = [new(0, 1, label ?? "")],
            };
            Assert.Equal(_svg + "svg", Read(chart).Name);
        }).Check(_many);

    [Fact]
    public void Any_numbers_make_a_drawing_inside_its_paper_or_a_clear_error() =>
        Prop.ForAll<double[], bool, bool>((values, log, stepped) =>
        {
            LineChart chart = new() { Series = [new("loss", values ?? []) { Stepped = stepped }], LogY = log };
            if (!(values ?? []).Any(value => double.IsFinite(value) && (!log || value > 0)))
            {
                Assert.Throws<ArgumentException>(chart.ToSvg);
                return;
            }

            Assert.All(Paths(Read(chart)).SelectMany(Corners), point =>
            {
                Assert.InRange(point.X, 0, 720);
                Assert.InRange(point.Y, 0, 400);
            });
        }).Check(_many);

    [Fact]
    public void Names_come_back_as_they_were()
    {
        const string Name = "a<b>&\"c\" 'd' ü 漢字 🙂";
        XElement svg = Read(new() { Series = [new(Name, [1, 2])] });
        Assert.Contains(svg.Elements(_svg + "text"), text => text.Value == Name);
        Assert.Equal(Name, svg.Elements(_svg + "path").Single(path => path.HasElements).Value.Trim());
    }

    [Fact]
    public void A_long_name_is_shortened_in_the_middle_and_whole_in_its_tooltip()
    {
        string name = $"sweep/{new string('x', 300)}/seed7";
        XElement label = Read(new() { Series = [new(name, [1, 2])] }).Elements(_svg + "text").First();
        Assert.StartsWith("sweep/xxx", label.Value);
        Assert.Contains("…", label.Value);
        Assert.Contains("seed7", label.Value);
        Assert.Equal(name, label.Element(_svg + "title")?.Value);
    }

    [Fact]
    public void The_same_chart_has_the_same_bytes_and_no_carriage_return()
    {
        LineChart chart = new() { Title = "t", Series = [new("a", [.. Enumerable.Range(0, 5000).Select(i => Math.Sin(i))])] };
        using StringWriter writer = new() { NewLine = "\r\n" };
        chart.WriteSvg(writer);
        Assert.Equal(chart.ToSvg(), writer.ToString());
        Assert.DoesNotContain('\r', chart.ToSvg());
    }

    [Fact]
    public void Light_and_dark_are_in_the_file_and_nothing_is_fetched()
    {
        string svg = new LineChart { Series = [new("a", [1, 2])] }.ToSvg();
        Assert.Contains("@media (prefers-color-scheme:dark)", svg);
        Assert.Contains("<rect class=\"paper\"", svg);
        Assert.Equal(1, svg.Split("http").Length - 1);
        Assert.DoesNotContain("url(", svg);
    }

    [Fact]
    public void A_screen_reader_hears_title_and_values()
    {
        XElement svg = Read(new() { Title = "Cosine", Series = [new("rate", [0.3, 0.1, 0.2])], Marks = [new(1, 0.1, "lowest")] });
        Assert.Equal("img", svg.Attribute("role")?.Value);
        Assert.Equal("Cosine", svg.Element(_svg + "title")?.Value);
        Assert.Equal("Line chart over x from 0 to 2. rate: first 0.3, last 0.2, lowest 0.1, highest 0.3. Marked: lowest at 1, 0.1.", svg.Element(_svg + "desc")?.Value);
    }

    [Fact]
    public void A_value_that_is_not_finite_leaves_a_gap_and_a_note()
    {
        XElement svg = Read(new() { Series = [new("a", [1, 2, double.NaN, 3, 4, double.PositiveInfinity, 5])] });
        Assert.Equal(2, Paths(svg).Single().Count(letter => letter == 'M'));
        Assert.Single(svg.Elements(_svg + "circle"));
        Assert.Contains(svg.Elements(_svg + "text"), text => text.Value == "Not drawn: 2 not finite");
    }

    [Fact]
    public void A_log_axis_counts_what_it_cannot_show()
    {
        XElement svg = Read(new() { LogY = true, Series = [new("a", [1e-3, 0, 1e-2, -1, double.NaN, 0.1])] });
        Assert.Contains(svg.Elements(_svg + "text"), text => text.Value == "Not drawn: 2 ≤ 0 (log axis), 1 not finite");
    }

    [Fact]
    public void Stepped_lines_run_level_and_then_jump()
    {
        Series series = new("a", [1, 1, 0.5]) { Stepped = true };
        Point[] corners = [.. Corners(Paths(Read(new() { Series = [series] })).Single())];
        Assert.Equal(4 - 1, corners.Length);
        Assert.Equal(corners[0].Y, corners[1].Y);
        Assert.Equal(corners[1].X, corners[2].X);
    }

    [Fact]
    public void A_hundred_thousand_noisy_steps_fit_in_forty_kilobytes()
    {
        Random random = new(7);
        string svg = new LineChart { Series = [new("a", [.. Enumerable.Range(0, 100_000).Select(_ => random.NextDouble())])] }.ToSvg();
        Assert.InRange(svg.Length, 10_000, 40_000);
    }

    [Fact]
    public void A_smooth_schedule_fits_in_five_kilobytes() =>
        Assert.InRange(new LineChart { Series = [new("a", [.. Enumerable.Range(0, 10_000).Select(i => Math.Cos(i * Math.PI / 10_000))])] }.ToSvg().Length, 1000, 5000);

    [Fact]
    public void A_flat_line_runs_through_the_middle_of_the_plot()
    {
        Point[] ends = [.. Corners(Paths(Read(new() { Series = [new("a", [0.1, 0.1, 0.1])] })).Single())];
        Assert.Equal(2, ends.Length);
        Assert.Equal(ends[0].Y, ends[1].Y);
        Assert.InRange(ends[0].Y, 150, 250);
    }

    [Fact]
    public void The_legend_says_how_many_names_it_leaves_out()
    {
        XElement svg = Read(new() { Height = 200, Series = [.. Enumerable.Range(0, 90).Select(i => new Series($"trial {i}", [i, i + 1]))] });
        XElement rest = svg.Elements(_svg + "text").Single(text => text.Value.StartsWith('…'));
        int shown = svg.Elements(_svg + "text").Count(text => text.Value.StartsWith("trial", StringComparison.Ordinal));
        Assert.StartsWith($"… {90 - shown} more", rest.Value);
        Assert.EndsWith("trial 89", rest.Element(_svg + "title")?.Value);
        Assert.Equal(90, Paths(svg).Count());
    }

    [Fact]
    public void The_right_hand_axis_has_its_own_range()
    {
        Series momentum = new("momentum", [0.85, 0.95]) { OnRight = true };
        XElement svg = Read(new() { RightLabel = "momentum", Series = [new("rate", [1e-4, 1e-3]), momentum] });
        Point[][] lines = [.. Paths(svg).Select(path => Corners(path).ToArray())];
        Assert.Equal(lines[0], lines[1]);
        Assert.Contains(svg.Elements(_svg + "text"), text => text.Value == "momentum (right)");
    }

    [Fact]
    public void Labels_of_marks_stay_on_the_paper_and_off_each_other()
    {
        XElement svg = Read(new()
        {
            Series = [new("a", [.. Enumerable.Range(0, 101).Select(i => i * i / 100.0)])],
            Marks = [new(0, 0, "the first"), new(100, 100, "the last of them"), new(99, 98, "nearly the last"), new(98, 96, "before that")],
        });
        (double X, double Y, double Width)[] labels = [.. svg.Elements(_svg + "text")
            .Where(text => (string?)text.Attribute("class") == "halo")
            .Select(text => (Read(text, "x"), Read(text, "y"), TextMeasure.Width(text.Value)))];
        Assert.Equal(4, labels.Length);
        Assert.All(labels, label => Assert.True(label.X >= 0 && label.X + label.Width <= 720 && label.Y is > 10 and < 400));
        foreach ((double x, double y, double width) in labels)
            Assert.Single(labels, other => Math.Abs(other.Y - y) < 16 && other.X < x + width && x < other.X + other.Width);
    }

    [Fact]
    public void Small_charts_are_drawn_too()
    {
        LineChart chart = new() { Title = "a title", XLabel = "step", YLabel = "rate", Series = [new("a", [1, 2]), new("b", [2, 1])] };
        Assert.Equal(2, Paths(Read(chart with { Width = 100, Height = 100 })).Count());
    }

    [Fact]
    public void Errors_name_the_remedy()
    {
        Series[] lines = [new("a", [1, 2])];
        Assert.Contains("at least one series", Assert.Throws<ArgumentException>(() => new LineChart { Series = [] }).Message);
        Assert.Contains("one x for every y", Assert.Throws<ArgumentException>(() => new Series("a", [1], [1, 2])).Message);
        Assert.Contains("720 by 400", Assert.Throws<ArgumentOutOfRangeException>(() => new LineChart { Series = lines, Width = 99 }).Message);
        Assert.Contains("720 by 400", Assert.Throws<ArgumentOutOfRangeException>(() => new LineChart { Series = lines, Height = 10_001 }).Message);
        Assert.Contains("leave at least one on the left", Assert.Throws<ArgumentException>(() => new LineChart { Series = [lines[0] with { OnRight = true }] }).Message);
        Assert.Contains("use a linear axis", Assert.Throws<ArgumentException>(() => new LineChart { Series = [new("a", [0])], LogY = true }.ToSvg()).Message);
        Assert.Contains("mark a finite point", Assert.Throws<ArgumentException>(() => new LineChart { Series = lines, Marks = [new(1, double.NaN, "best")] }).Message);
        Assert.Contains("no place on a log axis", Assert.Throws<ArgumentException>(() => new LineChart { Series = lines, LogY = true, Marks = [new(1, 0, "best")] }.ToSvg()).Message);
        Assert.Throws<ArgumentNullException>(() => new LineChart { Series = lines, Title = null! });
    }

    private static XElement Read(LineChart chart) => XDocument.Parse(chart.ToSvg()).Root!;

    private static double Read(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    // The lines of the chart; those of the legend have no tooltip.
    private static IEnumerable<string> Paths(XElement svg) => svg.Elements(_svg + "path").Where(path => path.HasElements).Select(path => path.Attribute("d")!.Value);

    private static IEnumerable<Point> Corners(string path) => path.Split('M', ' ').Where(pair => pair.Length > 0).Select(pair => pair.Split(','))
        .Select(pair => new Point(double.Parse(pair[0], CultureInfo.InvariantCulture), double.Parse(pair[1], CultureInfo.InvariantCulture)));
}
