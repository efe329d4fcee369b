using System.Text.Json.Nodes;
using Anneal.Cli.Configuration.Yaml;

namespace Anneal.Cli.Configuration.Keys;

/// <summary>What may stand behind a key.</summary>
internal abstract record Kind
{
    /// <summary>In a few words, for the page: <c>number above 0</c>.</summary>
    public abstract string Words { get; }

    /// <summary>The same as JSON Schema.</summary>
    public abstract JsonObject Schema();

    /// <summary>Reports what is wrong; true where the value can be used.</summary>
    public abstract bool Check(Entry entry, Key key, Faults faults);

    protected static bool Fault(Entry entry, Key key, Faults faults, string problem)
    {
        faults.Add(entry.Place, $"'{key.Name}': {problem}");
        return false;
    }
}

/// <summary>A number within bounds.</summary>
internal sealed record NumberKind(double? Least = null, double? Above = null, double? Most = null, double? Below = null) : Kind
{
    public override string Words => "number" + Range;

    private string Range => string.Concat(
        Above is double above ? FormattableString.Invariant($" above {above}") : Least is double least && Most is null && Below is null ? FormattableString.Invariant($" of at least {least}") : Least is double from ? FormattableString.Invariant($" from {from}") : "",
        Most is double most ? FormattableString.Invariant($"{(Above is null ? " to" : " and at most")} {most}") : Below is double below ? FormattableString.Invariant($"{(Above is null ? " to below" : " and below")} {below}") : "");

    public override JsonObject Schema()
    {
        JsonObject schema = new() { ["type"] = "number" };
        if (Least is double least)
            schema["minimum"] = least;
        if (Above is double above)
            schema["exclusiveMinimum"] = above;
        if (Most is double most)
            schema["maximum"] = most;
        if (Below is double below)
            schema["exclusiveMaximum"] = below;
        return schema;
    }

    public override bool Check(Entry entry, Key key, Faults faults)
        => Reading.Number(entry) is { Problem: string problem } ? Fault(entry, key, faults, problem)
            : Holds(Reading.Number(entry).Value) || Fault(entry, key, faults, $"a {Words} should stand here, not {entry.Shown}.");

    private bool Holds(double value) => !(value < Least) && !(value <= Above) && !(value > Most) && !(value >= Below);
}

/// <summary>A whole number within bounds.</summary>
internal sealed record WholeKind(long Least = 0, long Most = int.MaxValue) : Kind
{
    public override string Words => Most == int.MaxValue ? $"whole number of at least {Least}" : $"whole number from {Least} to {Most}";

    public override JsonObject Schema() => new() { ["type"] = "integer", ["minimum"] = Least, ["maximum"] = Most };

    public override bool Check(Entry entry, Key key, Faults faults)
        => Reading.Whole(entry) is { Problem: string problem } ? Fault(entry, key, faults, problem)
            : (Reading.Whole(entry).Value >= Least && Reading.Whole(entry).Value <= Most) || Fault(entry, key, faults, $"a {Words} should stand here, not {entry.Shown}.");
}

/// <summary>True or false.</summary>
internal sealed record TruthKind : Kind
{
    public override string Words => "true or false";

    public override JsonObject Schema() => new() { ["type"] = "boolean" };

    public override bool Check(Entry entry, Key key, Faults faults) => Reading.Truth(entry) is not { Problem: string problem } || Fault(entry, key, faults, problem);
}

/// <summary>Text, perhaps one of some words.</summary>
internal sealed record TextKind(string What = "text", params IReadOnlyList<string> Choices) : Kind
{
    public override string Words => Choices.Count > 0 ? string.Join(", ", Choices.Take(Choices.Count - 1).Select(choice => $"`{choice}`")) + $"{(Choices.Count > 1 ? " or " : "")}`{Choices[^1]}`" : What;

    public override JsonObject Schema()
        => Choices.Count > 0 ? new() { ["type"] = "string", ["enum"] = new JsonArray([.. Choices.Select(choice => (JsonNode)choice)]) } : new() { ["type"] = new JsonArray("string", "number", "boolean") };

