using System.Text.Json.Nodes;
using Anneal.Cli.Configuration.Keys;
using Anneal.Cli.Configuration.Texts;
using Anneal.Cli.Configuration.Yaml;
using Anneal.Cli.Plans;
using Anneal.Controllers;

namespace Anneal.Cli.Configuration.Forms;

/// <summary>The arguments of Hugging Face's Trainer, with its defaults and its rounding.</summary>
internal sealed class HuggingFaceForm : Form
{
    private const string Standard = "linear";

    private static readonly Dictionary<string, string> _optimizers = new()
    {
        ["adamw_torch"] = "adamW",
        ["adamw_torch_fused"] = "adamW",
        ["adamw_hf"] = "adamW",
        ["adamw_torch_xla"] = "adamW",
        ["adamw_apex_fused"] = "adamW",
        ["adamw_torch_npu_fused"] = "adamW",
        ["sgd"] = "sgd",
        ["adagrad"] = "adagrad",
        ["rmsprop"] = "rmsProp",
        ["lion_32bit"] = "lion",
    };

    private static readonly string[] _types =
        ["linear", "cosine", "cosine_with_restarts", "polynomial", "constant", "constant_with_warmup", "inverse_sqrt", "reduce_lr_on_plateau", "cosine_with_min_lr", "cosine_warmup_with_min_lr", "warmup_stable_decay"];

    public override string Name => "Hugging Face";

    public override IReadOnlyList<string> Signs =>
        ["learning_rate", "lr_scheduler_type", "lr_scheduler_kwargs", "num_train_epochs", "per_device_train_batch_size", "warmup_ratio", "warmup_steps", "max_grad_norm", "adam_beta1", "adam_beta2", "adam_epsilon", "gradient_accumulation_steps"];

    private static readonly string[] _ours = ["schedule", "optimizer", "epochs"];

    public override bool Recognises(Mapping root) => base.Recognises(root) && !_ours.Any(root.Has);

    public override JsonObject Condition() => new() { ["anyOf"] = Required(Signs), ["not"] = new JsonObject { ["anyOf"] = Required(_ours) } };

    public override Section Section { get; } = new("the arguments",
    [
        OwnKeys.Part,
        new("learning_rate", new NumberKind(Least: 0), "The highest rate; default 5e-5."),
        new("lr_scheduler_type", new TextKind("a schedule", _types), "The schedule; default `linear`, down to 0 at the end."),
        new("lr_scheduler_kwargs", new SectionKind(new("lr_scheduler_kwargs", []) { Open = true }), "Arguments of the schedule, such as `num_cycles`, `min_lr`, `power`."),
        new("warmup_ratio", new NumberKind(Least: 0, Most: 1), "The share of the run that is warm-up, rounded up to updates; default 0."),
        new("warmup_steps", new WholeKind(0), "Updates of warm-up, which override the ratio; default 0."),
        new("num_train_epochs", new NumberKind(Above: 0), "Passes over the data; default 3."),
        new("max_steps", new WholeKind(-1), "Updates in all, which override the epochs; default -1, none."),
        new("per_device_train_batch_size", new WholeKind(1, 100_000_000), "Examples computed together, on one device; default 8."),
        new("gradient_accumulation_steps", new WholeKind(1, 1_000_000), "Batches that make one update; default 1."),
        new("max_grad_norm", new NumberKind(Least: 0), "The longest all gradients together may be; default 1, and 0 is unlimited."),
        new("weight_decay", new NumberKind(Least: 0), "Decay of all weights but biases and those of norms; default 0."),
        new("adam_beta1", new NumberKind(Least: 0, Below: 1), "Of AdamW; default 0.9."),
        new("adam_beta2", new NumberKind(Least: 0, Below: 1), "Of AdamW; default 0.999."),
        new("adam_epsilon", new NumberKind(Above: 0), "Of AdamW; default 1e-8."),
        new("optim", new TextKind("an optimizer", [.. _optimizers.Keys, "adafactor"]), "The optimizer; default `adamw_torch`."),
        new("seed", new WholeKind(0), "The seed of the first run; default 42."),
        new("metric_for_best_model", new TextKind("a metric"), "What `reduce_lr_on_plateau` watches: `loss`, `eval_loss`, `accuracy`; default the loss of the validation."),
        .. Peers.Unused("It steers logging, saving, devices or data loading.", HuggingFaceNames.Unused),
    ]);

