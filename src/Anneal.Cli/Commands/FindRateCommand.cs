using System.CommandLine;
using System.Globalization;
using Anneal.Cli.Configuration;
using Anneal.Cli.Experiments;
using Anneal.Cli.Inputs;
using Anneal.Cli.Outputs;
using Anneal.Cli.Plans;
using Anneal.Cli.RateFinding;
using Anneal.Cli.Terminal;
using Anneal.Schedules.Text;
using Anneal.Training.RateFinding;
using Finding = Anneal.Training.RateFinding.RateFinding;

namespace Anneal.Cli.Commands;

/// <summary>Tries rates from low to high, and says which is worth training with.</summary>
internal sealed class FindRateCommand : AnnealCommand
{
    /// <summary>Exit code for: there is no usable rate.</summary>
    public const int NoRate = 1;

    private static readonly RateSweep _usual = new();

    private readonly Argument<string?> _experiment = new("experiment")
    {
        HelpName = "EXPERIMENT|FILE",
        Arity = ArgumentArity.ZeroOrOne,
        Description = $"What is to be trained: {string.Join(", ", Experiment.All.Select(experiment => experiment.Name))}; or a file as 'anneal train' reads it (.yaml, .yml, .json), whose network, data, optimizer and options hold. Default: square.",
    };

    private readonly Option<string?> _optimizer = new("--optimizer") { HelpName = "TEXT", Description = "The optimizer, without its rate: \"adamW(weightDecay: 0.05)\". Default: the experiment's own." };
    private readonly Option<string?> _data = new("--data") { HelpName = "PATH", Description = "The folder of the data, or the CSV file of 'table'. Default: the usual places." };
    private readonly Option<string?> _target = new("--target") { HelpName = "COLUMN", Description = "The column that 'table' predicts." };
    private readonly Option<string?> _limit = new("--limit") { HelpName = "N", Description = "Use only the first N examples. Default: all." };
    private readonly Option<string?> _batch = new("--batch") { HelpName = "N", Description = "Examples of an update. Default: the experiment's own." };
    private readonly Option<string?> _seeds = new("--seeds") { HelpName = "N", Description = "Sweeps, each with a start and an order of its own. Default: 3." };
    private readonly Option<string?> _firstSeed = new("--first-seed") { HelpName = "N", Description = "The seed of the first sweep. Default: the experiment's own, usually 1." };
    private readonly Option<string?> _from = new("--from") { HelpName = "RATE", Description = "The lowest rate. Default: 1e-7." };
    private readonly Option<string?> _to = new("--to") { HelpName = "RATE", Description = "The highest rate. Default: 10." };
    private readonly Option<string?> _steps = new("--steps") { HelpName = "N", Description = "How many rates are tried. Default: 100." };
    private readonly Option<string?> _updates = new("--updates") { HelpName = "N", Description = "Updates at each rate. Default: 3; where an epoch has at most 20, whole epochs, half a run in all." };
    private readonly Option<bool> _linear = new("--linear") { Description = "Rates at equal distances instead of equal ratios." };
    private readonly Option<string?> _group = new("--group") { HelpName = "NAME", Description = "Try the rate of one group of parameters; the others follow the experiment's first schedule." };
    private readonly Option<bool> _groups = new("--groups") { Description = "The same for each group, one after the other." };
    private readonly Option<string?> _rule = new("--rule") { HelpName = "NAME", Description = $"Whose suggestion is recommended: {string.Join(", ", RateRule.All.Select(rule => rule.Name))}. Default: {_usual.Rule.Name}." };
    private readonly Option<string?> _schedule = new("--schedule") { HelpName = "TEXT", Description = "A schedule with the word found in it, such as \"oneCycle(found, over: rest)\": printed with the rate in place, and the command to train with it." };
    private readonly Option<string?> _threads = new("--threads") { HelpName = "N", Description = "Sweeps at a time. Default: the processors. Results do not depend on it." };
    private readonly Option<string?> _svg = new("--svg") { HelpName = "FILE", Description = "Write the picture; - is standard output." };
    private readonly Option<string?> _html = new("--html") { HelpName = "FILE", Description = "Write a page with curves, rules and advice." };
    private readonly Option<string?> _csv = new("--csv") { HelpName = "FILE", Description = "Write every rate and loss as CSV; - is standard output." };
    private readonly Option<bool> _json = new("--json") { Description = "Write everything as JSON to standard output instead of a chart." };

