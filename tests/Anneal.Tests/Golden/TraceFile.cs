using System.Text.Json;
using Anneal.Schedules.Text;

namespace Anneal.Tests.Golden;

/// <summary>One file of <c>golden/schedules</c>, and how its words become calls of ours.</summary>
internal sealed class TraceFile
{
    // The prefixes that are another version of a peer, or not a word.
    private static readonly Dictionary<string, string> _aliases = new()
    {
        ["pytorch27"] = "pytorch",
        ["d2l-java"] = "d2ljava",
        ["d2l-pytorch"] = "d2lpytorch",
    };

    private static readonly string[] _recursions = ["CosineAnnealingLR", "CosineAnnealingDecay", "SWALR", "Cosine", "CyclicalCosine", "LinearWarmupCosine", "TwoStepCosine", "TwoStepCosineDecay"];

    private static readonly string[] _known = ["peer", "scheduler", "case", "args", "base_lrs", "unit", "lrs", "epochs", "metrics", "best", "num_bad_epochs", "cooldown_counter", "momentums", "beta1s", "initial_lrs", "lambda_values", "dtype", "optimizer", "call"];

    private readonly JsonElement _root;
    private readonly Dictionary<string, Func<double, double>> _functions = [];

    public TraceFile(string name, JsonElement root)
    {
        (Name, _root) = (name, root);
        foreach (JsonProperty property in root.EnumerateObject())
        {
            if (!_known.Contains(property.Name))
                throw new InvalidDataException($"{name}: nothing here reads '{property.Name}'.");
        }

        Scheduler = root.GetProperty("scheduler").GetString()!;
        Peer = root.GetProperty("peer").GetString()!;
        string prefix = _aliases.Keys.Append(name.Split('-')[0]).First(candidate => name.StartsWith(candidate + "-", StringComparison.Ordinal));
        Dialect = _aliases.GetValueOrDefault(prefix, prefix);
        BaseRates = Numbers(root.GetProperty("base_lrs"));
        if (root.TryGetProperty("lambda_values", out JsonElement tables))
        {
            foreach (JsonProperty table in tables.EnumerateObject())
            {
                double[] values = Numbers(table.Value);
                _functions[table.Name] = epoch => values[(int)epoch];
            }
        }
    }

    public string Name { get; }

    public string Peer { get; }

    public string Dialect { get; }

    public string Scheduler { get; }

    public IReadOnlyList<double> BaseRates { get; }

    public bool IsFloat => _root.TryGetProperty("dtype", out JsonElement type) && type.GetString() == "float32";

    /// <summary>Whether the peer steps by a recursion that drifts past its minimum.</summary>
    public bool IsRecursion => Dialect is "pytorch" or "paddle" or "paddleocr" && !IsFloat
        && _recursions.Any(name => Scheduler == name || _root.GetProperty("args").GetRawText().Contains($"\"{name}\"", StringComparison.Ordinal));

    public double Tolerance => IsFloat ? 1e-6 : IsRecursion ? 1e-9 : 1e-12;

    /// <summary>Whether the peer was stepped by positions, which need not be whole.</summary>
    public bool IsFractional => Dialect is "pytorch" or "paddle" && _root.TryGetProperty("epochs", out _);

    public double[]? Curve(string name, int? group = null)
        => !_root.TryGetProperty(name, out JsonElement curve) ? null
            : Numbers(group is int index ? curve[index] : curve);

    /// <summary>What the dialect makes of the trace's arguments for one parameter group.</summary>
    public object Bind(int group, string scheduler)
    {
        List<Argument> extra = [];
        CatalogueEntry entry = Entry(scheduler);
        bool Takes(string name) => entry.Parameters.Any(parameter => Names.Same(parameter, name));
        if (Takes("lr") && !_root.GetProperty("args").TryGetProperty("lr", out _))
            extra.Add(new("lr", new Number(BaseRates[group])));
        if (_root.TryGetProperty("initial_lrs", out JsonElement initial))
            extra.Add(new("initial_lr", new Number(initial[group].GetDouble())));
        Call call = CallOf(scheduler, _root.GetProperty("args"), group, extra);
        return new Binder(call.ToString(), null, _functions).Bind(call);
    }

    private CatalogueEntry Entry(string scheduler)
        => Catalogue.Dialects.FirstOrDefault(entry => entry.Dialect == Dialect && Names.Same(entry.Name, scheduler))
            ?? throw new InvalidDataException($"{Name}: no code claims {Dialect}:{scheduler}.");

    private Call CallOf(string scheduler, JsonElement args, int group, List<Argument> extra)
    {
        CatalogueEntry entry = Entry(scheduler);
        List<Argument> arguments = [.. extra];
        foreach (JsonProperty property in args.EnumerateObject())
        {
            System.Reflection.ParameterInfo? parameter = Array.Find(entry.Method.GetParameters(), candidate => Names.Same(candidate.Name!, property.Name));
            bool list = parameter is not null && parameter.ParameterType != typeof(string) && parameter.ParameterType.IsAssignableTo(typeof(System.Collections.IEnumerable));
            JsonElement value = property.Value.ValueKind is JsonValueKind.Array && !list ? property.Value[group] : property.Value;
            arguments.Add(new(property.Name, NodeOf(value, group)));
        }

        return new Call(entry.Name, arguments) { Dialect = Dialect };
    }

    private Node NodeOf(JsonElement value, int group)
    {
        if (value.ValueKind is JsonValueKind.Object)
            return CallOf(value.GetProperty("scheduler").GetString()!, value.GetProperty("args"), group, []);
        if (value.ValueKind is JsonValueKind.Array)
            return new NodeList([.. value.EnumerateArray().Select(item => NodeOf(item, group))]);
        if (value.ValueKind is JsonValueKind.String && value.GetString() is string text && !Lexer.IsWord(text))
            _functions.TryAdd(text, Expression.Of(text));
        return JsonNodes.Read(value, "$");
    }

    private static double[] Numbers(JsonElement list)
        => [.. list.EnumerateArray().Select(item => item.ValueKind is JsonValueKind.String
            ? double.Parse(item.GetString()!, System.Globalization.CultureInfo.InvariantCulture)
            : item.GetDouble())];
}
