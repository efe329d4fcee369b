using System.CommandLine;
using Anneal.Cli.Comparisons;
using Anneal.Cli.Configuration;
using Anneal.Cli.Experiments;
using Anneal.Cli.Inputs;
using Anneal.Cli.Plans;
using Anneal.Cli.RateFinding;
using Anneal.Cli.Storage;
using Anneal.Cli.Terminal;
using Anneal.Schedules;
using Anneal.Schedules.Text;
using Anneal.Training;

namespace Anneal.Cli.Commands;

/// <summary>Trains what a file says.</summary>
internal sealed class TrainCommand : AnnealCommand
{
    private readonly Argument<string> _file = new("file") { HelpName = "FILE", Description = "A configuration in YAML or JSON: Anneal's own ('anneal init' writes one), PaddleOCR's, Hugging Face arguments, or PyTorch's optimizer and lr_scheduler." };
    private readonly Option<string[]> _set = new("--set") { HelpName = "KEY=VALUE", Description = "A value in the place of the file's, with dots between keys: --set optimizer.weight_decay=0.05 --set data.path=x.csv; repeatable." };
    private readonly Option<string?> _experiment = new("--experiment") { HelpName = "NAME", Description = "What is trained, for a file that does not say it." };
    private readonly Option<string?> _data = new("--data") { HelpName = "NAME", Description = "The data: a known name, or a CSV file." };
    private readonly Option<string?> _target = new("--target") { HelpName = "COLUMN", Description = "The column of a table to be predicted." };
    private readonly Option<string?> _schedule = new("--schedule") { HelpName = "TEXT", Description = "Another schedule than the file's." };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Read everything, show the plan, the curve and what is probably wrong with it, and train nothing." };
    private readonly Option<string?> _threads = new("--threads") { HelpName = "N", Description = "Threads. Default: the processors. Results do not depend on it." };
    private readonly Option<string?> _output = new("--output") { HelpName = "DIR", Description = "The folder for report and numbers; must be new or empty. Default: the file's, or anneal-runs/NAME-1, -2, …" };
    private readonly StoreOptions _store;
    private readonly Option<bool> _json = new("--json") { Description = "Write the results (or the plan) as JSON to standard output." };

    public TrainCommand() : base("train", "Train what a file says: network, data, optimizer, schedule.")
    {
        Add(_file);
        foreach (Option option in (Option[])[_set, _experiment, _data, _target, _schedule, _dryRun, _threads, _output, _json])
            Add(option);
        _store = new(this, records: true);
    }

    public override int Place => -2;

    public override IReadOnlyList<(string Line, string Does)> Examples =>
    [
        ("anneal train anneal.yaml", "train as the file says, and write a report"),
        ("anneal train anneal.yaml --dry-run", "what would be trained, and what is probably wrong with it"),
        ("anneal train anneal.yaml --set epochs=20 --set optimizer.weight_decay=0.05", "the same with other values"),
        ("anneal train rec_mv3.yml --data houses.csv --target price --dry-run", "a curve of PaddleOCR on a table of your own"),
    ];

    public override IReadOnlyList<string> Notes =>
    [
        "Every key is checked: what nobody knows is an error with its line, never ignored. A peer's file is read as it is, with the peer's own defaults and rounding; what was understood, how the curve differs from ours and what is not used is said. All keys: docs/configuration.md.",
        "Ctrl-C keeps a checkpoint of every run: anneal resume DIR.",
        "Exit code: 0; 2 for input that cannot be used; 130 when interrupted.",
    ];

    public override int Run(ParseResult parsed, Screen screen)
    {
        StoreChoice store = _store.Read(parsed);
        int threads = parsed.GetValue(_threads) is string text ? (int)Math.Min(int.MaxValue, RunOptions.Whole(text, "--threads", 1)) : Environment.ProcessorCount;
        TrainingFile file = TrainingFile.Read(parsed.GetValue(_file)!, [.. (parsed.GetValue(_set) ?? []).Select(Set.Parse)], [.. Own(parsed)]).Complete(screen.Error);
        if (parsed.GetValue(_schedule) is string schedule)
        {
            Written written = Written.Read(schedule);
            file = file.With(new PlannedSchedule(written.Label, written.Text.Trim()));
        }

        file = file.WithRate(plan => Found.In(plan, threads, screen.Error));
        (Setup setup, IReadOnlyList<Entrant> entrants) = Prepared(file, screen);
        file.Check(setup);
        Trainer trainer = setup.Trainer(setup.Rule(entrants[0].Schedule), file.Plan.FirstSeed);
        PlanView view = new(file, setup, entrants[0], trainer);
        bool json = parsed.GetValue(_json);
        if (parsed.GetValue(_dryRun))
        {
            if (json)
                view.WriteJson(screen.Data);
            else
                view.Write(screen);
            return 0;
        }

        if (!json)
            view.Peer(screen);
        ContestFolder folder = ContestFolder.Create(parsed.GetValue(_output) ?? file.Request.Output, file.Plan);
        return ContestRunner.Run(file.Plan, folder, (setup, entrants), threads, json, screen, store);
    }

    private IEnumerable<Set> Own(ParseResult parsed)
    {
        if (parsed.GetValue(_experiment) is string experiment)
            yield return new("experiment", experiment, _experiment.Name);
        if (parsed.GetValue(_data) is string data)
        {
            yield return new("data.path", "null", _data.Name);
            yield return new("data.source", data, _data.Name);
        }

        if (parsed.GetValue(_target) is string target)
            yield return new("data.target", target, _target.Name);
    }

    // What a run of this length cannot hold is said with its place in the file.
    private static (Setup Setup, IReadOnlyList<Entrant> Entrants) Prepared(TrainingFile file, Screen screen)
    {
        try
        {
            return ContestRunner.Prepare(file.Plan, screen.Error);
        }
        catch (ScheduleTextException)
        {
            (_, ExperimentData data) = PlannedExperiment.Load(file.Plan, TextWriter.Null);
            long batches = ((long)data.Training.Count + file.Plan.Batch - 1) / file.Plan.Batch;
            file.Check(RunLength.Of(file.Plan.Epochs, (batches + file.Plan.Options.AccumulateOver - 1) / file.Plan.Options.AccumulateOver));
            throw;
        }
    }
}
