using System.CommandLine;
using System.Globalization;
using Anneal.Cli.Comparisons;
using Anneal.Cli.Inputs;
using Anneal.Cli.Storage;
using Anneal.Cli.Terminal;

namespace Anneal.Cli.Commands;

/// <summary>Goes on with a training or comparison that was broken off.</summary>
internal sealed class ResumeCommand : AnnealCommand
{
    private readonly Argument<string> _folder = new("folder") { HelpName = "DIR", Description = "The folder that 'anneal train' or 'anneal compare' wrote, or the number of a run in it, or latest." };
    private readonly Option<string?> _threads = new("--threads") { HelpName = "N", Description = "Runs at a time, one thread each. Default: the processors." };
    private readonly StoreOptions _store;
    private readonly Option<bool> _json = new("--json") { Description = "Write the results as JSON to standard output instead of a table." };

    public ResumeCommand() : base("resume", "Go on with a training or comparison that was broken off, as if it had never stopped.")
    {
        Add(_folder);
        Add(_threads);
        _store = new(this, records: true);
        Add(_json);
    }

    public override int Place => 7;

    public override IReadOnlyList<(string Line, string Does)> Examples =>
    [
        ("anneal resume anneal-runs/lenet-1", "finish what Ctrl-C or a power cut left"),
        ("anneal resume latest", "the same for what was begun last"),
    ];

    public override IReadOnlyList<string> Notes =>
    [
        "Runs that are over are not trained again; one under way goes on from its last checkpoint, with the same bits as if it had never stopped. One that is over gets its report written anew.",
        "Exit code: 0; 2 for a folder that cannot be used; 130 when interrupted again.",
    ];

    public override int Run(ParseResult parsed, Screen screen)
    {
        StoreChoice store = _store.Read(parsed);
        ContestFolder folder = ContestFolder.Open(Folder(parsed.GetValue(_folder)!, store));
        int threads = parsed.GetValue(_threads) is string text ? (int)Math.Min(int.MaxValue, RunOptions.Whole(text, "--threads", 1)) : Environment.ProcessorCount;
        return ContestRunner.Run(folder.Plan, folder, ContestRunner.Prepare(folder.Plan, screen.Error), threads, parsed.GetValue(_json), screen, store);
    }

    // A folder goes before a number of the same name.
    private static string Folder(string asked, StoreChoice choice)
    {
        if (Directory.Exists(asked) || !(asked == AskedRuns.Latest || long.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            return asked;
        using IRunStore store = (choice.Path is null ? StoreChoice.Usual : choice).OpenToRead();
        StoredRun run = AskedRuns.One(asked, store.List());
        if (run.Status is StoredStatus.Training)
            throw new UserError($"Run {run.Number} is being trained: wait for it, or end that training first.");
        return Directory.Exists(run.About.Group) ? run.About.Group : throw new UserError($"Run {run.Number} cannot be gone on with: its folder '{run.About.Group}' is gone.");
    }
}
