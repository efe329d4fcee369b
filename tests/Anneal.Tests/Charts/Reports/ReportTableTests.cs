using Anneal.Charts.Reports;

namespace Anneal.Tests.Charts.Reports;

public class ReportTableTests
{
    private static readonly ReportColumn[] _columns = [new("schedule"), new("accuracy", Right: true)];

    [Fact]
    public void Cells_carry_the_number_they_are_sorted_by()
    {
        string page = new Report { Title = "", Sections = [new ReportTable("t", _columns, [["cosine", new ReportCell("a third", 1 / 3.0)], ["step", new ReportCell("–", double.NaN)]])] }.ToHtml();
        Assert.Contains("<td class=\"right\" data-sort=\"0.3333333333333333\">\n<span>a third</span>", page);
        Assert.Contains("<td class=\"right\" data-sort=\"null\">\n<span>–</span>", page);
        Assert.Contains("<td>\n<span>cosine</span>", page);
    }

    [Fact]
    public void The_colour_of_a_group_is_a_line_as_in_the_legend() =>
        Assert.Contains("<path class=\"line c2\" stroke-dasharray=\"7 4\"", new Report { Title = "", Sections = [new ReportTable("t", [new("a")], [[new ReportCell("x", Colour: 10)]])] }.ToHtml());

    [Fact]
    public void Errors_name_the_remedy()
    {
        Assert.Contains("at least one", Agree.Refused(() => _ = new ReportTable("t", [], [])));
        Assert.Contains("Row 1 of the table \"t\" has 1 cells for 2 columns", Agree.Refused(() => _ = new ReportTable("t", _columns, [["a", "b"], ["c"]])));
        Assert.ThrowsAny<ArgumentException>(() => new ReportCell(null!));
        Assert.ThrowsAny<ArgumentException>(() => new ReportColumn(null!));
    }
}
