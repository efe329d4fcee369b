using System.CommandLine;
using Anneal.Cli.Comparisons;
using Anneal.Cli.Experiments;
using Anneal.Cli.Inputs;
using Anneal.Cli.Plans;
using Anneal.Cli.RateFinding;
using Anneal.Cli.Storage;
using Anneal.Cli.Terminal;

namespace Anneal.Cli.Commands;

/// <summary>Trains one network under several schedules, and says what the differences are worth.</summary>
internal sealed class CompareCommand : AnnealCommand
{
    private readonly Argument<string?> _experiment = new("experiment")
    {
        HelpName = "EXPERIMENT",
        Arity = ArgumentArity.ZeroOrOne,
        Description = $"What is trained: {string.Join(", ", Experiment.All.Select(experiment => experiment.Name))}. Default: square.",
    };

    private readonly Option<string[]> _schedules = new("--schedule")
    {
        HelpName = "TEXT",
        Description = "A schedule to compare, such as \"cosine(0.3, 0, over: rest)\" or \"mine = pytorch:StepLR(lr=0.1, step_size=3).perEpoch(1ep)\"; repeatable. Default: the experiment's own.",
    };

    private readonly Option<string?> _optimizer = new("--optimizer") { HelpName = "TEXT", Description = "The optimizer, whose rate the schedules are: \"sgd(momentum: 0.9)\". Default: the experiment's own." };
    private readonly Option<string?> _epochs = new("--epochs") { HelpName = "N", Description = "Passes over the data. Default: the experiment's own." };
    private readonly Option<string?> _batch = new("--batch") { HelpName = "N", Description = "Examples of an update. Default: the experiment's own." };
    private readonly Option<string?> _limit = new("--limit") { HelpName = "N", Description = "Use only the first N examples. Default: all." };
    private readonly Option<string?> _seeds = new("--seeds") { HelpName = "N", Description = "Runs of each schedule, each with a seed of its own. Default: 5 for square, else 3; 1 for resnet20." };
    private readonly Option<string?> _firstSeed = new("--first-seed") { HelpName = "N", Description = "The seed of the first run. Default: the experiment's own, usually 1." };
    private readonly Option<string?> _against = new("--against") { HelpName = "LABEL", Description = "Compare each schedule with this one only, named before anybody saw a result: fewer comparisons see smaller differences. Default: all pairs." };
    private readonly Option<string[]> _metrics = new("--metric") { HelpName = "NAME", Description = "What to measure, repeatable; the first one decides: accuracy, top5 (any number), mse, mae, r2. Default: the experiment's own." };
    private readonly Option<string?> _threads = new("--threads") { HelpName = "N", Description = "Runs at a time, one thread each. Default: the processors. Results do not depend on it." };
    private readonly Option<string?> _data = new("--data") { HelpName = "PATH", Description = "The folder of the data, or the CSV file of 'table'. Default: the usual places." };
    private readonly Option<string?> _target = new("--target") { HelpName = "COLUMN", Description = "The column that 'table' predicts." };
    private readonly Option<bool> _asPrinted = new("--as-printed") { Description = "The settings exactly as the source of the experiment prints them, not fitted to the run." };
    private readonly Option<string?> _output = new("--output") { HelpName = "DIR", Description = "The folder for report and numbers; must be new or empty. Default: anneal-runs/EXPERIMENT-1, -2, …" };
    private readonly StoreOptions _store;
    private readonly Option<bool> _json = new("--json") { Description = "Write the results as JSON to standard output instead of a table." };

    public CompareCommand() : base("compare", "Train one network under several schedules with several seeds: live, and with evidence.")
    {
        _experiment.CompletionSources.Add(_ => Experiment.All.Select(experiment => experiment.Name));
        Add(_experiment);
        foreach (Option option in (Option[])[_schedules, _optimizer, _epochs, _batch, _limit, _seeds, _firstSeed, _against, _metrics, _threads, _data, _target, _asPrinted, _output])
            Add(option);
        _store = new(this, records: true);
        Add(_json);
    }

