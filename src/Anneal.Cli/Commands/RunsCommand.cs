using System.CommandLine;
using Anneal.Cli.Comparisons;
using Anneal.Cli.Inputs;
using Anneal.Cli.Storage;
using Anneal.Cli.Terminal;

namespace Anneal.Cli.Commands;

/// <summary>Lists what was trained.</summary>
internal sealed class RunsCommand : AnnealCommand
{
    private const int Usual = 20;

    private readonly Option<string[]> _filter = new("--filter") { HelpName = "CONDITION", Description = "Only runs that fulfil it, such as status=done, schedule~cosine or last>0.88; repeatable." };
    private readonly Option<string?> _sort = new("--sort") { HelpName = "NAME", Description = "The best, largest or first in the alphabet first: best, last, seconds, name or a metric. Default: the newest first." };
    private readonly Option<string?> _limit = new("--limit") { HelpName = "N", Description = $"At most N. Default: {Usual}." };
    private readonly Option<bool> _all = new("--all") { Description = "All of them." };
    private readonly Option<bool> _group = new("--group") { Description = "Fold the seeds of a schedule into one line: mean ± deviation." };
    private readonly StoreOptions _store;
    private readonly Option<bool> _json = new("--json") { Description = "Write the runs as JSON to standard output." };

    public RunsCommand() : base("runs", "List what was trained: how each run went, and how it ended.")
    {
        foreach (Option option in (Option[])[_filter, _sort, _limit, _all, _group])
            Add(option);
        _store = new(this, records: false);
        Add(_json);
    }

    public override int Place => 10;

    public override IReadOnlyList<(string Line, string Does)> Examples =>
    [
        ("anneal runs", "the newest runs"),
        ("anneal runs --filter experiment=lenet --sort best", "the best of LeNet first"),
        ("anneal runs --group --filter status=done", "a line per schedule, its seeds together"),
    ];

    public override IReadOnlyList<string> Notes =>
    [
        $"A condition is NAME, one of = != < <= > >= ~ (contains), and a value. Names: {string.Join(", ", RunField.Names)}, and every metric, which is its last value.",
        "'best' and 'last' are those of the metric that decides. A run that is done and never learned is stuck; one is interrupted when the process that trained it is gone: anneal resume RUN goes on with it.",
        "Exit code: 0; 2 for input that cannot be used.",
    ];

    public override int Run(ParseResult parsed, Screen screen)
    {
        if (parsed.GetValue(_all) && parsed.GetValue(_limit) is not null)
            throw new UserError("--all and --limit contradict each other: leave one of them out.");
        long most = parsed.GetValue(_all) ? long.MaxValue : parsed.GetValue(_limit) is string limit ? RunOptions.Whole(limit, "--limit", 1) : Usual;
        using IRunStore store = _store.Read(parsed).OpenToRead();
        IReadOnlyList<StoredRun> all = store.List();
        IReadOnlyList<StoredRun> found = RunOrder.By(parsed.GetValue(_sort), RunFilter.Apply(parsed.GetValue(_filter) ?? [], all));
        if (parsed.GetValue(_json))
        {
            RunJson.Write(screen.Data, [.. found.Take((int)Math.Min(most, int.MaxValue))]);
            return 0;
        }

        if (found.Count == 0)
        {
            HelpText.Paragraph(screen, all.Count == 0 ? $"No runs yet in {store.Place}. 'anneal train' and 'anneal compare' make some." : $"None of the {ContestWords.Count(all.Count, "run")} in {store.Place} fulfils that.", 0);
            return 0;
        }

        RunTable table = new(screen, TimeProvider.System.GetUtcNow());
        int shown, of;
        if (parsed.GetValue(_group))
        {
            IReadOnlyList<IReadOnlyList<StoredRun>> groups = RunTable.Grouped(found);
            (shown, of) = ((int)Math.Min(most, groups.Count), groups.Count);
            table.WriteGrouped([.. groups.Take(shown)]);
        }
        else
        {
            (shown, of) = ((int)Math.Min(most, found.Count), found.Count);
            table.Write([.. found.Take(shown)]);
        }

        screen.Out.WriteLine();
        string what = parsed.GetValue(_group) ? "schedule" : "run";
        string metrics = string.Join(", ", found.Take(shown).Select(run => (run.About.Metric, run.About.Experiment)).Distinct().GroupBy(one => one.Metric).Select(same => same.Key).Take(4).Select(ContestCharts.Words));
        HelpText.Paragraph(screen, $"{(shown < of ? $"{shown} of {ContestWords.Count(of, what)}" : ContestWords.Count(of, what))}{(found.Count < all.Count ? $" that fit, of {all.Count} runs" : "")} in {store.Place}. What decides: {metrics}.", 0);
        return 0;
    }
}