    public FindRateCommand() : base("find-rate", "Try learning rates from low to high, and see which is worth training with.")
    {
        _experiment.CompletionSources.Add(_ => Experiment.All.Select(experiment => experiment.Name));
        _rule.CompletionSources.Add(_ => RateRule.All.Select(rule => rule.Name));
        Add(_experiment);
        foreach (Option option in (Option[])[_optimizer, _data, _target, _limit, _batch, _seeds, _firstSeed, _from, _to, _steps, _updates, _linear, _group, _groups, _rule, _schedule, _threads, _svg, _html, _csv, _json])
            Add(option);
    }

    public override int Place => 6;

    public override IReadOnlyList<(string Line, string Does)> Examples =>
    [
        ("anneal find-rate lenet", "a rate for LeNet on Fashion-MNIST, by four rules and three seeds"),
        ("anneal find-rate mlp --optimizer \"adam()\" --schedule \"oneCycle(found, over: rest)\"", "a schedule with the number in place"),
        ("anneal find-rate lenet --optimizer \"muon()\" --groups", "a rate for each group of parameters"),
        ("anneal find-rate anneal.yaml", "for what a file says"),
        ("anneal find-rate square --svg rate.svg --html rate.html", "as a picture and as a page"),
    ];

    public override IReadOnlyList<string> Notes =>
    [
        .. RateRule.All.Select(rule => $"{rule.Name}: {rule.Formula}. {rule.Source}."),
        "In anneal train and anneal compare, the word found in a schedule tries rates first: --schedule \"oneCycle(found, over: rest)\".",
        "Exit code: 0; 1 when no rate is usable; 2 for input that cannot be used; 130 when interrupted.",
    ];

    public override int Run(ParseResult parsed, Screen screen)
    {
        if (parsed.GetValue(_schedule) is string asked && !Found.IsIn(asked))
            throw new UserError($"--schedule \"{asked}\" has no place for the rate: write the word found where the number belongs, as in \"oneCycle(found, over: rest)\".");
        OneStream(parsed);
        Plan plan = Found.Sweepable(Planned(parsed, screen));
        RateSweep sweep = Swept(parsed, plan);
        bool byGroup = parsed.GetValue(_groups) || parsed.GetValue(_group) is not null;
        if (byGroup && Found.IsIn(plan.Schedules[0].Text))
            throw new UserError($"While one group is swept the others follow {plan.Schedules[0].Text}, which waits for the rate that is to be found: write a number in its place, or sweep all groups together.");
        RateSearch search = new(plan, screen.Error, byGroup ? plan.Schedules[0].Text : null);
        string?[] groups = parsed.GetValue(_groups) ? [.. search.Groups] : [parsed.GetValue(_group)];
        if (groups[0] is string one && !search.Groups.Contains(one))
            throw new UserError($"The optimizer has no group '{one}'. {(Catalogue.Nearest(one, search.Groups) is string near ? $"Did you mean '{near}'?" : $"It has: {string.Join(", ", search.Groups)}.")}");
        int threads = Count(parsed, _threads) ?? Environment.ProcessorCount;
        long began = System.Diagnostics.Stopwatch.GetTimestamp();
        List<(string? Group, Finding Found)> all = [];
        using Interruption interruption = new();
        foreach (string? group in groups)
        {
            RateView view = new(parsed.GetValue(_json) ? new Screen(TextWriter.Null, TextWriter.Null) : screen, group is null ? "trying rates" : $"trying rates of the group '{group}'");
            try
            {
                all.Add((group, search.Run(sweep with { Group = group }, threads, view, interruption.Token)));
            }
            catch (OperationCanceledException)
            {
                view.Clear();
                screen.Error.WriteLine("Interrupted: a sweep that is not over says nothing.");
                return Interruption.ExitCode;
            }

            view.Clear();
        }

        Write(parsed, screen, search, all, System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds);
        return all.TrueForAll(found => found.Found.Rate is not null) ? 0 : NoRate;
    }

