using System.Globalization;
using System.Xml.Linq;
using Anneal.Charts;

namespace Anneal.Tests.Charts;

public class BandTests
{
    private static readonly Series _line = new("mean", [0.5, 0.6, 0.7, 0.8, 0.9]) { Low = [0.4, 0.5, 0.67, 0.8, 0.7], High = [0.6, 0.8, 0.9, 0.8, 1] };

    [Fact]
    public void Bands_and_faint_lines_draw_the_expected_picture() =>
        Expected.Matches("tests/Anneal.Tests/Charts/band.svg", new LineChart
        {
            Title = "Three seeds",
            XLabel = "epoch",
            Series = [new("raw", [0.5, 0.75, 0.55, 0.95, 0.8]) { Faint = true, Colour = 1 }, _line with { Colour = 1 }, new("rate", [1, 2, 3, 2, 1]) { OnRight = true, Colour = 9 }],
        }.ToSvg());

    [Fact]
    public void A_band_runs_along_the_high_edge_and_back_along_the_low_one()
    {
        double[][] corners = Corners(Bands(new() { Series = [_line] }).Single());
        Assert.Equal(10, corners.Length);
        Assert.All(Enumerable.Range(0, 5), i => Assert.Equal(corners[i][0], corners[9 - i][0]));
        Assert.All(Enumerable.Range(0, 5), i => Assert.True(corners[i][1] <= corners[9 - i][1]));
    }

    [Fact]
    public void The_axis_has_room_for_the_band()
    {
        double[][] corners = Corners(Bands(new() { Series = [new("a", [1, 1]) { Low = [-5, 0], High = [2, 9] }] }).Single());
        Assert.All(corners, corner => Assert.InRange(corner[1], 0, 400));
        Assert.True(corners.Max(corner => corner[1]) - corners.Min(corner => corner[1]) > 200);
    }

    [Fact]
    public void A_gap_in_an_edge_parts_the_band_and_what_stands_alone_is_a_bar()
    {
        string[] bands = Bands(new() { Series = [new("a", [1, 2, 3, 4]) { Low = [0, 1, double.NaN, 3], High = [2, 3, 4, 5] }] });
        Assert.Equal(2, bands.Length);
        double[][] bar = Corners(bands[1]);
        Assert.Equal(1.5, bar[1][0] - bar[0][0], 0.11);
    }

    [Fact]
    public void On_a_log_axis_an_edge_below_zero_lies_on_the_bottom()
    {
        double[][] corners = Corners(Bands(new() { LogY = true, Series = [new("a", [1, 2]) { Low = [-1, 0.5], High = [2, 3] }] }).Single());
        double bottom = corners.Max(corner => corner[1]);
        Assert.Equal(bottom, corners[3][1]);
        Assert.True(corners[2][1] < bottom);
    }

    [Fact]
    public void A_stepped_line_has_a_stepped_band()
    {
        double[][] corners = Corners(Bands(new() { Series = [new("a", [1, 2]) { Stepped = true, Low = [0, 1], High = [2, 3] }] }).Single());
        Assert.Equal(corners[0][1], corners[1][1]);
        Assert.Equal(corners[1][0], corners[2][0]);
    }

    [Fact]
    public void A_faint_line_is_drawn_but_neither_named_nor_described()
    {
        string svg = new LineChart { Series = [new("raw", [1, 3, 2]) { Faint = true }, new("smooth", [1, 2, 2])] }.ToSvg();
        Assert.Equal(1, svg.Split("opacity").Length - 1);
        Assert.Equal(1, svg.Split("raw").Length - 1);
        Assert.Contains("<title>raw</title>", svg);
    }

    [Fact]
    public void Half_a_band_and_edges_of_another_length_are_refused()
    {
        Assert.Contains("one for every y", Agree.Refused(() => _ = _line with { Low = [1] }));
        Assert.Contains("or neither", Agree.Refused(() => _ = new LineChart { Series = [_line with { High = null }] }));
        Assert.Contains("Colour", Agree.Refused(() => _ = _line with { Colour = -1 }));
    }

    private static string[] Bands(LineChart chart) =>
        [.. XDocument.Parse(chart.ToSvg()).Root!.Elements().Where(element => element.Attribute("fill-opacity") is not null).Select(element => element.Attribute("d")!.Value)];

    private static double[][] Corners(string path) =>
        [.. path.TrimStart('M').Split(' ').Select(pair => Array.ConvertAll(pair.Split(','), number => double.Parse(number, CultureInfo.InvariantCulture)))];
}
