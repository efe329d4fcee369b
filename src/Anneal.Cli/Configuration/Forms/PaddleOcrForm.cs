using Anneal.Cli.Configuration.Keys;
using Anneal.Cli.Configuration.Texts;
using Anneal.Cli.Configuration.Yaml;
using Anneal.Cli.Plans;

namespace Anneal.Cli.Configuration.Forms;

/// <summary>A configuration of PaddleOCR: its optimizer, its curve, its epochs and its batch.</summary>
internal sealed class PaddleOcrForm : Form
{
    private const string Ocr = "It belongs to reading text in pictures.";

    private static readonly Section _regularizer = new("Optimizer.regularizer",
    [
        new("name", new TextKind("a penalty", "L2"), "`L2` adds factor·w to the gradient; with AdamW it is the weight decay. `L1` is not known here.") { Needed = true },
        new("factor", new NumberKind(Least: 0), "The factor of the penalty.") { Needed = true },
    ]);

    private static readonly Section _optimizer = new("Optimizer",
    [
        new("name", new TextKind("an optimizer", "Adam", "AdamW", "Momentum", "RMSProp", "Adadelta"), "PaddleOCR's optimizer.") { Needed = true },
        new("lr", new SectionKind(new("Optimizer.lr", [new("name", new TextKind("a schedule of PaddleOCR"), "The schedule, such as `Cosine`; without it `learning_rate` is constant.")]) { Open = true }), "The schedule by name with its arguments, lengths in epochs.") { Needed = true },
        new("beta1", new NumberKind(Least: 0, Below: 1), "Of Adam and AdamW; default 0.9."),
        new("beta2", new NumberKind(Least: 0, Below: 1), "Of Adam and AdamW; default 0.999."),
        new("epsilon", new NumberKind(Above: 0), "Default 1e-8; RMSProp 1e-6."),
        new("momentum", new NumberKind(Least: 0, Below: 1), "Of Momentum, which needs it, and RMSProp, where it is 0 by default."),
        new("rho", new NumberKind(Least: 0, Below: 1), "Of RMSProp and Adadelta; default 0.95."),
        new("weight_decay", new NumberKind(Least: 0), "Of AdamW 0.01 by default, else 0; a regularizer takes its place."),
        new("regularizer", new SectionKind(_regularizer), "A penalty on the weights; default none."),
        new("clip_norm", new NumberKind(Above: 0), "The longest a gradient may be, which PaddleOCR applies to each tensor by itself and this tool to all together; default unlimited."),
        new("clip_norm_global", new NumberKind(Above: 0), "The longest all gradients together may be; default unlimited."),
        new("no_weight_decay_name", new TextKind("words"), "Of AdamW: parameters with one of these words in their name do not decay."),
        new("one_dim_param_no_weight_decay", new TruthKind(), "Of AdamW: biases and the weights of norms do not decay; default false."),
        .. Peers.Unused("It changes how numbers are kept, not which.", "multi_precision", "lazy_mode"),
    ]);

    public override string Name => "PaddleOCR";

    public override IReadOnlyList<string> Signs => ["Global", "Optimizer"];

    public override Section Section { get; } = new("the file",
    [
        OwnKeys.Part,
        new("Global", new SectionKind(new("Global", [new("epoch_num", new WholeKind(1, 10_000_000), "Passes over the data.") { Needed = true }]) { Open = true }), "Of it only `epoch_num` is used.") { Needed = true },
        new("Optimizer", new SectionKind(_optimizer), "Optimizer, schedule, penalty and clipping.") { Needed = true },
        new("Train", new SectionKind(new("Train",
        [
            new("loader", new SectionKind(new("Train.loader", [new("batch_size_per_card", new WholeKind(1, 100_000_000), "Examples of an update; default the experiment's.")]) { Open = true }), "Of it only `batch_size_per_card` is used."),
        ])
        { Open = true }), "Of it only `loader.batch_size_per_card` is used."),
        .. Peers.Unused(Ocr, "Architecture", "Loss", "PostProcess", "Metric", "Eval", "profiler_options", "wandb", "Infer", "EvalLoss", "Student", "Teacher"),
    ]);

