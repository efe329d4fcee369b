using Anneal.Cli.Configuration.Keys;
using Anneal.Cli.Configuration.Texts;
using Anneal.Cli.Configuration.Yaml;
using Anneal.Cli.Experiments;
using Anneal.Cli.Plans;
using Anneal.Controllers;
using Anneal.Optimizers;
using Anneal.Training.Metrics;

namespace Anneal.Cli.Configuration.Forms;

/// <summary>What is trained and kept: the keys that our own files and the 'anneal' section of a peer's have in common.</summary>
internal sealed class SharedParts
{
    // More would not be a network for this tool, and asks for memory nobody meant.
    private const int MostWeights = 20_000_000;

    private readonly Given? _given;
    private readonly Source _source;

    public SharedParts(Given? given, Source source, Place place)
    {
        (_given, _source) = (given, source);
        Network = given?.Section("network") is Given network && network.Text("type") is string type ? new() { Type = type, Hidden = network.Value("hidden") is Entry hidden ? Widths(hidden) : null } : null;
        if (Network is { Hidden: not null } and not { Type: "mlp" })
            source.Faults.Add(given!.Section("network")!.At("hidden"), $"only the network 'mlp' has hidden widths: leave them out for '{Network.Type}'.");
        if (Network?.Hidden is { } widths && widths.Zip(widths.Skip(1), (from, to) => (double)from * to).Sum() > MostWeights)
            source.Faults.Add(given!.Section("network")!.At("hidden"), FormattableString.Invariant($"'hidden': these widths need more than {MostWeights / 1_000_000} million weights: make them smaller."));
        Data = given?.Section("data") is Given data ? DataOf(data) : new();
        Experiment = ExperimentOf(place);
    }

    public Experiment Experiment { get; }

    public NetworkPlan? Network { get; private set; }

    public DataPlan Data { get; }

    public string? Output => _given?.Text("output") is string path ? _source.Resolve(path, _given.At("output")) : null;

    /// <summary>A plan with everything that is shared.</summary>
    public Plan Plan(PlannedSchedule schedule, string optimizer, int epochs, int batch, TrainingOptions options) => new()
    {
        Kind = PlanKind.Training,
        Name = Name(),
        Experiment = Experiment.Name,
        Network = Network,
        Data = Data,
        Schedules = [schedule],
        Optimizer = optimizer,
        Epochs = epochs,
        Batch = batch,
        Seeds = _given?.Whole("seeds") ?? 1,
        FirstSeed = _given?.Whole("first_seed") ?? Experiment.FirstSeed,
        Metrics = Metrics(),
        Options = options with { Average = options.Average ?? Average(epochs), EarlyStopping = Stopping(), Guard = Guard(), KeepBest = _given?.Text("keep_best"), CheckpointEvery = Every() },
    };

    private string? Every()
    {
        if (_given?.Text("checkpoint_every") is not string every)
            return null;
        double? seconds = every.EndsWith('s') ? Reading.TryNumber(every[..^1]) : null;
        double? updates = Reading.TryNumber(every.EndsWith("ep", StringComparison.Ordinal) ? every[..^2] : every);
        if (!(seconds > 0) && !(updates > 0 && (every.EndsWith("ep", StringComparison.Ordinal) || updates == Math.Floor(updates.Value))))
            _source.Faults.Add(_given.At("checkpoint_every"), $"'checkpoint_every' is seconds (20s), updates (100) or epochs (1ep), not '{Messages.Short(every)}'.");
        return every;
    }

