using Anneal.Cli.Configuration.Keys;
using Anneal.Cli.Experiments;

namespace Anneal.Cli.Configuration.Forms;

/// <summary>The keys of Anneal's own form.</summary>
internal static class OwnKeys
{
    private static readonly Kind _schedule = new AnyKind("schedule: text, a number, or keys", "string", "number", "object");
    private static readonly Kind _optimizer = new AnyKind("optimizer: text, or keys", "string", "object");
    private static readonly Kind _metric = new TextKind("the name of a metric, such as `validation_loss`");

    private static readonly Section _network = new("network",
    [
        new("type", new TextKind("a network", [.. Networks.Names]), "The network by name.") { Needed = true },
        new("hidden", new ListKind(new WholeKind(1, 10_000)), "The widths between inputs and outputs of `mlp`; default 64 and 32."),
    ])
    { Short = "type" };

    private static readonly Section _data = new("data",
    [
        new("source", new TextKind($"{string.Join(", ", DataSources.Names.Select(name => $"`{name}`"))}, or the path of a CSV file"), "Which data; default the experiment's."),
        new("path", new TextKind("a path"), "The folder or file, relative to this file; default the usual places."),
        new("target", new TextKind("a column"), "The column of a table to be predicted."),
        new("ignored", new ListKind(new TextKind("a column")), "Columns of a table left out."),
        new("categorical", new ListKind(new TextKind("a column")), "Columns of a table that are categories even where they are numbers."),
        new("classification", new TruthKind(), "Whether the target of a table is a class; default: it is where it holds words."),
        new("separator", new TextKind("one character"), "What stands between two fields of a table; default: found by looking."),
        new("validation", new NumberKind(Above: 0, Below: 1), "The share of a table that is kept to judge by; default 0.2."),
        new("limit", new WholeKind(1), "Use only so many examples; default all."),
    ])
    { Short = "source" };

    private static readonly Section _group = new("a group",
    [
        new("name", new TextKind("text"), "What lists call the group.") { Needed = true },
        new("match", new ListKind(new TextKind("a pattern")), "Names of parameters, with `*` for anything: `\"*.bias\"`. Any of them is enough."),
        new("dimensions", new WholeKind(0, 8), "Parameters with at most so many dimensions: 1 takes biases and the weights of norms."),
        new("optimizer", _optimizer, "Another optimizer; default the training's."),
        new("schedule", _schedule, "Another schedule; default the training's."),
        new("rate_factor", new NumberKind(Least: 0), "What the rate is multiplied by; default 1."),
        new("weight_decay", _schedule, "Another weight decay; default the optimizer's."),
        new("frozen_until", new LengthKind(), "For so long the group does not learn; default 0."),
    ]);

    private static readonly Section _average = new("average",
    [
        new("type", new TextKind("an average", "ema", "swa"), "An exponential average of the weights, or the equal average of the last part of the run; it is used for validation.") { Needed = true },
        new("decay", _schedule, "The decay of `ema`; default 0.999."),
        new("from", new LengthKind(), "The update the average begins with; default the first one (`ema`) or 75% (`swa`)."),
        new("every", new LengthKind(), "Updates between two that are taken; default 1 (`ema`) or 1ep (`swa`)."),
        new("refresh_batch_norms", new WholeKind(0), "Training batches that batch norms are run over before the average is validated; default 0."),
    ])
    { Short = "type" };

    private static readonly Section _plateau = new("plateau",
    [
        new("metric", _metric, "What is watched, epoch by epoch; default `validation_loss`."),
        new("direction", new TextKind("a direction", "minimize", "maximize"), "Which way the metric improves; default its own."),
        new("factor", new NumberKind(Least: 0, Below: 1), "What the rate is multiplied by; default 0.1."),
        new("patience", new WholeKind(0), "Epochs without improvement that are tolerated; default 10."),
        new("threshold", new NumberKind(Least: 0), "The margin of an improvement; default 1e-4."),
        new("margin", new TextKind("a margin", "relative", "absolute"), "How the threshold is read; default relative to the best value."),
        new("cooldown", new WholeKind(0), "Epochs after a reduction during which nothing is counted; default 0."),
        new("minimum_scale", new NumberKind(Least: 0, Most: 1), "The factor of the schedule never falls below this; default 0."),
    ])
    { TruthTurnsOn = true };

    private static readonly Section _stopping = new("early_stopping",
    [
        new("metric", _metric, "What is watched, epoch by epoch; default `validation_loss`."),
        new("patience", new WholeKind(0), "Epochs that are no better than the best one before the run ends; default 5."),
        new("minimum_delta", new NumberKind(Least: 0), "By how much an epoch must be better; default 0."),
        new("restore_best", new TruthKind(), "Whether the weights of the best epoch are put back at the end; default false."),
    ])
    { TruthTurnsOn = true };

    private static readonly Section _guard = new("guard",
    [
        new("on_non_finite", new TextKind("an action", "skip", "throw", "roll_back"), "What happens where a gradient is no number; default `skip`."),
        new("on_explosion", new TextKind("an action", "shrink", "skip", "throw", "roll_back"), "What happens where the gradient is far longer than usual; default `shrink`."),
        new("factor", new NumberKind(Above: 1), "How many times longer is far; default 10."),
        new("warm_up", new WholeKind(1), "Updates before the usual length is known; default 20."),
    ])
    { TruthTurnsOn = true };

