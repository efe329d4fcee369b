using System.CommandLine;
using Anneal.Cli.Inputs;
using Anneal.Cli.Terminal;
using Anneal.Schedules;

namespace Anneal.Cli.Commands;

/// <summary>Says why a schedule has its value at a step.</summary>
internal sealed class ExplainCommand : AnnealCommand
{
    private readonly Argument<string> _schedule = new("schedule")
    {
        HelpName = "SCHEDULE",
        Description = "The schedule as text, such as \"cosine(0.3, 0.01, over: 15).warmedUp(5)\".",
    };

    private readonly Option<string[]> _at = new("--at")
    {
        HelpName = "STEP",
        Required = true,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
        Description = "The step to explain; 0 is the first update. Several may be given.",
    };

    private readonly RunOptions _run;

    public ExplainCommand() : base("explain", "Say why a schedule has its value at a step: which piece is active, where in it, and why.")
    {
        Add(_schedule);
        Add(_at);
        _run = new(this, "none; only needed for lengths such as 10%, 5ep and rest");
    }

    public override int Place => 3;

    public override IReadOnlyList<(string Line, string Does)> Examples =>
    [
        ("anneal explain \"cosine(0.3, 0.01, over: 15).warmedUp(5)\" --at 12", "which piece step 12 belongs to"),
        ("anneal explain \"warmRestarts(0.3, 0.01, over: 4, lengthen: 2)\" --at 11 12", "the last step of one cycle and the first of the next"),
    ];

    public override IReadOnlyList<string> Notes => ["Exit code: 0, or 2 for input that cannot be used."];

    public override int Run(ParseResult parsed, Screen screen)
    {
        Schedule schedule = Written.Read(parsed.GetValue(_schedule)!).Schedule(_run.Read(parsed));
        // All steps are read before the first is explained: half an answer helps nobody.
        long[] steps = [.. parsed.GetValue(_at)!.Select(step => RunOptions.Whole(step, "--at", 0))];
        string[] explanations = [.. steps.Select(step => schedule.Explain(step).ToString())];
        screen.Out.WriteLine(string.Join($"{Environment.NewLine}{Environment.NewLine}", explanations));
        return 0;
    }
}