    private void Write(ParseResult parsed, Screen screen, RateSearch search, List<(string? Group, Finding Found)> all, double seconds)
    {
        bool told = true;
        string? schedule = parsed.GetValue(_schedule) is string text && all[0].Found.Rate is double rate ? Found.In(text, rate) : null;
        if (parsed.GetValue(_svg) is string svg)
        {
            told &= svg != Destination.Standard;
            string picture = RateCharts.Picture(all[0].Found, $"{search.Setup.Experiment.Name}, {search.Setup.Optimizer}: loss by learning rate").ToSvg();
            Destination.Write(svg, screen, output => output.Write(picture));
        }

        if (parsed.GetValue(_html) is string html)
            Destination.Write(html, screen, RateReport.Of(search, all, seconds).Write);
        if (parsed.GetValue(_csv) is string csv)
        {
            told &= csv != Destination.Standard;
            Destination.Write(csv, screen, output => RateFiles.WriteCsv(output, all));
        }

        if (parsed.GetValue(_json))
        {
            told = false;
            RateFiles.WriteJson(screen.Data, search, all, schedule);
        }

        if (told)
            Tell(parsed, screen, search, all, schedule);
    }

    private void Tell(ParseResult parsed, Screen screen, RateSearch search, List<(string? Group, Finding Found)> all, string? schedule)
    {
        RateSweep sweep = all[0].Found.Sweep;
        HelpText.Paragraph(screen, $"{search.Setup.Experiment.Name}: {search.Setup.Data.Origin}.", 0);
        HelpText.Paragraph(screen, FormattableString.Invariant($"{sweep.Steps} rates from {RateCharts.Figure(sweep.From)} to {RateCharts.Figure(sweep.To)}, {sweep.Seeds} seed{(sweep.Seeds == 1 ? "" : "s")}, batch {search.Setup.Batch}, {search.Setup.Optimizer}."), 0);
        foreach ((string? group, Finding found) in all)
        {
            screen.Out.WriteLine();
            if (group is not null)
                HelpText.Paragraph(screen, $"The group '{group}', while the others follow {search.Plan.Schedules[0].Text}:", 0);
            screen.Draw(RateCharts.Lines(found, screen, all.Count > 1 ? Math.Max(6, screen.ChartRows / 2) : screen.ChartRows));
            screen.Out.WriteLine();
            RateTable.Write(found, screen);
        }

        if (schedule is null)
            return;
        screen.Out.WriteLine();
        screen.Out.WriteLine(schedule);
        screen.Out.WriteLine(Command(parsed, search, schedule));
    }