    public override Request? Read(Given file, Source source)
    {
        SharedParts parts = new(file.Section("anneal"), source, file.Place);
        if (file.Section("Global")?.Whole("epoch_num") is not int epochs || file.Section("Optimizer") is not Given optimizer)
            return null;
        string? name = optimizer.Text("name");
        string? rule = name is null ? null : Rule(optimizer, name, source.Faults);
        LocatedText? schedule = optimizer.Written["lr"] is Mapping lr ? PaddleOcrCurve.Text(lr, epochs, source.Faults) : null;
        if (rule is null || schedule is null)
            return null;
        int? batch = file.Section("Train")?.Section("loader")?.Whole("batch_size_per_card");
        double? norm = optimizer.Number("clip_norm_global") ?? optimizer.Number("clip_norm");
        TrainingOptions options = new() { ClipNorm = norm, Groups = Undecayed(optimizer, name!) };
        LocatedText located = new LocatedText { IsRule = true }.Add(rule, optimizer.At("name"));
        located.Rule(Request.Nominal(epochs), source.Faults);
        string text = schedule.Text;
        return new(parts.Plan(new(text, text), rule, epochs, batch ?? parts.Experiment.Batch, options))
        {
            Output = parts.Output,
            Texts = [schedule, located],
            Ours = PaddleOcrCurve.Ours((Mapping)optimizer.Written["lr"]!),
            Understood =
            [
                $"{name} became {rule}{(options.Groups.Count > 0 ? $", without weight decay for {Peers.And(options.Groups.Select(group => group.Match is null ? "what has one dimension" : string.Join(", ", group.Match)))}" : "")}.",
                batch is null ? $"The file has no Train.loader.batch_size_per_card: batches are the experiment's {parts.Experiment.Batch}." : $"Epochs {epochs} (Global.epoch_num), batch {batch} (Train.loader.batch_size_per_card), as on one card; the schedule is asked before every update, as PaddleOCR does.",
                .. norm is null ? (string[])[] : [optimizer.Has("clip_norm_global") ? $"Gradients are clipped to a norm of {Peers.Number(norm.Value)} over all parameters." : $"clip_norm: PaddleOCR clips each tensor by itself to {Peers.Number(norm.Value)}; here all together are, which is never looser."],
            ],
            Unused = [.. file.Unused, .. NotUsed(file, "Global"), .. NotUsed(file, "Train"), .. optimizer.Unused.Concat(Idle(optimizer, name!)).Select(key => $"Optimizer.{key}")],
        };
    }

    private static IEnumerable<string> NotUsed(Given file, string section)
    {
        if (file.Section(section) is not Given given)
            return [];
        IEnumerable<string> loader = section == "Train" && given.Section("loader") is Given inner ? inner.Unused.Select(key => $"Train.loader.{key}") : [];
        return [.. given.Unused.Select(key => $"{section}.{key}"), .. loader];
    }

    // PaddleOCR's classes swallow whatever they do not know.
    private static IEnumerable<string> Idle(Given optimizer, string name)
    {
        string[] acting = name switch
        {
            "Adam" => ["beta1", "beta2", "epsilon"],
            "AdamW" => ["beta1", "beta2", "epsilon", "no_weight_decay_name", "one_dim_param_no_weight_decay"],
            "Momentum" => ["momentum"],
            "RMSProp" => ["momentum", "rho", "epsilon"],
            _ => ["rho", "epsilon"],
        };
        return ((string[])["beta1", "beta2", "epsilon", "momentum", "rho", "no_weight_decay_name", "one_dim_param_no_weight_decay"]).Where(key => optimizer.Has(key) && !acting.Contains(key));
    }

    private static string? Rule(Given optimizer, string name, Faults faults)
    {
        if (name == "Momentum" && !optimizer.Has("momentum"))
            faults.Add(optimizer.At("name"), "Momentum needs 'momentum', such as 0.9.");
        string? decay = (optimizer.Section("regularizer")?.Number("factor") ?? optimizer.Number("weight_decay")) is double factor ? Peers.Number(factor) : null;
        IEnumerable<string> Given(string key, string setting, string? standard = null) => Peers.Setting(setting, optimizer.Number(key) is double value ? Peers.Number(value) : standard);
        (string rule, IEnumerable<string> settings) = name switch
        {
            "Adam" => ("adam", [.. Given("beta1", "beta1"), .. Given("beta2", "beta2"), .. Given("epsilon", "epsilon")]),
            "AdamW" => ("adamW", [.. Given("beta1", "beta1"), .. Given("beta2", "beta2"), .. Given("epsilon", "epsilon")]),
            "Momentum" => ("sgd", Given("momentum", "momentum")),
            "RMSProp" => ("rmsProp", (IEnumerable<string>)[.. Given("rho", "alpha", "0.95"), .. Given("epsilon", "epsilon", "1e-6"), .. Given("momentum", "momentum"), "epsilonInRoot: true", .. optimizer.Number("momentum") > 0 ? (string[])["rateInVelocity: true"] : []]),
            _ => ("adadelta", [.. Given("rho", "rho", "0.95"), .. Given("epsilon", "epsilon", "1e-8")]),
        };
        return $"{rule}({string.Join(", ", settings.Concat(Peers.Setting("weightDecay", decay)))})";
    }

    private static List<GroupPlan> Undecayed(Given optimizer, string name)
    {
        if (name != "AdamW")
            return [];
        List<GroupPlan> groups = [];
        if (optimizer.Text("no_weight_decay_name")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words)
            groups.Add(new() { Name = "no_weight_decay_name", Match = [.. words.Select(word => $"*{word}*")], WeightDecay = "0" });
        if (optimizer.Truth("one_dim_param_no_weight_decay") is true)
            groups.Add(new() { Name = "one_dim_param_no_weight_decay", MostDimensions = 1, WeightDecay = "0" });
        return groups;
    }
}
