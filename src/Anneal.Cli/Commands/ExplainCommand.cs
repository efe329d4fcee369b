using System.CommandLine;
using Anneal.Cli.Explaining;
using Anneal.Cli.Inputs;
using Anneal.Cli.Storage;
using Anneal.Cli.Terminal;
using Anneal.Schedules;

namespace Anneal.Cli.Commands;

/// <summary>Says why a schedule has its value at a step, or a run its rate.</summary>
internal sealed class ExplainCommand : AnnealCommand
{
    private readonly Argument<string> _asked = new("schedule")
    {
        HelpName = "SCHEDULE|RUN",
        Description = "A schedule as text, such as \"cosine(0.3, 0.01, over: 15).warmedUp(5)\"; or a stored run: its number, latest, its folder, or the name of its training.",
    };

    private readonly Option<string[]> _at = new("--at")
    {
        HelpName = "STEP",
        Required = true,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
        Description = "The step to explain; 0 is the first update. Of a run up to the one that comes next. Several may be given.",
    };

    private readonly RunOptions _run;
    private readonly StoreOptions _store;

    public ExplainCommand() : base("explain", "Say why a schedule has its value at a step: which piece is active, where in it, and why. Of a run that was trained also what its groups, its plateau, clipping and its guard made of it.")
    {
        Add(_asked);
        Add(_at);
        _run = new(this, "none; only needed for lengths such as 10%, 5ep and rest of a schedule");
        _store = new(this, records: false);
    }

    public override int Place => 3;

    public override IReadOnlyList<(string Line, string Does)> Examples =>
    [
        ("anneal explain \"cosine(0.3, 0.01, over: 15).warmedUp(5)\" --at 12", "which piece step 12 belongs to"),
        ("anneal explain \"warmRestarts(0.3, 0.01, over: 4, lengthen: 2)\" --at 11 12", "the last step of one cycle and the first of the next"),
        ("anneal explain latest --at 300", "why the run that was begun last had its rate there"),
    ];

    public override IReadOnlyList<string> Notes => ["Exit code: 0, or 2 for input that cannot be used."];

    public override int Run(ParseResult parsed, Screen screen)
    {
        string asked = parsed.GetValue(_asked)!;
        // All steps are read before the first is explained: half an answer helps nobody.
        long[] steps = [.. parsed.GetValue(_at)!.Select(step => RunOptions.Whole(step, "--at", 0))];
        RunLength? length = _run.Read(parsed);
        if (!IsRun(asked, _store.Read(parsed)))
        {
            Schedule schedule = Written.Read(asked).Schedule(length);
            Write(screen, steps.Select(step => schedule.Explain(step).ToString()));
            return 0;
        }

        if (length is not null)
            throw new UserError($"'{asked}' is a run, whose length is known: leave out --steps, --epochs and --steps-per-epoch.");
        using IRunStore store = _store.Read(parsed).OpenToRead();
        StoredRates rates = new(store, AskedRuns.One(asked, store.List()), screen.Error);
        string[] explained = [.. steps.Select(step => rates.At(step).ToString())];
        screen.Out.WriteLine(rates.Title);
        screen.Out.WriteLine();
        Write(screen, explained);
        return 0;
    }

    private static void Write(Screen screen, IEnumerable<string> explanations)
        => screen.Out.WriteLine(string.Join($"{Environment.NewLine}{Environment.NewLine}", explanations.ToArray().Select(text => text.ReplaceLineEndings())));

    // A schedule has brackets, or is a number with a point; what has neither may be the name of a training.
    private static bool IsRun(string asked, StoreChoice choice)
    {
        if (asked == AskedRuns.Latest || (asked.Length > 0 && asked.All(char.IsAsciiDigit)) || Directory.Exists(asked))
            return true;
        if (asked.AsSpan().ContainsAny('(', '.', '=') || choice.Path is null || !File.Exists(choice.Path))
            return false;
        using IRunStore store = choice.OpenToRead();
        return store.List().Any(run => AskedRuns.NameOf(run) == asked || run.About.Name == asked);
    }
}
