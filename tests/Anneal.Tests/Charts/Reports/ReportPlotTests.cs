using System.Text.Json;
using Anneal.Charts;
using Anneal.Charts.Reports;

namespace Anneal.Tests.Charts.Reports;

public class ReportPlotTests
{
    private static readonly PlotCurve _curve = new("seed 1", [1, 2, 3], [0.5, 0.7, 0.9]);

    [Fact]
    public void Positions_that_groups_share_are_written_once()
    {
        JsonElement json = Json(new ReportPlot("a", [new("a", 0, _curve), new("b", 1, _curve, _curve) { Right = [_curve] }]));
        Assert.Equal([1, 2, 3], Numbers(json.GetProperty("positions")[0]));
        Assert.Equal(1, json.GetProperty("positions").GetArrayLength());
        Assert.Equal(0, json.GetProperty("groups")[1].GetProperty("right").GetProperty("x")[0].GetInt32());
    }

    [Fact]
    public void What_is_not_finite_is_null_and_the_end_of_a_curve_is_marked()
    {
        PlotCurve lost = new("seed 2", [1, 2, 3], [0.5, double.NaN, double.PositiveInfinity]);
        JsonElement main = Json(new ReportPlot("a", [new("a", 0, _curve, lost)])).GetProperty("groups")[0].GetProperty("main");
        Assert.Equal("[0.5,null,null]", main.GetProperty("y")[1].GetRawText());
        Assert.Equal("[-1,0]", main.GetProperty("ends").GetRawText());
    }

    [Fact]
    public void A_gap_in_between_and_an_early_end_are_no_loss()
    {
        PlotCurve gap = new("seed 2", [1, 2, 3], [0.5, double.NaN, 1]);
        PlotCurve early = new("seed 3", [1, 2], [0.5, 0.6]);
        JsonElement main = Json(new ReportPlot("a", [new("a", 0, _curve, gap, early)])).GetProperty("groups")[0].GetProperty("main");
        Assert.Equal("[-1,-1,-1]", main.GetProperty("ends").GetRawText());
        Assert.Equal("[0.5,0.6,null]", main.GetProperty("y")[2].GetRawText());
    }

    [Fact]
    public void Without_scripts_the_mean_and_its_band_are_a_picture()
    {
        PlotCurve other = new("seed 2", [1, 2, 3], [0.1, 0.3, 0.5]);
        LineChart picture = new PlotData(new ReportPlot("a", [new("a", 3, _curve, other) { Right = [_curve] }]) { Smoothing = 0.5 }).Picture()!;
        Assert.Equal([true, false, false], picture.Series.Select(series => series.Faint));
        Assert.Equal([3, 3, 11], picture.Series.Select(series => series.Colour));
        Assert.All(picture.Series[0].Y.Zip([0.3, 0.5, 0.7]), pair => Agree.Within(1e-12, pair.Second, pair.First));
        Assert.Equal(Smoothing.Of(other.Y, 0.5), picture.Series[1].Low!);
        Assert.Equal(Smoothing.Of(_curve.Y, 0.5), picture.Series[1].High!);
        Assert.True(picture.Series[2].OnRight);
    }

    [Fact]
    public void A_plot_of_nothing_finite_says_so()
    {
        ReportPlot plot = new("a", [new("a", 0, new PlotCurve("seed 1", [1, 2], [double.NaN, double.NaN])), new("b", 1, new PlotCurve("", [], []))]);
        Assert.Contains("no value is finite", new Report { Title = "", Sections = [plot] }.ToHtml());
        Assert.Equal("[[null,null]]", Json(plot).GetProperty("groups")[0].GetProperty("main").GetProperty("y").GetRawText());
    }

    [Theory, InlineData(true, false), InlineData(false, true), InlineData(true, true)]
    public void A_log_axis_without_anything_positive_is_drawn_linear_in_the_picture(bool logX, bool logY)
    {
        ReportPlot plot = new("a", [new("a", 0, new PlotCurve("", [-2, 0], [-1, 0])) { Right = [new PlotCurve("", [-2, 0], [0, 0])] }]) { LogX = logX, LogY = logY, LogRight = true };
        LineChart picture = new PlotData(plot).Picture()!;
        Assert.False(picture.LogX || picture.LogY || picture.LogRight);
        Assert.StartsWith("<svg", picture.ToSvg());
    }

    [Fact]
    public void Errors_name_the_remedy()
    {
        Assert.Contains("one x for every y", Agree.Refused(() => _ = new PlotCurve("a", [1], [1, 2])));
        Assert.Contains("ascend", Agree.Refused(() => _ = new PlotCurve("a", [2, 1], [1, 2])));
        Assert.Contains("Position 1", Agree.Refused(() => _ = new PlotCurve("a", [1, double.NaN], [1, 2])));
        Assert.Contains("one for every point", Agree.Refused(() => _ = _curve with { OtherX = [[1, 2]] }));
        Assert.Contains("at least one", Agree.Refused(() => _ = new PlotGroup("a", 0)));
        Assert.Contains("colour", Agree.Refused(() => _ = new PlotGroup("a", -1, _curve)));
        Assert.Contains("at least one", Agree.Refused(() => _ = new ReportPlot("a", [])));
        Assert.Contains("called \"b\"", Agree.Refused(() => _ = new ReportPlot("a", [new("b", 0, _curve), new("b", 1, _curve)])));
        Assert.Contains("below 1", Agree.Refused(() => _ = new ReportPlot("a", [new("b", 0, _curve)]) { Smoothing = 1 }));
    }

    private static JsonElement Json(ReportPlot plot) => JsonDocument.Parse(new PlotData(plot).ToJson()).RootElement;

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetDouble())];
}
