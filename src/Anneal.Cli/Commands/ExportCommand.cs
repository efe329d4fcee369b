using System.CommandLine;
using Anneal.Cli.Comparisons;
using Anneal.Cli.Outputs;
using Anneal.Cli.Storage;
using Anneal.Cli.Terminal;

namespace Anneal.Cli.Commands;

/// <summary>Writes stored runs for other programs.</summary>
internal sealed class ExportCommand : AnnealCommand
{
    private readonly Argument<string[]> _runs = new("runs") { HelpName = "RUN", Arity = ArgumentArity.OneOrMore, Description = $"Which ones: {AskedRuns.Words}." };
    private readonly Option<string?> _csv = new("--csv") { HelpName = "FILE", Description = "Every value as a line of CSV; - is standard output." };
    private readonly Option<string?> _json = new("--json") { HelpName = "FILE", Description = "Runs with plan, environment and every value as JSON; - is standard output." };
    private readonly Option<string?> _events = new("--tensorboard") { HelpName = "DIR", Description = "An event file per run, each in a folder of its own below this one." };
    private readonly StoreOptions _store;

    public ExportCommand() : base("export", "Write runs with every value as CSV, JSON or TensorBoard event files.")
    {
        Add(_runs);
        Add(_csv);
        Add(_json);
        Add(_events);
        _store = new(this, records: false);
    }

    public override int Place => 14;

    public override IReadOnlyList<(string Line, string Does)> Examples =>
    [
        ("anneal export latest --csv -", "to standard output"),
        ("anneal export lenet-1 --tensorboard logs", "tensorboard --logdir logs shows them"),
    ];

    public override IReadOnlyList<string> Notes => ["Exit code: 0; 2 for input that cannot be used."];

    public override int Run(ParseResult parsed, Screen screen)
    {
        (string? csv, string? json, string? events) = (parsed.GetValue(_csv), parsed.GetValue(_json), parsed.GetValue(_events));
        if (csv is null && json is null && events is null)
            throw new UserError("Say what to write: --csv FILE, --json FILE or --tensorboard DIR; - is standard output.");
        if (csv == Destination.Standard && json == Destination.Standard)
            throw new UserError("--csv and --json both name standard output: give one of them a file.");
        using IRunStore store = _store.Read(parsed).OpenToRead();
        IReadOnlyList<StoredRun> runs = AskedRuns.Find(parsed.GetValue(_runs)!, store.List());
        if (csv is not null)
            Destination.Write(csv, screen, output => RunsExport.WriteCsv(output, store, runs));
        if (json is not null)
            Destination.Write(json, screen, output => RunsExport.WriteJson(output, store, runs));
        if (events is not null)
            screen.Error.WriteLine($"Wrote {ContestWords.Count(RunsExport.WriteEvents(events, store, runs), "run")} to {events}");
        return 0;
    }
}