    public override Request? Read(Given file, Source source)
    {
        SharedParts parts = new(file.Section("anneal"), source, file.Place);
        string type = file.Text("lr_scheduler_type") ?? Standard;
        double rate = file.Number("learning_rate") ?? 5e-5;
        bool plateau = type == "reduce_lr_on_plateau";
        PlateauPlan? reduced = plateau ? Plateau(file, rate) : null;
        string kwargs = plateau ? "" : Arguments(file, source.Faults);
        string rule = Rule(file, out double decay);
        int batch = file.Whole("per_device_train_batch_size") ?? 8, over = file.Whole("gradient_accumulation_steps") ?? 1;
        double epochs = file.Number("num_train_epochs") ?? 3;
        long most = file.Long("max_steps") ?? -1;
        if (epochs > 10_000_000)
            source.Faults.Add(file.At("num_train_epochs"), "'num_train_epochs' is at most 10000000.");
        if (most == 0)
            source.Faults.Add(file.At("max_steps"), "'max_steps' of 0 trains nothing: leave it out, or write -1.");
        double norm = file.Number("max_grad_norm") ?? 1;
        TrainingOptions options = new()
        {
            AccumulateOver = over,
            ClipNorm = norm > 0 ? norm : null,
            Plateau = reduced,
            Groups = decay > 0 ? [new() { Name = "no decay", MostDimensions = 1, WeightDecay = "0" }] : [],
        };
        int wholeEpochs = (int)Math.Clamp(Math.Ceiling(epochs), 1, 10_000_000);

        // How long the run is in updates is known when the data are.
        Request Sized(long perEpoch)
        {
            HuggingFaceLength length = HuggingFaceLength.Of(epochs, most, file.Number("warmup_ratio") ?? 0, file.Long("warmup_steps") ?? 0, perEpoch);
            string text = plateau ? Peers.Number(rate) : $"hf:get_scheduler({type}, lr={Peers.Number(rate)}, num_warmup_steps={length.Warmup}, num_training_steps={length.Updates}{kwargs})";
            if (!plateau && type is "constant" or "constant_with_warmup" or "inverse_sqrt")
                text = text.Replace(FormattableString.Invariant($", num_training_steps={length.Updates}"), "", StringComparison.Ordinal);
            if (type == "constant")
                text = text.Replace(FormattableString.Invariant($", num_warmup_steps={length.Warmup}"), "", StringComparison.Ordinal);
            Plan plan = parts.Plan(new(type, text), rule, length.Epochs(perEpoch), batch, options);
            LocatedText located = new LocatedText().Add(text, file.At(file.Has("lr_scheduler_kwargs") ? "lr_scheduler_kwargs" : "lr_scheduler_type"));
            return new(file.Section("anneal")?.Has("first_seed") is true ? plan : plan with { FirstSeed = file.Whole("seed") ?? 42 })
            {
                Output = parts.Output,
                Texts = [located],
                Ours = Ours(type, rate, length),
                Understood = Understood(file, type, rate, rule, norm, decay, length, perEpoch, batch, over),
                Unused = [.. file.Unused],
            };
        }

        Request nominal = Sized(1_000_000);
        nominal.Texts[0].Schedule(Request.Nominal(wholeEpochs), source.Faults);
        new LocatedText { IsRule = true }.Add(rule, file.At("optim")).Rule(Request.Nominal(wholeEpochs), source.Faults);
        return nominal with { Sized = Sized };
    }

