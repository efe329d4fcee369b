using System.CommandLine;
using Anneal.Cli.Storage;
using Anneal.Cli.Terminal;

namespace Anneal.Cli.Commands;

/// <summary>Shows everything about a run.</summary>
internal sealed class ShowCommand : AnnealCommand
{
    private readonly Argument<string> _run = new("run") { HelpName = "RUN", Description = $"Which one: {AskedRuns.Words}." };
    private readonly StoreOptions _store;
    private readonly Option<bool> _json = new("--json") { Description = "Write the run with its plan and all values as JSON to standard output." };

    public ShowCommand() : base("show", "Show everything about a run: settings, results, curves, and how to go on with it.")
    {
        Add(_run);
        _store = new(this, records: false);
        Add(_json);
    }

    public override int Place => 11;

    public override IReadOnlyList<(string Line, string Does)> Examples =>
    [
        ("anneal show latest", "the run that was begun last"),
        ("anneal show 12 --json", "the same for a program"),
    ];

    public override IReadOnlyList<string> Notes => ["Exit code: 0; 2 for input that cannot be used."];

    public override int Run(ParseResult parsed, Screen screen)
    {
        using IRunStore store = _store.Read(parsed).OpenToRead();
        StoredRun run = AskedRuns.One(parsed.GetValue(_run)!, store.List());
        if (parsed.GetValue(_json))
            RunsExport.WriteJson(screen.Data, store, [run]);
        else
            new RunView(store, run, screen, TimeProvider.System.GetUtcNow()).Write();
        return 0;
    }
}
