using System.Text.Json.Nodes;
using Anneal.Cli.Configuration.Keys;
using Anneal.Cli.Configuration.Texts;
using Anneal.Cli.Configuration.Yaml;
using Anneal.Cli.Plans;
using Anneal.Controllers;
using Anneal.Optimizers;
using Anneal.Optimizers.Text;
using Anneal.Schedules;

namespace Anneal.Cli.Configuration.Forms;

/// <summary>A file of PyTorch users: <c>optimizer: {name: Adam, lr: 0.01}</c> and <c>lr_scheduler: {name: StepLR, step_size: 30}</c>.</summary>
internal sealed class PyTorchForm : Form
{
    private static readonly Key[] _class =
    [
        new("name", new TextKind("a class of torch"), "The class; `type`, `class`, `_target_` and `class_path` are the same."),
        .. ((string[])["type", "class", "_target_", "class_path"]).Select(name => new Key(name, new TextKind("a class of torch"), "The same as `name`; modules in front of it may stand.")),
    ];

    private static readonly string[] _signsOfOptimizer = ["lr", "type", "class", "_target_", "class_path", "init_args"];

    private static readonly Section _plateau = new("lr_scheduler",
    [
        .. _class,
        new("mode", new TextKind("min or max", "min", "max"), "Which way the metric improves; default `min`."),
        new("factor", new NumberKind(Least: 0, Below: 1), "What the rate is multiplied by; default 0.1."),
        new("patience", new WholeKind(0), "Epochs without improvement that are tolerated; default 10."),
        new("threshold", new NumberKind(Least: 0), "The margin of an improvement; default 1e-4."),
        new("threshold_mode", new TextKind("rel or abs", "rel", "abs"), "How the threshold is read; default `rel`."),
        new("cooldown", new WholeKind(0), "Epochs after a reduction that do not count; default 0."),
        new("min_lr", new NumberKind(Least: 0), "The lowest rate; default 0."),
        new("monitor", new TextKind("a metric"), "What is watched; default `validation_loss`."),
        .. Peers.Unused("It has no part in the curve.", "eps", "verbose", "interval", "frequency", "strict", "last_epoch"),
    ]);

    public override string Name => "PyTorch";

    public override IReadOnlyList<string> Signs => ["lr_scheduler"];

    public override Section Section { get; } = new("the file",
    [
        OwnKeys.Part,
        new("optimizer", new SectionKind(new("optimizer", _class) { Open = true }), "The class with its arguments under PyTorch's names.") { Needed = true },
        new("lr_scheduler", new SectionKind(new("lr_scheduler", [.. _class, new("interval", new TextKind("a unit", "epoch", "step"), "What it counts; default `epoch`, and `step` for OneCycleLR and CyclicLR.")]) { Open = true }), "The class with its arguments under PyTorch's names; SequentialLR and ChainedScheduler hold a list `schedulers`. Default: the rate is constant."),
        new("epochs", new WholeKind(1, 10_000_000), "Passes over the data; default the experiment's."),
        new("batch_size", new WholeKind(1, 100_000_000), "Examples computed together; default the experiment's."),
        new("accumulate_grad_batches", new WholeKind(1, 1_000_000), "Batches that make one update; default 1."),
        new("gradient_clip_val", new NumberKind(Above: 0), "The longest all gradients together may be; default unlimited."),
        new("seed", new WholeKind(0), "The seed of the first run; default the experiment's."),
        .. Peers.Unused("It belongs to the program that trains.", "model", "num_workers", "device", "dataset", "loss", "criterion", "log_dir", "save_dir", "amp", "trainer"),
    ]);

    public override bool Recognises(Mapping root)
        => root.Has("lr_scheduler") || (!root.Has("schedule") && root["optimizer"] is Mapping optimizer && _signsOfOptimizer.Any(optimizer.Has));

