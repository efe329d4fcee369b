using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Anneal.Cli.Configuration.Yaml;

/// <summary>Reads YAML, of which JSON is a part, into values with places. Anchors, aliases and merge keys work; what is deep or grows without end is refused.</summary>
internal sealed class YamlReader
{
    private const int MostDeep = 40;
    private const int MostValues = 20_000;

    private readonly string _source;
    private readonly string _text;
    private readonly Parser _parser;
    private readonly Faults _faults;
    private readonly Dictionary<string, Entry> _anchors = [];
    private long _values;

    private YamlReader(string text, string source, Faults faults)
    {
        (_text, _source, _faults) = (text, source, faults);
        // Text without an end of line behind its last line reads the same with one.
        _parser = new(new Scanner(new StringReader(text), skipComments: true));
    }

    /// <summary>The value of a file; <paramref name="source"/> stands in the places. Keys that are there twice go to <paramref name="faults"/>, what is no YAML is thrown.</summary>
    public static Entry Read(string text, string source, Faults faults)
    {
        YamlReader reader = new(text, source, faults);
        try
        {
            return reader.Document();
        }
        catch (YamlException exception)
        {
            throw new UserError($"{reader.At(exception.Start)}: {reader.Explained(exception)}");
        }
        // The parser is somebody else's, and files are anybody's.
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or FormatException or NullReferenceException or IndexOutOfRangeException or OverflowException or InvalidCastException or KeyNotFoundException)
        {
            throw new UserError($"{source}: this is no YAML that can be read. Compare it with what 'anneal init' writes.");
        }
    }

    private Entry Document()
    {
        _parser.MoveNext();
        _parser.MoveNext();
        if (_parser.Current is not DocumentStart)
            throw new UserError($"{_source} holds nothing. 'anneal init' writes a file to begin with.");
        _parser.MoveNext();
        Entry root = Value(0);
        _parser.MoveNext();
        _parser.MoveNext();
        return _parser.Current is DocumentStart second
            ? throw new UserError($"{At(second.Start)}: a second document begins here; a configuration is one: delete the '---', or put the rest into a file of its own.")
            : root;
    }

    // Leaves the parser on the last event of the value.
    private Entry Value(int depth)
    {
        if (depth > MostDeep)
            throw new UserError($"{At(_parser.Current!.Start)}: more than {MostDeep} levels inside one another are no configuration.");
        Entry value = _parser.Current switch
        {
            AnchorAlias alias => _anchors.TryGetValue(alias.Value.Value, out Entry? known)
                ? known
                : throw new UserError($"{At(alias.Start)}: '*{Messages.Short(alias.Value.Value)}' stands for something that has no '&{Messages.Short(alias.Value.Value)}' before it."),
            YamlDotNet.Core.Events.Scalar scalar => Named(scalar, new Scalar(At(scalar.Start), scalar.Value, scalar.Style is not ScalarStyle.Plain)),
            SequenceStart start => Items(start, depth),
            MappingStart start => Pairs(start, depth),
            ParsingEvent other => throw new UserError($"{At(other.Start)}: a value should stand here."),
            null => throw new UserError($"{_source}: a value is missing at the end."),
        };
        _values += _parser.Current is AnchorAlias ? value.Size : 1;
        if (_values > MostValues || value.Size > MostValues)
            throw new UserError($"{value.Place}: more than {MostValues} values, aliases counted as what they stand for, are no configuration.");
        return value;
    }

    private Sequence Items(SequenceStart start, int depth)
    {
        List<Entry> items = [];
        while (_parser.MoveNext() && _parser.Current is not SequenceEnd)
            items.Add(Value(depth + 1));
        return Named(start, new Sequence(At(start.Start), items));
    }

    private Mapping Pairs(MappingStart start, int depth)
    {
        Dictionary<string, Scalar> own = [];
        List<KeyValuePair<Scalar, Entry>> pairs = [];
        List<Entry> merged = [];
        while (_parser.MoveNext() && _parser.Current is not MappingEnd)
        {
            Place place = At(_parser.Current!.Start);
            Scalar key = Value(depth + 1) as Scalar ?? throw new UserError($"{place}: a key is a word, not a list or section.");
            _parser.MoveNext();
            Entry value = Value(depth + 1);
            if (key is { Text: "<<", Quoted: false })
                merged.Add(value);
            else if (own.TryGetValue(key.Text, out Scalar? first))
                _faults.Add(key.Place, $"'{Messages.Short(key.Text)}' is there already, in line {first.Place.Line}: delete one of the two.");
            else
            {
                own.Add(key.Text, key);
                pairs.Add(new(key, value));
            }
        }

        foreach (Entry source in merged.SelectMany(value => value is Sequence list ? list.Items : [value]))
        {
            foreach ((Scalar key, Entry value) in (source as Mapping ?? throw new UserError($"{source.Place}: '<<' takes in a section, or a list of sections, not {source.Shown}.")).Pairs)
            {
                if (own.TryAdd(key.Text, key))
                    pairs.Add(new(key, value));
            }
        }

        return Named(start, new Mapping(At(start.Start), pairs));
    }

    private T Named<T>(NodeEvent node, T value) where T : Entry
    {
        Checked(node);
        if (!node.Anchor.IsEmpty)
            _anchors[node.Anchor.Value] = value;
        return value;
    }

    private void Checked(NodeEvent node)
    {
        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific)
            throw new UserError($"{At(node.Start)}: a tag ('{Messages.Short(node.Tag.Value)}') has no meaning here: write the value alone.");
    }

    private Place At(Mark mark) => new(_source, Math.Max(1, mark.Line), Math.Max(1, mark.Column));

    private string Explained(YamlException exception)
    {
        string[] lines = _text.Split('\n');
        long at = Math.Clamp(exception.Start.Line, 1, lines.Length);
        int tab = Array.FindIndex(lines, line => line[..(line.Length - line.TrimStart().Length)].Contains('\t', StringComparison.Ordinal));
        if (tab >= 0 && exception.Message.Contains("tab", StringComparison.Ordinal))
            return $"line {tab + 1} begins with a tab; YAML is indented with spaces. Replace it.";
        string here = lines[at - 1].TrimEnd('\r');
        int colon = here.IndexOf(": ", StringComparison.Ordinal);
        if (colon >= 0 && here.IndexOf(": ", colon + 2, StringComparison.Ordinal) > 0 && here.AsSpan().IndexOfAny('"', '\'', '{') < 0)
            return $"a value with ': ' in it needs quotation marks: {Messages.Short(here[..colon].Trim())}: \"{Messages.Short(here[(colon + 2)..].Trim())}\".";
        string reason = Messages.Short(exception.Message.Split('\n')[0]);
        return $"this is no YAML: {reason.TrimEnd('.')}. Look at this line and the one above it.";
    }
}
