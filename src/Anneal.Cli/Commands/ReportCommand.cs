using System.CommandLine;
using Anneal.Cli.Outputs;
using Anneal.Cli.Storage;
using Anneal.Cli.Terminal;

namespace Anneal.Cli.Commands;

/// <summary>Writes stored runs as a page.</summary>
internal sealed class ReportCommand : AnnealCommand
{
    private readonly Argument<string[]> _runs = new("runs") { HelpName = "RUN", Arity = ArgumentArity.OneOrMore, Description = $"Which ones: {AskedRuns.Words}." };
    private readonly Option<string> _output = new("--output") { HelpName = "FILE", DefaultValueFactory = _ => "report.html", Description = "The page; - is standard output. Default: report.html." };
    private readonly StoreOptions _store;

    public ReportCommand() : base("report", "Write runs as one HTML page with curves to look into, whatever they were trained for.")
    {
        Add(_runs);
        Add(_output);
        _store = new(this, records: false);
    }

    public override int Place => 13;

    public override IReadOnlyList<(string Line, string Does)> Examples =>
    [
        ("anneal report lenet-1 lenet-2", "two comparisons on one page"),
        ("anneal report 12-15 20 --output best.html", "runs by number"),
    ];

    public override IReadOnlyList<string> Notes => ["Exit code: 0; 2 for input that cannot be used."];

    public override int Run(ParseResult parsed, Screen screen)
    {
        using IRunStore store = _store.Read(parsed).OpenToRead();
        IReadOnlyList<StoredRun> runs = AskedRuns.Find(parsed.GetValue(_runs)!, store.List());
        Destination.Write(parsed.GetValue(_output)!, screen, new RunsReport(store, runs).Page().Write);
        return 0;
    }
}