    private string Command(ParseResult parsed, RateSearch search, string schedule)
    {
        string? named = parsed.GetValue(_experiment);
        if (IsFile(named))
            return $"anneal train {named} --schedule \"{schedule}\"";
        List<string> words = ["anneal compare", search.Plan.Experiment, $"--schedule \"{schedule}\""];
        foreach (Option<string?> option in (Option<string?>[])[_optimizer, _data, _target, _limit, _batch])
        {
            if (parsed.GetValue(option) is string value)
                words.Add($"{option.Name} {(value.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./".Contains(letter)) ? value : $"\"{value}\"")}");
        }

        return string.Join(' ', words);
    }

    private static bool IsFile(string? named)
        => named is not null && ((string[])[".yaml", ".yml", ".json"]).Contains(Path.GetExtension(named), StringComparer.OrdinalIgnoreCase);

    private Plan Planned(ParseResult parsed, Screen screen)
    {
        string? named = parsed.GetValue(_experiment);
        Plan plan = IsFile(named) ? TrainingFile.Read(named!, []).Complete(screen.Error).Plan : Usual(Experiment.Find(named ?? "square"));
        return plan with
        {
            Optimizer = parsed.GetValue(_optimizer) ?? plan.Optimizer,
            Batch = Count(parsed, _batch) ?? plan.Batch,
            Data = plan.Data with { Path = parsed.GetValue(_data) ?? plan.Data.Path, Target = parsed.GetValue(_target) ?? plan.Data.Target, Limit = Count(parsed, _limit) ?? plan.Data.Limit },
        };
    }

    private static Plan Usual(Experiment experiment) => new()
    {
        Kind = PlanKind.Training,
        Name = experiment.Name,
        Experiment = experiment.Name,
        Schedules = [.. experiment.Schedules.Take(1).Select(Written.Read).Select(one => new PlannedSchedule(one.Label, one.Text))],
        Optimizer = experiment.Optimizer,
        Epochs = experiment.Epochs,
        Batch = experiment.Batch,
        Seeds = experiment.Seeds,
        FirstSeed = experiment.FirstSeed,
    };

    private RateSweep Swept(ParseResult parsed, Plan plan)
    {
        RateRule rule;
        try
        {
            rule = RateRule.Parse(parsed.GetValue(_rule) ?? _usual.Rule.Name);
        }
        catch (FormatException exception)
        {
            throw new UserError($"--rule: {exception.Message}");
        }

        RateSweep sweep = new()
        {
            From = Rate(parsed, _from) ?? _usual.From,
            To = Rate(parsed, _to) ?? _usual.To,
            Steps = Count(parsed, _steps, 10) ?? _usual.Steps,
            UpdatesPerRate = Count(parsed, _updates),
            Linear = parsed.GetValue(_linear),
            Seeds = Count(parsed, _seeds) ?? _usual.Seeds,
            FirstSeed = Count(parsed, _firstSeed) ?? plan.FirstSeed,
            Rule = rule,
        };
        return sweep.From < sweep.To ? sweep : throw new UserError(FormattableString.Invariant($"The rates go from low to high: --from {sweep.From} is not below --to {sweep.To}."));
    }

    private void OneStream(ParseResult parsed)
    {
        if ((parsed.GetValue(_svg) == Destination.Standard ? 1 : 0) + (parsed.GetValue(_csv) == Destination.Standard ? 1 : 0) + (parsed.GetValue(_html) == Destination.Standard ? 1 : 0) + (parsed.GetValue(_json) ? 1 : 0) > 1)
            throw new UserError("Only one of --svg -, --html -, --csv - and --json can go to standard output; give the others a file.");
        if (parsed.GetValue(_groups) && parsed.GetValue(_group) is not null)
            throw new UserError("--groups tries each group, --group one: say one of them.");
        if (parsed.GetValue(_groups) && (parsed.GetValue(_svg) ?? parsed.GetValue(_schedule)) is not null)
            throw new UserError("--svg and --schedule are for one rate, and --groups finds several: choose --group NAME, or --html FILE, which shows all.");
    }

    private static double? Rate(ParseResult parsed, Option<string?> option)
        => parsed.GetValue(option) is not string text ? null
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double rate) && double.IsFinite(rate) && rate > 0 ? rate
            : throw new UserError($"{option.Name} is a rate above 0, such as 1e-5, not '{text}'.");

    private static int? Count(ParseResult parsed, Option<string?> option, long least = 1)
        => parsed.GetValue(option) is string text ? (int)Math.Min(int.MaxValue, RunOptions.Whole(text, option.Name, least)) : null;
}
