using System.CommandLine;
using System.Globalization;
using Anneal.Cli.Experiments;
using Anneal.Cli.Inputs;
using Anneal.Cli.Resuming;
using Anneal.Cli.Terminal;
using Anneal.Optimizers.Text;
using Anneal.Training.Checkpoints;

namespace Anneal.Cli.Commands;

/// <summary>Breaks trainings off, goes on, and compares every bit.</summary>
internal sealed class VerifyResumeCommand : AnnealCommand
{
    private const int UsualEpochs = 3;
    private const int MostBatches = 20;
    private const int StepsPerKill = 30;
    private const int MostLabel = 56;

    private static readonly string[] _sample =
    [
        "sgd(cosine(0.05, 0, over: rest), momentum: 0.9)",
        "adam(oneCycle(0.01, over: rest))",
        "lookahead(adamW(linear(0.01, 0, over: rest)), every: 4)",
        "scheduleFreeAdamW(0.01)",
        "muon(0.01)",
        "lbfgs(0.5, iterations: 3)",
    ];

    private static readonly string[] _schedules =
    [
        "constant(0.01)", "linear(0.01, 0, over: rest)", "cosine(0.01, 0, over: rest).warmedUp(10%)", "exponential(0.01, factor: 0.97)", "multiStep(0.01, factor: 0.1, at: [50%, 75%])",
        "polynomial(0.01, 0, over: rest, power: 2)", "warmRestarts(0.01, 0, over: 1ep, times: 3)", "cyclic(0.001, 0.01, up: 4)", "inverseSquareRoot(0.01, timescale: 5)", "oneCycle(0.01, over: rest)",
        "warmupStableDecay(0.01, warmup: 10%, stable: 50%, decay: 40%)", "exponential(0.01, factor: 0.9).perEpoch(1ep)",
    ];

    private readonly Argument<string?> _experiment = new("experiment")
    {
        HelpName = "EXPERIMENT",
        Arity = ArgumentArity.ZeroOrOne,
        Description = $"What is trained: {string.Join(", ", Experiment.All.Select(experiment => experiment.Name))}. Default: square.",
    };

    private readonly Option<string[]> _optimizers = new("--optimizer") { HelpName = "TEXT", Description = "An optimizer, such as \"adam(cosine(0.01, 0, over: rest))\"; repeatable. Default: a sample." };
    private readonly Option<string[]> _rates = new("--schedule") { HelpName = "TEXT", Description = "A schedule for the rate of each optimizer; repeatable. Default: the rate that each is given." };
    private readonly Option<bool> _all = new("--all") { Description = "Every optimizer there is, and the usual schedules." };
    private readonly Option<string?> _kills = new("--kills") { HelpName = "N", Description = "Train in a process that is killed N times, at random moments, instead of leaving the loop." };
    private readonly Option<string?> _seed = new("--seed") { HelpName = "N", Description = "Picks starts, stops and moments. Default: 1." };
    private readonly Option<string?> _epochs = new("--epochs") { HelpName = "N", Description = "Passes over the data, of which at most 20 batches are used. Default: 3, or 30 steps for each kill." };
    private readonly Option<string?> _data = new("--data") { HelpName = "PATH", Description = "The folder of the data. Default: the usual places." };
    private readonly Option<string?> _child = new("--child") { HelpName = "FILE", Hidden = true, Description = "Trains with checkpoints in FILE, to be killed." };

    public VerifyResumeCommand() : base("verify-resume", "Break trainings off, go on from checkpoints, and compare every bit with a run without a break.")
    {
        _experiment.CompletionSources.Add(_ => Experiment.All.Select(experiment => experiment.Name));
        Add(_experiment);
        foreach (Option option in (Option[])[_optimizers, _rates, _all, _kills, _seed, _epochs, _data, _child])
            Add(option);
    }

    public override int Place => 8;

    public override IReadOnlyList<(string Line, string Does)> Examples =>
    [
        ("anneal verify-resume", "six optimizers, broken off at six places each"),
        ("anneal verify-resume --all", "every optimizer there is"),
        ("anneal verify-resume --kills 20", "kill -9 at twenty random moments"),
        ("anneal verify-resume mlp --optimizer \"prodigy(1)\" --schedule \"cosine(1, 0, over: rest)\"", "your own combination"),
    ];

    public override IReadOnlyList<string> Notes =>
    [
        "Compared are weights, buffers, the optimizer's state, controllers, averages, the guard, the place in the data and the history, to the last bit. Every training clips gradients, reduces its rate on a plateau, averages its weights and has a guard.",
        "Exit code: 0; 1 when anything differs; 2 for input that cannot be used.",
    ];