    public override JsonObject Condition() => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["required"] = new JsonArray("lr_scheduler") },
            new JsonObject
            {
                ["not"] = new JsonObject { ["required"] = new JsonArray("schedule") },
                ["required"] = new JsonArray("optimizer"),
                ["properties"] = new JsonObject { ["optimizer"] = new JsonObject { ["type"] = "object", ["anyOf"] = Required(_signsOfOptimizer) } },
            }),
    };

    public override Request? Read(Given file, Source source)
    {
        SharedParts parts = new(file.Section("anneal"), source, file.Place);
        int epochs = file.Whole("epochs") ?? parts.Experiment.Epochs;
        RunLength nominal = Request.Nominal(epochs);
        if (file.Written["optimizer"] is not Mapping optimizer || Rule(optimizer, source.Faults) is not { } rule || rule.Text.Rule(nominal, source.Faults) is not UpdateRule read)
            return null;
        Mapping? scheduler = file.Written["lr_scheduler"] as Mapping;
        Scalar rate = PyTorchCurve.Arguments(optimizer)["lr"] as Scalar ?? new(optimizer.Place, Peers.Number(read.LearningRate.At(0)), false);
        bool plateau = scheduler is not null && PyTorchCurve.Name(scheduler)?.Text == "ReduceLROnPlateau";
        LocatedText? schedule = scheduler is null || plateau ? LocatedText.Of(rate) : PyTorchCurve.Text(scheduler, rate, source.Faults);
        if (schedule?.Schedule(nominal, source.Faults) is null)
            return null;
        int batch = file.Whole("batch_size") ?? parts.Experiment.Batch;
        TrainingOptions options = new()
        {
            AccumulateOver = file.Whole("accumulate_grad_batches") ?? 1,
            ClipNorm = file.Number("gradient_clip_val"),
            Plateau = plateau ? Plateau(PyTorchCurve.WithMonitor(scheduler!), Reading.TryNumber(rate.Text) ?? 0, source.Faults) : null,
        };
        Plan plan = parts.Plan(new(schedule.Text.Trim(), schedule.Text.Trim()), rule.Text.Text, epochs, batch, options);
        return new(file.Whole("seed") is int seed && file.Section("anneal")?.Has("first_seed") is not true ? plan with { FirstSeed = seed } : plan)
        {
            Output = parts.Output,
            Texts = [schedule, rule.Text],
            Ours = scheduler is null || plateau ? null : Ours(scheduler, rate),
            Understood =
            [
                $"The optimizer is PyTorch's {rule.Name}: {read with { LearningRate = 0 }}.".Replace("(0, ", "(", StringComparison.Ordinal).Replace("(0)", "()", StringComparison.Ordinal),
                scheduler is null ? "There is no lr_scheduler: the rate is constant."
                    : plateau ? "ReduceLROnPlateau watches a metric at the end of each epoch; it became 'plateau'. PyTorch's eps is 1e-8 and plays no part."
                    : PyTorchCurve.PerStep(scheduler) ? $"{PyTorchCurve.Name(scheduler)!.Text} counts updates{(scheduler.Has("interval") ? "" : ", as PyTorch's documentation steps it after every batch; 'interval: epoch' would count epochs")}."
                    : $"{PyTorchCurve.Name(scheduler)!.Text} counts epochs, as scheduler.step() once per epoch does; 'interval: step' would count updates.",
            ],
            Unused = [.. file.Unused],
        };
    }

    private static (LocatedText Text, string Name)? Rule(Mapping optimizer, Faults faults)
    {
        if (PyTorchCurve.Name(optimizer) is not Scalar name)
        {
            faults.Add(optimizer.Place, "the optimizer does not say its class: add name: Adam.");
            return null;
        }

        PeerEntry[] known = [.. RuleCatalogue.PeerEntries.Where(entry => entry.Dialect == "pytorch")];
        if (known.FirstOrDefault(entry => entry.Name == name.Text) is not PeerEntry entry)
        {
            faults.Add(name.Place, $"PyTorch has no optimizer '{Messages.Short(name.Text)}' here.{Messages.Nearest(name.Text, known.Select(one => one.Name))}");
            return null;
        }

        // How torch computes an update is no part of what it computes.
        Mapping arguments = PyTorchCurve.Arguments(optimizer);
        arguments = arguments with { Pairs = [.. arguments.Pairs.Where(pair => pair.Key.Text is not ("foreach" or "fused" or "capturable" or "differentiable"))] };
        bool good = true;
        foreach (Scalar key in arguments.Pairs.Select(pair => pair.Key).Where(key => !entry.Parameters.Any(parameter => PyTorchCurve.Same(parameter, key.Text))))
        {
            faults.Add(key.Place, $"'{Messages.Short(key.Text)}' is no key of optimizer {entry.Name}.{Messages.Nearest(key.Text, entry.Parameters)}");
            good = false;
        }

        return good && new Composer(faults).Call(arguments, name with { Text = $"pytorch:{entry.Name}" }) is LocatedText text ? (new LocatedText { IsRule = true }.Add(text), entry.Name) : null;
    }

    /// <summary>The arguments of ReduceLROnPlateau; null where they cannot be used, which is reported.</summary>
    internal static PlateauPlan? Plateau(Mapping arguments, double lr, Faults faults)
    {
        if (!_plateau.Check(arguments, faults))
            return null;
        Given given = new(arguments, _plateau, faults);
        double minimum = given.Number("min_lr") ?? 0;
        if (minimum > lr)
            faults.Add(given.At("min_lr"), FormattableString.Invariant($"min_lr is {minimum}, above the rate itself, {lr}."));
        return new()
        {
            Metric = given.Text("monitor"),
            Direction = given.Text("mode") switch { "max" => Direction.Maximize, "min" => Direction.Minimize, _ => Direction.Minimize },
            Factor = given.Number("factor") ?? 0.1,
            Patience = given.Long("patience") ?? 10,
            Threshold = given.Number("threshold") ?? 1e-4,
            Margin = given.Text("threshold_mode") is "abs" ? Margin.Absolute : Margin.Relative,
            Cooldown = given.Long("cooldown") ?? 0,
            MinimumScale = lr > 0 ? Math.Min(1, minimum / lr) : 0,
        };
    }

    // What people mean by these, without PyTorch's surprises past the end.
    private static string? Ours(Mapping scheduler, Scalar rate)
    {
        Mapping arguments = PyTorchCurve.Arguments(scheduler);
        string? Of(string key) => arguments[key] is Scalar scalar && Reading.TryNumber(scalar.Text) is double value ? Peers.Number(value) : null;
        return PyTorchCurve.Name(scheduler)!.Text switch
        {
            "CosineAnnealingLR" => $"cosine({rate.Text}, {Of("eta_min") ?? "0"}, over: rest)",
            "OneCycleLR" => $"oneCycle({Of("max_lr")}, over: rest)",
            "LinearLR" => null,
            _ => null,
        };
    }
}