    public override int Place => -1;

    public override IReadOnlyList<(string Line, string Does)> Examples =>
    [
        ("anneal compare", "three schedules on y = x², five seeds each, in about a second"),
        ("anneal compare lenet", "the schedules of the D2L chapter on Fashion-MNIST"),
        ("anneal compare lenet-djl --epochs 5 --seeds 1", "a network that dies without a warm-up, and why"),
        ("anneal compare mlp --schedule \"flat = constant(0.1)\" --schedule \"fall = linear(0.3, 0, over: rest)\" --limit 10000", "schedules of your own, on part of the data"),
        ("anneal compare table --data houses.csv --target price", "on your own table"),
    ];

    public override IReadOnlyList<string> Notes =>
    [
        .. Experiment.All.Select(experiment => $"{experiment.Name}: {experiment.Summary}."),
        "Lengths in a schedule are counted in updates; 5ep, 10% and rest fit themselves to the run, and .perEpoch(1ep) makes a schedule count epochs.",
        "What decides is the metric of the last epoch, not of the best one. Ctrl-C keeps a checkpoint of every run: anneal resume DIR.",
        "Exit code: 0; 2 for input that cannot be used; 130 when interrupted.",
    ];

    public override int Run(ParseResult parsed, Screen screen)
    {
        Experiment experiment = Experiment.Find(parsed.GetValue(_experiment) ?? "square");
        StoreChoice store = _store.Read(parsed);
        int threads = Count(parsed, _threads) ?? Environment.ProcessorCount;
        Plan plan = Found.In(Planned(parsed, experiment), threads, screen.Error);
        var prepared = ContestRunner.Prepare(plan, screen.Error);
        ContestFolder folder = ContestFolder.Create(parsed.GetValue(_output), plan);
        return ContestRunner.Run(plan, folder, prepared, threads, parsed.GetValue(_json), screen, store);
    }

    private Plan Planned(ParseResult parsed, Experiment experiment)
    {
        (int Epochs, IReadOnlyList<string> Schedules)? printed = null;
        if (parsed.GetValue(_asPrinted))
        {
            printed = experiment.AsPrinted ?? throw new UserError($"--as-printed: the settings of '{experiment.Name}' are as printed already.");
            if (parsed.GetValue(_schedules) is { Length: > 0 })
                throw new UserError("--as-printed brings schedules of its own: leave out --schedule, or --as-printed.");
        }

        IEnumerable<Written> schedules = (parsed.GetValue(_schedules) is { Length: > 0 } given ? given : printed?.Schedules ?? experiment.Schedules).Select(Written.Read);
        return new Plan
        {
            Kind = PlanKind.Comparison,
            Name = experiment.Name,
            Experiment = experiment.Name,
            Schedules = [.. schedules.Select(one => new PlannedSchedule(one.Label, one.Text.Trim()))],
            Optimizer = parsed.GetValue(_optimizer) ?? experiment.Optimizer,
            Epochs = Count(parsed, _epochs) ?? printed?.Epochs ?? experiment.Epochs,
            Batch = Count(parsed, _batch) ?? experiment.Batch,
            Seeds = Count(parsed, _seeds) ?? experiment.Seeds,
            FirstSeed = Count(parsed, _firstSeed) ?? experiment.FirstSeed,
            Metrics = parsed.GetValue(_metrics) is { Length: > 0 } metrics ? metrics : null,
            Against = parsed.GetValue(_against),
            Data = new() { Path = parsed.GetValue(_data), Target = parsed.GetValue(_target), Limit = Count(parsed, _limit) },
        };
    }

    private static int? Count(ParseResult parsed, Option<string?> option)
        => parsed.GetValue(option) is string text ? (int)Math.Min(int.MaxValue, RunOptions.Whole(text, option.Name, 1)) : null;
}