    /// <summary>What is trained, how often, and what is kept: all that a peer's file has no words for.</summary>
    private static readonly Key[] _shared =
    [
        new("name", new TextKind("letters, digits and dashes"), "What folders and lists call the training; default the file's name.") { Example = "first-try" },
        new("experiment", new TextKind("an experiment", [.. Experiment.All.Select(experiment => experiment.Name)]), "The network, the data and the habits of an experiment hold where nothing else is said; default: what suits the data."),
        new("network", new SectionKind(_network), "Another network than the experiment's."),
        new("data", new SectionKind(_data), "Which data, and how much of it; default the experiment's."),
        new("seeds", new WholeKind(1, 1000), "Runs, each with a seed of its own; default 1.") { Example = "3" },
        new("first_seed", new WholeKind(0), "The seed of the first run, which decides its start and its order; default the experiment's, usually 1.") { Example = "7" },
        new("metrics", new ListKind(new TextKind("a metric")), "What is measured besides the loss, the first of which decides: `accuracy`, `top5` (any number), `mse`, `mae`, `r2`; default the experiment's."),
        new("average", new SectionKind(_average), "An average of the weights, used for validation; default none.") { Example = "{type: ema, decay: 0.999}" },
        new("early_stopping", new SectionKind(_stopping), "Ends the run when a metric stops improving; default: it goes to its end.") { Example = "{metric: validation_loss, patience: 10, restore_best: true}" },
        new("guard", new SectionKind(_guard), "Keeps a bad batch from ruining the run; default: nothing is looked at.") { Example = "true" },
        new("keep_best", _metric, "The metric whose best epoch is kept as a checkpoint of its own; default none.") { Example = "validation_loss" },
        new("checkpoint_every", new TextKind("seconds (`20s`), updates (`100`) or epochs (`1ep`)"), "How often a checkpoint is written; default 20s.") { Example = "1ep" },
        new("output", new TextKind("a path"), "The folder of the results, relative to this file, new or empty; default `anneal-runs/NAME-1`, `-2`, … where the tool is run.") { Example = "results/first-try" },
    ];

    /// <summary>A whole file.</summary>
    public static Section Root { get; } = new("the file",
    [
        .. _shared[..4],
        new("epochs", new WholeKind(1, 10_000_000), "Passes over the data; default the experiment's."),
        new("batch", new WholeKind(1, 100_000_000), "Examples computed together; default the experiment's."),
        new("accumulate", new WholeKind(1, 1_000_000), "Batches that make one update; default 1.") { Example = "2" },
        .. _shared[4..6],
        new("optimizer", _optimizer, "`adamW(weightDecay=0.01)`, a peer's (`pytorch:Adam(lr=0.001)`), or keys: `name: adamW` and its settings; default the experiment's. A rate in it is the schedule, where there is no other."),
        new("schedule", _schedule, "The learning rate: a number, text (`\"cosine(0.3, 0, over: rest)\"`), or keys: `schedule: cosine` and its arguments; default the rate of the optimizer."),
        new("groups", new ListKind(new SectionKind(_group), OrOne: false), "Parameters that are treated otherwise, the first that matches wins; default none.") { Example = "[{name: biases, dimensions: 1, rate_factor: 2, weight_decay: 0}]" },
        new("layer_decay", new NumberKind(Above: 0, Most: 1), "What each layer further from the output multiplies the rate by; default 1.") { Example = "0.9" },
        new("clip_norm", new NumberKind(Above: 0), "The most that the norm of all gradients together may be; default unlimited.") { Example = "1" },
        new("clip_value", new NumberKind(Above: 0), "The most that the size of a gradient's number may be; default unlimited.") { Example = "0.5" },
        .. _shared[7..8],
        new("plateau", new SectionKind(_plateau), "Lowers the rate when a metric stops improving; default none.") { Example = "{patience: 5, factor: 0.5}" },
        .. _shared[8..10],
        .. _shared[6..7],
        .. _shared[10..],
    ])
    {
        Others = new Dictionary<string, string>
        {
            ["learning_rate"] = "The rate is 'schedule': a number, or how it goes.",
            ["lr"] = "The rate is 'schedule': a number, or how it goes.",
            ["lr_scheduler"] = "The scheduler is 'schedule'.",
            ["weight_decay"] = "The weight decay belongs to the optimizer: optimizer: {name: adamW, weight_decay: 0.01}.",
            ["momentum"] = "The momentum belongs to the optimizer: optimizer: {name: sgd, momentum: 0.9}.",
            ["batch_size"] = "Its name is 'batch'.",
            ["max_epochs"] = "Its name is 'epochs'.",
            ["random_seed"] = "Its name is 'first_seed'; 'seeds' says how many.",
            ["warmup_steps"] = "A warm-up belongs to the schedule: \"cosine(0.3, 0, over: rest).warmedUp(5%)\".",
            ["gradient_accumulation_steps"] = "Its name is 'accumulate'.",
            ["hidden"] = "The widths belong to the network: network: {type: mlp, hidden: [64, 32]}.",
            ["target"] = "The target belongs to the data: data: {path: FILE.csv, target: COLUMN}.",
            ["model"] = "Its name is 'network'.",
            ["dataset"] = "Its name is 'data'.",
        },
    };

    /// <summary>Anneal's part of a peer's file.</summary>
    public static Key Part { get; } = new("anneal", new SectionKind(new Section("anneal", _shared)), "What is trained and kept: all that this form has no words for. The peer itself does not look at it.");
}
