using System.CommandLine;
using Anneal.Cli.Outputs;
using Anneal.Cli.Terminal;
using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Cli.Commands;

/// <summary>Shows the catalogue: everything that can be written as a schedule.</summary>
internal sealed class SchedulesCommand : AnnealCommand
{
    private const int SparkCells = 16;
    private const long StepsOfEndless = 40;

    private readonly Argument<string> _name = new("name")
    {
        HelpName = "NAME",
        Arity = ArgumentArity.ZeroOrOne,
        Description = "One entry to show in full: its arguments with their defaults, its formula, an example and its chart.",
    };

    private readonly Option<string> _dialect = new("--dialect") { HelpName = "PEER", Description = "List another library's schedulers, under its own names, instead of ours. Default: ours." };
    private readonly Option<bool> _json = new("--json") { Description = "Write the entries as JSON." };

    public SchedulesCommand() : base("schedules", "List every schedule and every way to combine them, with formula and shape; or show one in full.")
    {
        _name.CompletionSources.Add(_ => Catalogue.Schedules.Select(entry => entry.Name).Concat(Catalogue.Dialects.Select(entry => $"{entry.Dialect}:{entry.Name}")));
        _dialect.CompletionSources.Add(_ => Peers);
        Add(_name);
        Add(_dialect);
        Add(_json);
    }

    public override int Place => 0;

    public override IReadOnlyList<(string Line, string Does)> Examples =>
    [
        ("anneal schedules", "everything, one line each"),
        ("anneal schedules oneCycle", "one entry in full"),
        ("anneal schedules --dialect pytorch", "PyTorch's schedulers under their own names"),
    ];

    private static IEnumerable<string> Peers => Catalogue.Dialects.Select(entry => entry.Dialect!).Distinct();

    public override int Run(ParseResult parsed, Screen screen)
    {
        IReadOnlyList<CatalogueEntry> entries = Choose(parsed.GetValue(_name), parsed.GetValue(_dialect));
        if (parsed.GetValue(_json))
            WriteJson(screen.Data, entries);
        else if (parsed.GetValue(_name) is null)
            List(screen, entries, parsed.GetValue(_dialect) is null);
        else
            Show(screen, entries);
        return 0;
    }

    private static CatalogueEntry[] Choose(string? name, string? dialect)
    {
        if (dialect is not null && !Peers.Contains(dialect, StringComparer.OrdinalIgnoreCase))
            throw new UserError($"There is no dialect '{dialect}'. {Suggest(dialect, Peers)}");
        CatalogueEntry[] entries = dialect is null
            ? [.. Catalogue.Schedules]
            : [.. Catalogue.Dialects.Where(entry => Same(entry.Dialect!, dialect))];
        if (name is null)
            return entries;
        CatalogueEntry[] all = dialect is null ? [.. Catalogue.Schedules, .. Catalogue.Dialects] : entries;
        CatalogueEntry[] named = [.. all.Where(entry => Same(entry.Name, name) || Same(FullName(entry), name))];
        return named.Length > 0
            ? named
            : throw new UserError($"There is no schedule '{name}'. {Suggest(name, all.Select(entry => name.Contains(':') ? FullName(entry) : entry.Name))}");
    }

    private static void List(Screen screen, IReadOnlyList<CatalogueEntry> entries, bool ours)
    {
        int longest = entries.Max(entry => entry.Name.Length);
        bool? combinator = null;
        foreach (CatalogueEntry entry in entries)
        {
            if (entry.IsCombinator != combinator)
            {
                if (combinator is not null)
                    screen.Out.WriteLine();
                screen.Strong(entry.IsCombinator ? "combinators" : ours ? "schedules" : entry.Library!);
                screen.Out.WriteLine();
                combinator = entry.IsCombinator;
            }

            screen.Out.Write($"  {entry.Name.PadRight(longest)}  ");
            screen.Write(Spark(entry, screen.Unicode).PadRight(SparkCells), 0);
            int left = screen.Width - longest - SparkCells - 6;
            string formula = entry.Formula.Length > 0 ? entry.Formula : "your own function, in code";
            screen.Out.WriteLine($"  {CellText.Elide(formula, Math.Max(8, left))}".TrimEnd());
        }

        screen.Out.WriteLine();
        if (ours)
            HelpText.Paragraph(screen, "t is the step, p = t / over the progress from 0 to 1. Combinators are methods on a schedule, or stand between two.", 0);
        if (ours && Peers.Any())
            HelpText.Paragraph(screen, $"Other libraries' schedulers: --dialect {string.Join(", ", Peers)}.", 0);
        HelpText.Paragraph(screen, "One in full: anneal schedules NAME.", 0);
    }