    public override int Run(ParseResult parsed, Screen screen)
    {
        Experiment experiment = Experiment.Find(parsed.GetValue(_experiment) ?? "square");
        int seed = (int)Math.Min(int.MaxValue, RunOptions.Whole(parsed.GetValue(_seed) ?? "1", "--seed", 0));
        int? kills = parsed.GetValue(_kills) is string text ? (int)Math.Min(1_000_000, RunOptions.Whole(text, "--kills", 1)) : null;
        ExperimentData data = experiment.Load(new(new() { Path = parsed.GetValue(_data) }, screen.Error));
        data = data with { Training = data.Training.Take(Math.Min(data.Training.Count, MostBatches * experiment.Batch)), Validation = data.Validation.Take(Math.Min(data.Validation.Count, 256)) };
        int batches = (data.Training.Count + experiment.Batch - 1) / experiment.Batch;
        int epochs = parsed.GetValue(_epochs) is string given ? (int)Math.Min(1_000_000, RunOptions.Whole(given, "--epochs", 1)) : kills is int many ? ((many * StepsPerKill) + batches - 1) / batches : UsualEpochs;
        Setup setup = new(experiment, data, epochs, experiment.Batch, experiment.Optimizer);
        Trial[] trials = [.. Chosen(parsed, experiment, kills is not null).Select(one => new Trial(setup, one.Optimizer, one.Schedule, seed))];
        if (parsed.GetValue(_child) is string path)
        {
            Killed.Train(trials[0], path, screen.Data);
            return 0;
        }

        string folder = Directory.CreateTempSubdirectory("anneal-resume-").FullName;
        try
        {
            string how = kills is int times
                ? FormattableString.Invariant($"in a process that is killed {times} times")
                : $"broken off after {string.Join(", ", trials[0].Stops().Select(stop => stop.ToString(CultureInfo.InvariantCulture)))} steps";
            HelpText.Paragraph(screen, FormattableString.Invariant($"{experiment.Name}: {trials[0].Steps} steps, {how}, gone on with, and compared with a run without a break."), 0);
            screen.Out.WriteLine();
            return Verify(trials, screen, trial => kills is int enough ? Kill(trial, enough, parsed, experiment, seed, folder) : Break(trial, folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private IEnumerable<(string Optimizer, string? Schedule)> Chosen(ParseResult parsed, Experiment experiment, bool kills)
    {
        string[] optimizers = parsed.GetValue(_optimizers) ?? [], schedules = parsed.GetValue(_rates) ?? [];
        if (parsed.GetValue(_all))
        {
            if (optimizers.Length + schedules.Length > 0)
                throw new UserError("--all brings optimizers and schedules of its own: leave out --optimizer and --schedule, or --all.");
            return [.. RuleCatalogue.Rules.Select(rule => (rule.IsWrapper ? $"{rule.Name}(adam())" : $"{rule.Name}()", (string?)Falling(rule))), .. _schedules.Select(schedule => ("adamW()", schedule))];
        }

        if (optimizers.Length == 0)
            optimizers = schedules.Length > 0 ? [experiment.Optimizer] : kills ? _sample[1..2] : _sample;
        return optimizers.SelectMany(optimizer => schedules.Length == 0 ? [(optimizer, (string?)null)] : schedules.Select(schedule => (optimizer, (string?)schedule)));
    }

    // From the usual rate down to a tenth of it.
    private static string Falling(RuleEntry rule)
        => FormattableString.Invariant($"cosine({(decimal)rule.Default.LearningRate.At(0L)}, {(decimal)rule.Default.LearningRate.At(0L) / 10}, over: rest)");

    /// <summary>Tries each, and says what came of it.</summary>
    internal static int Verify(IReadOnlyList<Trial> trials, Screen screen, Func<Trial, (string What, string? Difference)> verify)
    {
        int label = Math.Min(MostLabel, trials.Max(trial => CellText.Width(trial.Label)));
        (int same, int differing, int left) = (0, 0, 0);
        foreach (Trial trial in trials)
        {
            string name = CellText.Elide(CellText.Clean(trial.Label, screen.Unicode), label, screen.Unicode);
            string verdict;
            try
            {
                (string what, string? difference) = verify(trial);
                verdict = difference is null ? $"same {what}" : $"DIFFERS {difference}";
                _ = difference is null ? same++ : differing++;
            }
            catch (InvalidOperationException unfit)
            {
                // A rule for gradients of another kind than this network has.
                verdict = $"left out: {unfit.Message}";
                left++;
            }

            screen.Out.Write(name);
            HelpText.Paragraph(screen, verdict, label + 2, CellText.Width(name));
            screen.Out.Flush();
        }

        screen.Out.WriteLine();
        string rest = left > 0 ? $" {left} left out." : "";
        HelpText.Paragraph(screen, differing == 0
            ? $"{Trainings(same)} every number is that of the run without a break, to the last bit.{rest}"
            : $"{Trainings(same + differing)} {differing} went on otherwise than without a break.{rest}", 0);
        return differing == 0 ? 0 : 1;
    }

    private static string Trainings(int count) => count == 1 ? "1 training:" : FormattableString.Invariant($"{count} trainings:");

    private static (string What, string? Difference) Break(Trial trial, string folder)
    {
        ResumeReport report = ResumeCheck.Run(trial.Fresh, trial.Epochs, trial.Stops(), folder);
        return (FormattableString.Invariant($"{report.Numbers} numbers"), report.Stops.FirstOrDefault(stop => stop.Difference is not null) is ResumeStop bad ? FormattableString.Invariant($"from step {bad.Step}: {bad.Difference}") : null);
    }

    private (string What, string? Difference) Kill(Trial trial, int kills, ParseResult parsed, Experiment experiment, int seed, string folder)
    {
        string path = Path.Combine(folder, "run.safetensors");
        File.Delete(path);
        List<string> arguments = [Name, experiment.Name, "--child", path, "--seed", seed.ToString(CultureInfo.InvariantCulture), "--epochs", trial.Epochs.ToString(CultureInfo.InvariantCulture), "--optimizer", trial.Optimizer];
        if (trial.Schedule is not null)
            arguments.AddRange(["--schedule", trial.Schedule]);
        if (parsed.GetValue(_data) is string data)
            arguments.AddRange(["--data", data]);
        Killed killed = new(trial, path, arguments, new Random(seed));
        string? difference = killed.Run(kills);
        return (FormattableString.Invariant($"after {killed.Kills} kills"), difference);
    }
}