    public override bool Check(Entry entry, Key key, Faults faults)
    {
        if (entry is not Scalar scalar)
            return Fault(entry, key, faults, $"{What} should stand here, not {entry.Shown}.");
        if (scalar.Text.Length == 0)
            return Fault(entry, key, faults, "nothing stands behind it: write a value, or delete the line.");
        return Choices.Count == 0 || Choices.Contains(scalar.Text) || Fault(entry, key, faults, $"there is no {scalar.Shown}.{Messages.Nearest(scalar.Text, Choices)}");
    }
}

/// <summary>A length in updates: 1000, 2ep, 10%.</summary>
internal sealed record LengthKind : Kind
{
    private const string Pattern = "^([0-9_]+|[0-9.]+(e[0-9]+)?(ep|%)|rest)$";

    public override string Words => "updates, `2ep`, `10%` or `rest`";

    public override JsonObject Schema()
        => new() { ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "integer", ["minimum"] = 0 }, new JsonObject { ["type"] = "string", ["pattern"] = Pattern }) };

    public override bool Check(Entry entry, Key key, Faults faults)
    {
        if (entry is not Scalar { Text.Length: > 0 } scalar)
            return Fault(entry, key, faults, $"a length should stand here, such as 1000, 2ep or 10%, not {entry.Shown}.");
        try
        {
            _ = Schedules.RunLength.Of(1000, 1_000_000).StepsOf(scalar.Text.Replace("_", "", StringComparison.Ordinal));
            return true;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or InvalidOperationException)
        {
            return Fault(entry, key, faults, $"{scalar.Shown} is no length: write updates (1000), epochs (2ep), a share (10%) or rest.");
        }
    }
}

/// <summary>Values of one kind in a row; one alone is a row of one.</summary>
internal sealed record ListKind(Kind Item, bool OrOne = true) : Kind
{
    public override string Words => $"list of: {Item.Words}";

    public override JsonObject Schema()
    {
        JsonObject list = new() { ["type"] = "array", ["items"] = Item.Schema() };
        return OrOne ? new() { ["anyOf"] = new JsonArray(list, Item.Schema()) } : list;
    }

    public override bool Check(Entry entry, Key key, Faults faults)
        => entry is Sequence list ? list.Items.Aggregate(true, (good, item) => Item.Check(item, key, faults) && good)
            : OrOne ? Item.Check(entry, key, faults)
            : Fault(entry, key, faults, $"a list should stand here, not {entry.Shown}.");
}

/// <summary>Keys of its own, or what stands for them.</summary>
internal sealed record SectionKind(Section Section) : Kind
{
    public override string Words => Section.Short is string key ? $"its `{key}` alone, or keys" : Section.TruthTurnsOn ? "`true` for the defaults, or keys" : "keys";

    public override JsonObject Schema()
    {
        JsonObject keys = JsonSchema.Of(Section);
        return Section.Short is string only ? new() { ["anyOf"] = new JsonArray(Section.Find(only)!.Kind.Schema(), keys) }
            : Section.TruthTurnsOn ? new() { ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "boolean" }, keys) }
            : keys;
    }

    public override bool Check(Entry entry, Key key, Faults faults)
    {
        Mapping? keys = entry as Mapping ?? (entry is Scalar scalar ? Section.Opened(scalar) : null);
        if (keys is not null)
            return Section.Check(keys, faults);
        if (Section.TruthTurnsOn && entry is Scalar && Reading.Truth(entry) is var truth)
            return truth.Problem is null || Fault(entry, key, faults, truth.Problem);
        return Fault(entry, key, faults, $"{(Section.Short is null ? "a section with keys" : $"its {Section.Short}, or a section with keys,")} should stand here, not {entry.Shown}. Keys: {string.Join(", ", Section.Keys.Where(one => one.Used).Select(one => one.Name))}.");
    }
}

/// <summary>Anything: what is not read here, or is read by somebody who knows it better.</summary>
internal sealed record AnyKind(string What, params IReadOnlyList<string> Types) : Kind
{
    public override string Words => What;

    public override JsonObject Schema() => Types.Count == 0 ? [] : new() { ["type"] = new JsonArray([.. Types.Select(type => (JsonNode)type)]) };

    public override bool Check(Entry entry, Key key, Faults faults)
        => Types.Count == 0 || Types.Contains(entry switch { Mapping => "object", Sequence => "array", Scalar { Text.Length: 0, Quoted: false } => "null", _ => "string" })
            || Fault(entry, key, faults, $"{What} should stand here, not {entry.Shown}.");
}
