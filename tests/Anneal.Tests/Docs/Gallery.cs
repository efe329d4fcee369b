using System.Globalization;
using System.Text;
using Anneal.Charts;
using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Tests.Docs;

/// <summary>The gallery of the documentation, worked out from the catalogue: text, pictures and the C# of every example.</summary>
internal static class Gallery
{
    public static IEnumerable<CatalogueEntry> Entries => Catalogue.Schedules.Where(entry => entry.Example.Length > 0);

    public static string Markdown()
    {
        StringBuilder text = new();
        text.Append("""
            # Schedules

            Every schedule, recipe and combinator, drawn by `anneal plot`. *t* is the step, counted from 0: the first update uses the value at step 0.
            *p* = t / over is the progress. After its last step a schedule holds its last value; [`strict`](#strict) refuses instead, [`repeat`](#repeat) starts again.

            The text form is what `anneal` takes on the command line, what `ToString()` prints and `Schedule.Parse` reads; lengths may be said as `5ep` (epochs), `10%` (of the run) or
            `rest` where the run is known. JSON comes from `System.Text.Json` and holds the same names. The C# below each picture is compiled, and compared with the text form, by the tests.

            The peers' schedulers under their own names, `pytorch:`, `paddle:`, `paddleocr:`, `djl:`, `hf:`, `timm:`, are listed by `anneal schedules --dialect`, and [parity.md](parity.md) says how close they are.


            """);
        Section(text, "Schedules and recipes", Entries.Where(entry => !entry.IsCombinator));
        Section(text, "Combinators", Entries.Where(entry => entry.IsCombinator));
        return text.ToString().TrimEnd() + "\n";
    }

    /// <summary>The C# of every example as one compiled file.</summary>
    public static string Source()
    {
        StringBuilder text = new();
        text.Append("""
            using Anneal.Schedules;

            namespace Anneal.Samples.Generated;

            /// <summary>The C# of every example in docs/schedules.md, written by its test.</summary>
            public static class GallerySamples
            {
                public static IReadOnlyDictionary<string, Schedule> All { get; } = new Dictionary<string, Schedule>
                {

            """);
        foreach (CatalogueEntry entry in Entries)
            text.Append(CultureInfo.InvariantCulture, $"        [\"{entry.Name}\"] = {CSharp(entry)},\n");
        return text.Append("    };\n}\n").ToString();
    }

    public static string PictureName(CatalogueEntry entry) => entry.Name switch
    {
        "*" => "times",
        "+" => "plus",
        "-" => "minus",
        string name => name,
    };

    public static string Picture(CatalogueEntry entry)
    {
        Schedule schedule = Schedule.Parse(entry.Example);
        // Between the steps too, so that stairs stand upright and curves are smooth.
        const int between = 20;
        long steps = Math.Clamp(schedule.Length ?? 20, 1, 60);
        int points = (int)steps * between;
        bool strict = entry.Name == "strict";
        double[] x = [.. Enumerable.Range(0, strict ? points : points + 1).Select(i => (double)i / between)];
        return new LineChart
        {
            Series = [new Series(entry.Example, x, [.. x.Select(schedule.At)])],
            XLabel = "step",
            Width = 600,
            Height = 240,
        }.ToSvg();
    }

    // As a person writes it, not as the recipe spells it out.
    private static string CSharp(CatalogueEntry entry) => CSharpWriter.Write(Parser.Parse(entry.Example));

    private static string Meaning(CatalogueEntry entry)
    {
        string written = ScheduleWriter.Write(Parser.Parse(entry.Example));
        string meant = Schedule.Parse(entry.Example).ToString();
        return meant == written ? "" : $"| is | `{meant}` |\n";
    }

    private static void Section(StringBuilder text, string title, IEnumerable<CatalogueEntry> entries)
    {
        text.Append(CultureInfo.InvariantCulture, $"## {title}\n\n");
        foreach (CatalogueEntry entry in entries)
        {
            text.Append(CultureInfo.InvariantCulture, $"""
                <a id="{PictureName(entry)}"></a>

                ### `{entry.Name}`

                {entry.Formula}

                ![{entry.Name}](pictures/{PictureName(entry)}.svg)

                | | |
                |---|---|
                | arguments | `{entry.Signature}` |
                | C# | `{CSharp(entry)}` |
                | text | `{entry.Example}` |
                | command line | `anneal plot "{entry.Example}"` |
                {Meaning(entry)}


                """);
        }
    }
}
