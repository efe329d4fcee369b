using Anneal.Cli.Configuration.Yaml;

namespace Anneal.Cli.Configuration.Keys;

/// <summary>What a section says, once it was compared with its description; what cannot be used reads as if it were not there.</summary>
internal sealed class Given(Mapping written, Section section, Faults faults)
{
    public Place Place => written.Place;

    public Mapping Written => written;

    public Faults Faults => faults;

    /// <summary>Keys that are written but have no meaning here.</summary>
    public IEnumerable<string> Unused => written.Pairs.Where(pair => section.Find(pair.Key.Text) is { Used: false } or null).Select(pair => pair.Key.Text);

    public bool Has(string key) => Value(key) is not null;

    /// <summary>Where a key is written, or where the section begins.</summary>
    public Place At(string key) => written[key]?.Place ?? written.Place;

    /// <summary>The value of a key that can be used.</summary>
    public Entry? Value(string key)
    {
        Key known = section.Find(key) ?? throw new InvalidOperationException($"The section {section.Name} describes no key '{key}'.");
        return written[key] is Entry entry and not Scalar { IsNull: true } && known.Kind.Check(entry, known, new Faults()) ? entry : null;
    }

    public double? Number(string key) => Value(key) is Entry entry ? Reading.Number(entry).Value : null;

    public long? Long(string key) => Value(key) is Entry entry ? Reading.Whole(entry).Value : null;

    public int? Whole(string key) => Long(key) is long whole and >= int.MinValue and <= int.MaxValue ? (int)whole : null;

    public bool? Truth(string key) => Value(key) is Entry entry ? Reading.Truth(entry).Value : null;

    public string? Text(string key) => (Value(key) as Scalar)?.Text;

    public IReadOnlyList<string>? Texts(string key) => Value(key) switch
    {
        Sequence list => [.. list.Items.OfType<Scalar>().Select(item => item.Text)],
        Scalar scalar => [scalar.Text],
        _ => null,
    };

    /// <summary>The section behind a key, also where a word stands for it; null where there is none or it is turned off.</summary>
    public Given? Section(string key)
    {
        var kind = (SectionKind)section.Find(key)!.Kind;
        Mapping? keys = written[key] as Mapping ?? (written[key] is Scalar { IsNull: false } scalar ? kind.Section.Opened(scalar) : null);
        return keys is null ? null : new(keys, kind.Section, faults);
    }

    /// <summary>The sections of a list.</summary>
    public IReadOnlyList<Given> Sections(string key)
    {
        Section item = ((SectionKind)((ListKind)section.Find(key)!.Kind).Item).Section;
        return written[key] is Sequence list ? [.. list.Items.OfType<Mapping>().Select(one => new Given(one, item, faults))] : [];
    }

    /// <summary>A name of a fixed set as the value it stands for.</summary>
    public T? Choice<T>(string key) where T : struct, Enum
        => Text(key) is string text && Enum.TryParse(text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out T value) ? value : null;
}
