using System.CommandLine;
using Anneal.Cli.Outputs;
using Anneal.Cli.Storage;
using Anneal.Cli.Terminal;

namespace Anneal.Cli.Commands;

/// <summary>Says what differs between two runs.</summary>
internal sealed class DiffCommand : AnnealCommand
{
    private readonly Argument<string> _first = new("first") { HelpName = "RUN", Description = $"The first: {AskedRuns.Words}." };
    private readonly Argument<string> _second = new("second") { HelpName = "OTHER", Description = "The other one, likewise." };
    private readonly StoreOptions _store;
    private readonly Option<bool> _json = new("--json") { Description = "Write the differences as JSON to standard output." };

    public DiffCommand() : base("diff", "Say what differs between two runs: settings, schedule, environment, result.")
    {
        Add(_first);
        Add(_second);
        _store = new(this, records: false);
        Add(_json);
    }

    public override int Place => 12;

    public override IReadOnlyList<(string Line, string Does)> Examples => [("anneal diff 11 12", "why is the one better?")];

    public override IReadOnlyList<string> Notes =>
    [
        "Rates and losses are compared bit by bit, update by update: the first that differs is named.",
        "Exit code: 0 when nothing differs, 1 when something does, 2 for input that cannot be used.",
    ];

    public override int Run(ParseResult parsed, Screen screen)
    {
        using IRunStore store = _store.Read(parsed).OpenToRead();
        IReadOnlyList<StoredRun> runs = store.List();
        (StoredRun first, StoredRun second) = (AskedRuns.One(parsed.GetValue(_first)!, runs), AskedRuns.One(parsed.GetValue(_second)!, runs));
        IReadOnlyList<(string Part, IReadOnlyList<Difference> Differences)> parts = new RunDifference(store, first, second).Parts();
        if (parsed.GetValue(_json))
        {
            string differences = string.Join(",", parts.SelectMany(part => part.Differences.Select(one => $"\n {{\"part\":\"{part.Part}\",\"name\":{Json.Text(one.Name)},\"first\":{Json.Text(one.First)},\"second\":{Json.Text(one.Second)}}}")));
            screen.Data.Write(FormattableString.Invariant($"{{\"first\":{first.Number},\"second\":{second.Number},\"differences\":[{differences}{(differences.Length > 0 ? "\n" : "")}]}}\n"));
        }
        else
        {
            Write(screen, first, second, parts);
        }

        return parts.Any(part => part.Differences.Count > 0) ? 1 : 0;
    }

    private static void Write(Screen screen, StoredRun first, StoredRun second, IReadOnlyList<(string Part, IReadOnlyList<Difference> Differences)> parts)
    {
        int name = Math.Max(10, parts.SelectMany(part => part.Differences).Select(one => one.Name.Length + 2).DefaultIfEmpty(0).Max());
        (string one, string other) = (Head(first), Head(second));
        int most = Math.Max(12, (screen.Width - name - 4) / 2);
        int width = Math.Clamp(parts.SelectMany(part => part.Differences).Select(difference => CellText.Width(difference.First)).Where(cells => cells <= most).Append(one.Length).Max(), 12, most);
        foreach ((string part, IReadOnlyList<Difference> differences) in parts.Where(part => part.Differences.Count > 0))
        {
            screen.Strong($"{part.PadRight(name)}  {one.PadRight(width)}  {other}");
            screen.Out.WriteLine();
            foreach (Difference difference in differences)
                Line(screen, difference, name, width, most);
            screen.Out.WriteLine();
        }

        string[] equal = [.. parts.Where(part => part.Differences.Count == 0).Select(part => part.Part)];
        HelpText.Paragraph(screen, equal.Length == parts.Count ? "Nothing differs." : equal.Length == 0 ? "All parts differ; what is not named is equal." : $"Equal: {string.Join(", ", equal)}, and what is not named above.", 0);
    }

    // Where both do not fit beside each other, they stand below each other.
    private static void Line(Screen screen, Difference difference, int name, int width, int most)
    {
        (string one, string other) = (CellText.Clean(difference.First, screen.Unicode), CellText.Clean(difference.Second, screen.Unicode));
        if (CellText.Width(one) <= width && CellText.Width(other) <= most)
        {
            screen.Out.WriteLine($"  {difference.Name.PadRight(name - 2)}  {one}{new string(' ', width - CellText.Width(one))}  {other}".TrimEnd());
            return;
        }

        screen.Out.Write($"  {difference.Name}");
        HelpText.Paragraph(screen, one, name + 2, difference.Name.Length + 2);
        HelpText.Paragraph(screen, other, name + 2);
    }

    private static string Head(StoredRun run) => FormattableString.Invariant($"run {run.Number}");
}