    private static List<string> Understood(Given file, string type, double rate, string rule, double norm, double decay, HuggingFaceLength length, long perEpoch, int batch, int over)
    {
        string from = file.Long("warmup_steps") is > 0 ? "warmup_steps" : "warmup_ratio, rounded up";
        List<string> said =
        [
            $"{(file.Has("optim") ? file.Text("optim") : "adamw_torch (the default)")} became {rule}{(decay > 0 ? ", without weight decay for biases and norms, as the Trainer has it" : "")}.",
            FormattableString.Invariant($"{(file.Has("lr_scheduler_type") ? type : $"{type} (the default)")} from {rate} over {length.Updates} updates ({perEpoch} in an epoch of batches of {batch}{(over > 1 ? $", {over} to an update" : "")}), {(length.Warmup > 0 ? $"{length.Warmup} of them warm-up ({from})" : "without warm-up")}."),
            norm > 0 ? $"Gradients are clipped to a norm of {Peers.Number(norm)}{(file.Has("max_grad_norm") ? "" : ", the Trainer's default: max_grad_norm: 0 turns it off")}." : "Gradients are not clipped (max_grad_norm: 0).",
        ];
        if (file.Text("optim") is "adafactor")
            said.Add("Adafactor is torch.optim's, which scales the rate by the size of the weights and caps it by 1/√t; the Trainer turns both off in its own.");
        long more = (length.Epochs(perEpoch) * perEpoch) - length.Updates;
        if (more > 0)
            said.Add($"The Trainer stops after {length.Updates} updates, within an epoch; this tool trains whole ones, so {more} more updates follow.");
        return said;
    }

    private static string Rule(Given file, out double decay)
    {
        string optim = file.Text("optim") ?? "adamw_torch";
        decay = file.Number("weight_decay") ?? 0;
        string weight = $"weightDecay: {Peers.Number(decay)}";
        if (optim == "adafactor")
            return $"adafactor({weight})";

        string name = _optimizers[optim];
        IEnumerable<string> settings = name is "adamW" or "lion"
            ? [.. Peers.Setting("beta1", Given("adam_beta1")), .. Peers.Setting("beta2", Given("adam_beta2")), .. name == "adamW" ? Peers.Setting("epsilon", Given("adam_epsilon")) : [], weight]
            : [weight];
        return $"{name}({string.Join(", ", settings)})";

        string? Given(string key) => file.Number(key) is double value ? Peers.Number(value) : name == "lion" && key == "adam_beta2" ? "0.999" : null;
    }

    private static string Arguments(Given file, Faults faults)
    {
        if (file.Written["lr_scheduler_kwargs"] is not Mapping kwargs)
            return "";
        Composer composer = new(faults);
        List<string> arguments = [];
        foreach ((Scalar key, Entry value) in kwargs.Pairs)
        {
            if (!HuggingFaceNames.ScheduleArguments.Contains(key.Text))
                faults.Add(key.Place, $"'{Messages.Short(key.Text)}' is no argument of a schedule.{Messages.Nearest(key.Text, HuggingFaceNames.ScheduleArguments)}");
            else if (composer.Value(value) is LocatedText text)
                arguments.Add($", {key.Text}={text.Text}");
        }

        return string.Concat(arguments);
    }

    private static PlateauPlan Plateau(Given file, double rate)
    {
        Mapping kwargs = file.Written["lr_scheduler_kwargs"] as Mapping ?? new Mapping(file.Place, []);
        PlateauPlan plan = PyTorchForm.Plateau(kwargs, rate, file.Faults) ?? new();
        string metric = file.Text("metric_for_best_model") ?? "loss";
        string name = metric.StartsWith("eval_", StringComparison.Ordinal) ? metric[5..] : metric;
        return plan with { Metric = $"validation_{name}", Direction = kwargs.Has("mode") ? plan.Direction : name == "loss" ? Direction.Minimize : null };
    }

    private static string? Ours(string type, double rate, HuggingFaceLength length)
    {
        string lr = Peers.Number(rate), warm = length.Warmup > 0 ? $".warmedUp({length.Warmup})" : "";
        return type switch
        {
            "linear" => $"linear({lr}, 0, over: rest){warm}",
            "cosine" => $"cosine({lr}, 0, over: rest){warm}",
            "constant_with_warmup" => $"constant({lr}){warm}",
            _ => null,
        };
    }
}