    private string Name()
    {
        if (_given?.Text("name") is not string name)
            return _source.Stem;
        if (name.Length > 60 || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_') || name.StartsWith('-'))
            _source.Faults.Add(_given.At("name"), $"'name' is a word of letters, digits and dashes, which folders can be called by, not '{Messages.Short(name)}'.");
        return name;
    }

    private IReadOnlyList<string>? Metrics()
    {
        if (_given?.Texts("metrics") is not { Count: > 0 } names)
            return null;
        string[] own = Experiment is Square ? ["val"] : [];
        foreach (string name in names.Where(name => !own.Contains(name)))
        {
            try
            {
                Metric.Parse(name);
            }
            catch (FormatException exception)
            {
                _source.Faults.Add(_given.At("metrics"), $"'metrics': {Messages.Short(exception.Message)}");
            }
        }

        if (names.Distinct().Count() != names.Count)
            _source.Faults.Add(_given.At("metrics"), "'metrics' names one metric twice.");
        return names;
    }

    private static IReadOnlyList<int> Widths(Entry hidden) => [.. (hidden is Sequence list ? list.Items : [hidden]).Select(width => (int)Reading.Whole(width).Value)];

    private DataPlan DataOf(Given data)
    {
        (string? source, string? path) = (data.Text("source"), data.Text("path"));
        if (source is not null && !DataSources.Names.Contains(source))
        {
            // A path may stand where a name does.
            if (source.AsSpan().IndexOfAny('.', '/', '\\') < 0 && Schedules.Text.Catalogue.Nearest(source, DataSources.Names) is not null)
                _source.Faults.Add(data.At("source"), $"'data': there is no '{Messages.Short(source)}'.{Messages.Nearest(source, DataSources.Names)}");
            else if (source.AsSpan().IndexOfAny('.', '/', '\\') < 0)
                _source.Faults.Add(data.At("source"), $"'data': '{Messages.Short(source)}' is neither known data ({string.Join(", ", DataSources.Names)}) nor the path of a CSV file, such as {Messages.Short(source)}.csv.");
            else if (path is not null)
                _source.Faults.Add(data.At("source"), $"'data' names two files, '{Messages.Short(source)}' and '{Messages.Short(path)}': leave out one.");
            (path, source) = (_source.Resolve(source, data.At("source")), "csv");
        }
        else if (path is not null)
        {
            path = _source.Resolve(path, data.At("path"));
            source ??= Path.GetExtension(path).ToLowerInvariant() is ".csv" or ".tsv" or ".txt" || data.Has("target") ? "csv" : null;
        }

        DataPlan plan = new()
        {
            Source = source,
            Path = path,
            Limit = data.Whole("limit"),
            Target = data.Text("target"),
            Ignored = data.Texts("ignored"),
            Categorical = data.Texts("categorical"),
            Classification = data.Truth("classification"),
            Separator = data.Text("separator") is "\\t" or "tab" ? "\t" : data.Text("separator"),
            ValidationShare = data.Number("validation"),
        };
        if (source == "csv" && path is null)
            _source.Faults.Add(data.Place, "'data' says csv but not which file: add path: FILE.csv.");
        if (source == "csv" && plan.Target is null)
            _source.Faults.Add(data.Place, $"'data' does not say which column of '{Path.GetFileName(path)}' is to be predicted: add target: COLUMN.");
        if (plan.Separator is { Length: not 1 })
            _source.Faults.Add(data.At("separator"), $"'separator' is one character, not '{Messages.Short(plan.Separator)}'.");
        if (source is not null and not "csv")
        {
            foreach (string key in (string[])["target", "ignored", "categorical", "classification", "separator", "validation"])
            {
                if (data.Has(key))
                    _source.Faults.Add(data.At(key), $"'{key}' is about tables; '{source}' is none. Leave it out.");
            }
        }

        if (source == "square" && path is not null)
            _source.Faults.Add(data.At("path"), "the data 'square' is built in: leave out the path.");
        return plan;
    }

    // The experiment that was named, else the one that suits the data or has the network's name.
    private Experiment ExperimentOf(Place place)
    {
        if (_given?.Text("experiment") is string named)
        {
            Experiment experiment = Experiment.Find(named);
            if (Data.Source is string source && DataSources.Names.Contains(source))
                Fitted(experiment, source);
            return experiment;
        }

        if (Data.Source is string known && DataSources.Names.Contains(known))
        {
            Experiment suiting = Experiment.Find(DataSources.ExperimentFor(known));
            if (Network?.Type == "square" && known != "square")
                _source.Faults.Add(_given!.At("network"), "the network 'square' maps one number to one number: choose mlp for this data.");
            return suiting;
        }

        if (Network is not null && Experiment.All.FirstOrDefault(experiment => experiment.Name == Network.Type) is Experiment same)
            return same;
        // What is written but wrong was said already.
        if (_given is not null && ((string[])["experiment", "network", "data"]).Any(_given.Written.Has) && _source.Faults.Any)
            return Experiment.Find("square");
        string[] wanted = [.. Experiment.All.Select(experiment => experiment.Name)];
        _source.Faults.Add(place, $"it is not said what is trained: name an experiment ({string.Join(", ", wanted)}), or data and a network{(_given is null ? ", in a section 'anneal:' or by --experiment and --data" : "")}.");
        return Experiment.Find("square");
    }

    private void Fitted(Experiment experiment, string source)
    {
        if (DataSources.ExperimentFor(source) == experiment.Name)
            return;
        if (source is "csv" or "square" || experiment is Square)
            _source.Faults.Add(_given!.At("data"), $"the experiment '{experiment.Name}' has other data than '{source}': leave out 'experiment', or name '{DataSources.ExperimentFor(source)}'.");
        // Its network is then asked whether the pictures fit it.
        else if (Network is null && Networks.Names.Contains(experiment.Name) && experiment is not MlpExperiment)
            Network = new() { Type = experiment.Name };
    }

    private AveragePlan? Average(int epochs)
    {
        if (_given?.Section("average") is not Given average || average.Text("type") is not string type)
            return null;
        string? decay = average.Value("decay") is Entry entry && new Composer(_source.Faults).Value(entry) is LocatedText text && text.Schedule(Request.Nominal(epochs), _source.Faults) is not null ? text.Text.Trim() : null;
        if (type == "swa" && average.Has("decay"))
            _source.Faults.Add(average.At("decay"), "an equal average (swa) has no decay: leave it out, or choose ema.");
        return new() { Type = type, Decay = decay, From = average.Text("from"), Every = average.Text("every"), RefreshBatchNorms = average.Whole("refresh_batch_norms") ?? 0 };
    }

    private EarlyStoppingPlan? Stopping()
        => _given?.Section("early_stopping") is not Given stopping ? null : new()
        {
            Metric = stopping.Text("metric"),
            Patience = stopping.Whole("patience") ?? 5,
            MinimumDelta = stopping.Number("minimum_delta") ?? 0,
            RestoreBest = stopping.Truth("restore_best") ?? false,
        };

    private GuardPlan? Guard()
        => _given?.Section("guard") is not Given guard ? null : new()
        {
            OnNonFinite = guard.Choice<GuardAction>("on_non_finite") ?? GuardAction.Skip,
            OnExplosion = guard.Choice<GuardAction>("on_explosion") ?? GuardAction.Shrink,
            Factor = guard.Number("factor") ?? 10,
            WarmUp = guard.Whole("warm_up") ?? 20,
        };

    /// <summary>The plateau of a section with its keys in our own names.</summary>
    public static PlateauPlan? Plateau(Given? plateau)
        => plateau is null ? null : new()
        {
            Metric = plateau.Text("metric"),
            Direction = plateau.Choice<Direction>("direction"),
            Factor = plateau.Number("factor") ?? 0.1,
            Patience = plateau.Long("patience") ?? 10,
            Threshold = plateau.Number("threshold") ?? 1e-4,
            Margin = plateau.Choice<Margin>("margin") ?? Margin.Relative,
            Cooldown = plateau.Long("cooldown") ?? 0,
            MinimumScale = plateau.Number("minimum_scale") ?? 0,
        };
}
