using Anneal.Cli.Configuration.Keys;
using Anneal.Cli.Configuration.Yaml;

namespace Anneal.Cli.Configuration;

/// <summary>A value from the command line that takes the place of the file's: <c>data.limit=1000</c>.</summary>
/// <param name="Path">Keys with dots between them; a number counts the items of a list from 0.</param>
/// <param name="Value">As it was typed; what begins with a bracket or a quotation mark is YAML.</param>
/// <param name="Option">What errors call it.</param>
internal sealed record Set(string Path, string Value, string Option)
{
    private const int MostKeys = 20;

    /// <summary>Reads <c>key=value</c>.</summary>
    public static Set Parse(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? new(text[..equals].Trim(), text[(equals + 1)..], $"--set {text[..equals].Trim()}")
            : throw new UserError($"--set takes key=value, such as --set epochs=20, not '{Messages.Short(text)}'.");
    }

    /// <summary>The file with this value in its place.</summary>
    public Mapping Apply(Mapping root, Section section, Faults faults)
    {
        string[] keys = Path.Split('.');
        if (keys.Length > MostKeys || keys.Any(key => key.Trim().Length == 0))
            throw new UserError($"{Option}: keys with dots between them should stand before '=', such as data.limit.");
        Place place = new(Option);
        string value = Value.Trim();
        Entry entry = value.Length > 0 && value[0] is '[' or '{' or '"' or '\'' ? YamlReader.Read(value, Option, faults) : new Scalar(place, value, false);
        return (Mapping)Put(root, section, keys, WithoutLines(entry, place), place);
    }

    private Entry Put(Entry? current, Section? section, ReadOnlySpan<string> keys, Entry value, Place place)
    {
        if (keys.Length == 0)
            return value;
        string key = keys[0].Trim();
        if (current is Sequence list)
        {
            return int.TryParse(key, out int index) && index >= 0 && index < list.Items.Count
                ? new Sequence(list.Place, [.. list.Items.Take(index), Put(list.Items[index], section, keys[1..], value, place), .. list.Items.Skip(index + 1)])
                : throw new UserError($"{Option}: here is a list of {list.Items.Count}: its items are numbered from 0, so '{Messages.Short(key)}' is none of them.");
        }

        Mapping mapping = current switch
        {
            null or Scalar { IsNull: true } or Scalar { Text.Length: 0 } => new Mapping(place, []),
            Mapping there => there,
            Scalar scalar => section?.Opened(scalar) ?? Opened(scalar) ?? throw new UserError($"{Option}: {scalar.Place} has the text {scalar.Shown} here, which has no keys. Set the whole of it."),
            _ => throw new UserError($"{Option}: there are no keys here."),
        };
        Key? known = section?.Find(key);
        Section? inner = known?.Kind switch { SectionKind kind => kind.Section, ListKind { Item: SectionKind kind } => kind.Section, _ => null };
        return mapping.With(new(place, key, false), Put(mapping[key], inner, keys[1..], value, place));
    }

    // A bare name of an optimizer: adamW stands for {name: adamW}.
    private static Mapping? Opened(Scalar scalar)
        => scalar.Text.Length > 0 && scalar.Text.All(char.IsLetterOrDigit) && char.IsLetter(scalar.Text[0]) ? new Mapping(scalar.Place, [new(new Scalar(scalar.Place, "name", false), scalar)]) : null;

    private static Entry WithoutLines(Entry entry, Place place) => entry switch
    {
        Scalar scalar => scalar with { Place = place },
        Sequence list => new Sequence(place, [.. list.Items.Select(item => WithoutLines(item, place))]),
        Mapping mapping => new Mapping(place, [.. mapping.Pairs.Select(pair => KeyValuePair.Create(pair.Key with { Place = place }, WithoutLines(pair.Value, place)))]),
        _ => entry,
    };
}
