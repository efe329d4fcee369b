using System.CommandLine;
using Anneal.Cli.Comparisons;
using Anneal.Cli.Inputs;
using Anneal.Cli.Terminal;

namespace Anneal.Cli.Commands;

/// <summary>Goes on with a comparison that was broken off.</summary>
internal sealed class ResumeCommand : AnnealCommand
{
    private readonly Argument<string> _folder = new("folder") { HelpName = "DIR", Description = "The folder that 'anneal compare' wrote." };
    private readonly Option<string?> _threads = new("--threads") { HelpName = "N", Description = "Runs at a time, one thread each. Default: the processors." };
    private readonly Option<bool> _json = new("--json") { Description = "Write the results as JSON to standard output instead of a table." };

    public ResumeCommand() : base("resume", "Go on with a comparison that was broken off, as if it had never stopped.")
    {
        Add(_folder);
        Add(_threads);
        Add(_json);
    }

    public override int Place => 7;

    public override IReadOnlyList<(string Line, string Does)> Examples => [("anneal resume anneal-runs/lenet-1", "finish what Ctrl-C or a power cut left")];

    public override IReadOnlyList<string> Notes =>
    [
        "Runs that are over are not trained again; one under way goes on from its last checkpoint, with the same bits as if it had never stopped. A comparison that is over gets its report written anew.",
        "Exit code: 0; 2 for a folder that cannot be used; 130 when interrupted again.",
    ];

    public override int Run(ParseResult parsed, Screen screen)
    {
        ContestFolder folder = ContestFolder.Open(parsed.GetValue(_folder)!);
        int threads = parsed.GetValue(_threads) is string text ? (int)Math.Min(int.MaxValue, RunOptions.Whole(text, "--threads", 1)) : Environment.ProcessorCount;
        return ContestRunner.Run(folder.Plan, folder, ContestRunner.Prepare(folder.Plan, screen.Error), threads, parsed.GetValue(_json), screen);
    }
}
