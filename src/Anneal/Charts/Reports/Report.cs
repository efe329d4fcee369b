namespace Anneal.Charts.Reports;

/// <summary>Texts, tables and plots as one HTML file that needs nothing else: it opens from disk, by e-mail, without a network.</summary>
/// <remarks>
/// The page follows the reader's light or dark setting, prints, and has the same bytes for the same report on every machine. Its policy
/// forbids the browser to fetch anything. Where scripts do not run, the plots are pictures.
/// </remarks>
public sealed record Report
{
    // What the page itself may do: its own style and script, and nothing from anywhere.
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    /// <summary>The heading, and the name of the browser's tab.</summary>
    public required string Title { get; init => field = value ?? throw new ArgumentNullException(nameof(Title)); }

    /// <summary>A line below the heading: when, where, with what.</summary>
    public string Subtitle { get; init => field = value ?? throw new ArgumentNullException(nameof(Subtitle)); } = "";

    /// <summary>What the report says, from top to bottom.</summary>
    public IReadOnlyList<ReportSection> Sections { get; init => field = value ?? throw new ArgumentNullException(nameof(Sections)); } = [];

    /// <summary>The report as the text of an HTML file.</summary>
    /// <exception cref="ArgumentException">A curve has not as many kinds of positions as its plot names.</exception>
    public string ToHtml()
    {
        using StringWriter writer = new();
        Write(writer);
        return writer.ToString();
    }

    /// <summary>Writes the report as the text of an HTML file; UTF-8 is the encoding it names.</summary>
    /// <exception cref="ArgumentException">A curve has not as many kinds of positions as its plot names; nothing is written then.</exception>
    public void Write(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        foreach (ReportSection section in Sections) section.Check();
        SvgWriter page = new(writer);
        writer.Write("<!DOCTYPE html>\n");
        page.Open("html", ("lang", "en"));
        page.Open("head");
        page.Empty("meta", ("charset", "utf-8"));
        page.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        page.Empty("meta", ("http-equiv", "Content-Security-Policy"), ("content", Policy));
        page.Empty("meta", ("name", "color-scheme"), ("content", "light dark"));
        page.Text("title", Title, "");
        page.Style($"{Palette.Variables}\n{Palette.PageSheet}\n{Resource.Read("report.css")}");
        page.Close();
        page.Open("body", ("class", "anneal-chart"));
        page.Open("header");
        page.Text("h1", Title, "");
        if (Subtitle.Length > 0) page.Text("p", Subtitle, "", ("class", "subtitle"));
        page.Close();
        page.Open("main");
        foreach (ReportSection section in Sections)
        {
            page.Open("section", ("class", section.Style));
            if (section.Heading.Length > 0) page.Text("h2", section.Heading, "");
            section.WriteBody(page);
            page.Close();
        }

        page.Close();
        if (Sections.Any(section => section.NeedsScript)) page.Script(Resource.Read("report.js"));
        page.Close();
        page.Close();
    }
}
