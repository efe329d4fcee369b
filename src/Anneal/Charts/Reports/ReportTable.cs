namespace Anneal.Charts.Reports;

/// <summary>A table that the reader sorts by a click on the head of a column.</summary>
public sealed record ReportTable : ReportSection
{
    /// <summary>A table below a heading.</summary>
    /// <param name="heading">The heading; empty for none.</param>
    /// <param name="columns">The columns from left to right; at least one.</param>
    /// <param name="rows">The rows from top to bottom, each with one cell for every column.</param>
    /// <exception cref="ArgumentException">There is no column, or a row has another number of cells.</exception>
    public ReportTable(string heading, IReadOnlyList<ReportColumn> columns, IReadOnlyList<IReadOnlyList<ReportCell>> rows) : base(heading)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        if (columns.Count == 0) throw new ArgumentException($"The table \"{heading}\" has no columns; name at least one.", nameof(columns));
        for (int i = 0; i < rows.Count; i++)
        {
            if (rows[i].Count != columns.Count)
                throw new ArgumentException($"Row {i} of the table \"{heading}\" has {rows[i].Count} cells for {columns.Count} columns; give one cell for every column, empty where there is nothing to say.", nameof(rows));
        }

        Columns = columns;
        Rows = rows;
    }

    /// <summary>The columns from left to right.</summary>
    public IReadOnlyList<ReportColumn> Columns { get; }

    /// <summary>The rows from top to bottom, before the reader sorts them.</summary>
    public IReadOnlyList<IReadOnlyList<ReportCell>> Rows { get; }

    /// <summary>A line below the table: what the columns mean; empty for none.</summary>
    public string Note { get; init => field = value ?? throw new ArgumentNullException(nameof(Note)); } = "";

    internal override string Style => "table";

    internal override void WriteBody(SvgWriter page)
    {
        // Wide tables are scrolled in a box of their own, which the keyboard reaches too.
        page.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", Heading));
        page.Open("table");
        page.Open("thead");
        page.Open("tr");
        foreach (ReportColumn column in Columns) page.Text("th", column.Name, "", ("scope", "col"), ("class", Side(column)));
        page.Close();
        page.Close();
        page.Open("tbody");
        foreach (IReadOnlyList<ReportCell> row in Rows)
        {
            page.Open("tr");
            for (int i = 0; i < row.Count; i++) WriteCell(page, row[i], Columns[i]);
            page.Close();
        }

        page.Close();
        page.Close();
        page.Close();
        if (Note.Length > 0) page.Text("p", Note, "", ("class", "caption"));
    }

    private static void WriteCell(SvgWriter page, ReportCell cell, ReportColumn column)
    {
        page.Open("td", ("class", Side(column)), ("data-sort", cell.Sort is { } sort ? PlotData.Number(sort, 17) : ""));
        if (cell.Colour is { } colour)
        {
            page.Open("svg", ("class", "swatch"), ("width", "24"), ("height", "10"), ("aria-hidden", "true"));
            page.Empty("path", ("class", $"line c{Palette.ColourOf(colour)}"), ("stroke-dasharray", Palette.DashOf(colour)), ("d", "M1,5 23,5"));
            page.Close();
        }

        page.Text("span", cell.Text, "");
        page.Close();
    }

    private static string Side(ReportColumn column) => column.Right ? "right" : "";
}