    // Of one name in several libraries ours comes first, and the others are named.
    private static void Show(Screen screen, IReadOnlyList<CatalogueEntry> entries)
    {
        Show(screen, entries[0]);
        if (entries.Count == 1)
            return;
        screen.Out.WriteLine();
        HelpText.Paragraph(screen, $"Also: {string.Join(", ", entries.Skip(1).Select(FullName))}.", 0);
    }

    private static void Show(Screen screen, CatalogueEntry entry)
    {
        screen.Strong(entry.Signature);
        screen.Out.WriteLine();
        if (entry.Library is not null)
            screen.Out.WriteLine($"  {entry.Library}; written {entry.Dialect}:{entry.Name}(…)");
        if (entry.IsCombinator)
            screen.Out.WriteLine(char.IsLetter(entry.Name[0]) && entry.Name != "then" ? $"  works on a schedule: schedule.{entry.Name}(…)" : $"  stands between two schedules: a {entry.Name} b");
        if (entry.Formula.Length > 0)
            screen.Out.WriteLine($"  value    {entry.Formula}");
        if (entry.Example.Length > 0)
            screen.Out.WriteLine($"  example  {entry.Example}");
        if (Momentum.Exists(entry))
            screen.Out.WriteLine($"  momentum {entry.Name}Momentum; anneal plot --momentum draws both");
        if (Read(entry) is not { } schedule)
            return;
        screen.Out.WriteLine();
        Curve curve = new("", schedule);
        screen.Draw(new BrailleChart
        {
            Series = [curve.Line(Steps(schedule), 4 * screen.Width)],
            XLabel = "step",
            Width = Math.Min(screen.Width, 80),
            Height = Math.Min(screen.ChartRows, 12),
            Unicode = screen.Unicode,
        }.Draw());
    }

    private static string Spark(CatalogueEntry entry, bool unicode)
        => Read(entry) is { } schedule ? Sparkline.Draw(schedule.Sample(Steps(schedule)), SparkCells, unicode) : "";

    private static long Steps(Schedule schedule) => Math.Clamp(schedule.Length ?? StepsOfEndless, 1, 1000);

    // Controllers have examples too, but no curve: they wait for a metric.
    private static Schedule? Read(CatalogueEntry entry)
        => entry.Example.Length > 0 && Schedule.TryParse(entry.Example, out Schedule? schedule, out _, RunLength.Of(20, 10)) ? schedule : null;

    private static void WriteJson(TextWriter output, IReadOnlyList<CatalogueEntry> entries)
    {
        output.Write('[');
        for (int i = 0; i < entries.Count; i++)
        {
            CatalogueEntry entry = entries[i];
            output.Write(i == 0 ? "\n" : ",\n");
            output.Write($" {{\"name\":{Json.Text(entry.Name)},\"dialect\":{Json.Text(entry.Dialect)},\"combinator\":{(entry.IsCombinator ? "true" : "false")},");
            output.Write($"\"signature\":{Json.Text(entry.Signature)},\"formula\":{Json.Text(entry.Formula)},\"example\":{Json.Text(entry.Example)}}}");
        }

        output.Write("\n]\n");
    }

    private static string FullName(CatalogueEntry entry) => entry.Dialect is null ? entry.Name : $"{entry.Dialect}:{entry.Name}";

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static string Suggest(string name, IEnumerable<string> known)
    {
        string[] names = [.. known.Distinct()];
        return Catalogue.Nearest(name, names) is string nearest ? $"Did you mean '{nearest}'?" : $"Known: {string.Join(", ", names)}.";
    }
}
