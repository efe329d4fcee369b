using System.Text.Json;
using System.Text.RegularExpressions;
using Anneal.Charts.Reports;
using FsCheck;
using FsCheck.Fluent;

namespace Anneal.Tests.Charts.Reports;

public partial class ReportTests
{
    private const string Nasty = "</script><script>alert(1)</script> \"a\" 'b' & <!-- ü 漢字 🙂 \u2028 \ud800";

    [Fact]
    public void A_small_report_is_the_expected_page() =>
        Expected.Matches("tests/Anneal.Tests/Charts/Reports/small.html", WithoutResources(new Report
        {
            Title = "Two schedules",
            Subtitle = "one network, two seeds",
            Sections =
            [
                new ReportText("cosine is best", "By more than the seeds differ.") { Tone = ReportTone.Good },
                new ReportText("", "One run was ended.") { Tone = ReportTone.Warning },
                new ReportTable("Results", [new("schedule"), new("accuracy", Right: true)], [[new("cosine", Colour: 0), new("94.0 %", 0.94)], [new("step", Colour: 9), new("", double.NaN)]]) { Note = "Means." },
                new ReportPlot("Accuracy",
                [
                    new("cosine", 0, new PlotCurve("seed 1", [1, 2, 3], [0.5, 0.7, 0.9]), new PlotCurve("seed 2", [1, 2, 3], [0.4, 0.8, 0.94])) { Right = [new PlotCurve("", [1, 2, 3], [0.1, 0.05, 0])] },
                    new("step", 9, new PlotCurve("seed 1", [1, 2, 3], [0.5, 0.3, double.NaN])),
                ]) { XLabel = "epoch", YLabel = "accuracy", RightLabel = "rate" },
            ],
        }.ToHtml()));

    [Fact]
    public void Whatever_the_names_are_they_are_text_and_come_back()
    {
        string page = Page(Nasty);
        Assert.DoesNotContain("alert(1)</script>", page);
        Assert.Equal(Count(page, "<script"), Count(page, "</script>"));
        Assert.Equal(2, Count(page, "</script>"));
        Assert.Equal(Nasty.Replace('\ud800', '\ufffd'), Json(page).GetProperty("groups")[0].GetProperty("name").GetString());
        Assert.Contains("<h1>&lt;/script&gt;&lt;script&gt;alert(1)", page);
    }

    [Fact]
    public void Any_name_leaves_the_page_with_the_same_elements()
    {
        string[] plain = [.. Tag().Matches(Page("plain")).Select(match => match.Value)];
        Prop.ForAll<string>(name => Assert.Equal(plain, Tag().Matches(Page(name ?? "")).Select(match => match.Value))).Check(Config.QuickThrowOnFailure.WithReplay(7, 1));
    }

    [Fact]
    public void Nothing_is_fetched_and_the_page_forbids_it()
    {
        string page = Page("a");
        Assert.Contains("Content-Security-Policy\" content=\"default-src 'none'", page);
        Assert.Equal(2, Count(page, "http://"));
        Assert.Equal(2, Count(page, "http://www.w3.org/2000/svg"));
        Assert.DoesNotContain("https://", page);
        Assert.DoesNotContain("url(", page);
        Assert.DoesNotContain("@import", page);
        Assert.DoesNotContain(" src=", page);
        Assert.DoesNotContain("href=", page);
    }

    [Fact]
    public void The_same_report_has_the_same_bytes_and_no_carriage_return()
    {
        using StringWriter writer = new() { NewLine = "\r\n" };
        Report report = new() { Title = "a", Sections = [new ReportText("b", "c")] };
        report.Write(writer);
        Assert.Equal(report.ToHtml(), writer.ToString());
        Assert.DoesNotContain('\r', writer.ToString());
    }

    [Fact]
    public void Style_and_script_are_small_and_end_where_they_should()
    {
        string script = Resource.Read("report.js");
        string style = Resource.Read("report.css");
        Assert.InRange(script.Length + style.Length, 10_000, 30_000);
        Assert.DoesNotContain("</", script);
        Assert.DoesNotContain("<!--", script);
        Assert.DoesNotContain("</", style);
        Assert.DoesNotContain("innerHTML", script);
        Assert.DoesNotContain("eval(", script);
    }

    [Fact]
    public void A_report_of_words_alone_has_no_script() =>
        Assert.Equal(0, Count(new Report { Title = "a", Sections = [new ReportText("b", "c")] }.ToHtml(), "<script"));

    [Fact]
    public void A_section_without_a_heading_has_none()
    {
        ReportSection bare = new ReportText("", "c");
        Assert.DoesNotContain("<h2", new Report { Title = "a", Sections = [bare] }.ToHtml());
        Assert.Throws<ArgumentNullException>(() => new ReportText(null!, "c"));
    }

    [Fact]
    public void Nothing_is_written_of_a_report_that_is_refused()
    {
        using StringWriter writer = new();
        ReportPlot plot = new("loss", [new("a", 0, new PlotCurve("seed 1", [1], [1]))]) { OtherX = ["epoch"] };
        Assert.Contains("each kind", Agree.Refused(() => new Report { Title = "a", Sections = [plot] }.Write(writer)));
        Assert.Equal("", writer.ToString());
    }

    private static string Page(string name) => new Report
    {
        Title = name,
        Subtitle = name,
        Sections =
        [
            new ReportText("h", name),
            new ReportTable("t", [new(name)], [[new ReportCell(name)]]),
            new ReportPlot("p", [new PlotGroup(name, 0, new PlotCurve(name, [1, 2], [1, 2]))]) { XLabel = name, YLabel = name, RightLabel = name },
        ],
    }.ToHtml();

    private static JsonElement Json(string page) => JsonDocument.Parse(Data().Match(page).Groups[1].Value).RootElement;

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    [GeneratedRegex("<script type=\"application/json\">\n(.*?)\n</script>", RegexOptions.Singleline)]
    private static partial Regex Data();

    // Tags of the page, without the picture, whose legend leaves out an empty name; ids and words play no part.
    [GeneratedRegex("</?(?:html|head|body|header|main|section|h1|h2|div|table|tr|th|td|span|figure|script|noscript|style|meta)\\b")]
    private static partial Regex Tag();

    // Style and script are files of their own, and stand in every page as they are.
    private static string WithoutResources(string page)
    {
        foreach (string name in (string[])["report.css", "report.js"])
        {
            string resource = Resource.Read(name);
            Assert.Contains(resource, page, StringComparison.Ordinal);
            page = page.Replace(resource, $"({name})", StringComparison.Ordinal);
        }

        return page;
    }
}
