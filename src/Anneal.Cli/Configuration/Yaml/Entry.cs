namespace Anneal.Cli.Configuration.Yaml;

/// <summary>A value of a file with the place it was written at.</summary>
internal abstract record Entry(Place Place)
{
    /// <summary>How many values it holds, itself included, each alias counted as what it stands for.</summary>
    public abstract long Size { get; }

    /// <summary>In a word or two, for messages.</summary>
    public abstract string Shown { get; }
}

/// <summary>A number, word or text; <paramref name="Quoted"/> says whether quotation marks make it text.</summary>
internal sealed record Scalar(Place Place, string Text, bool Quoted) : Entry(Place)
{
    public override long Size => 1;

    public override string Shown => Text.Length == 0 && !Quoted ? "nothing" : $"'{Messages.Short(Text)}'";

    /// <summary>Where the text itself begins: behind a quotation mark.</summary>
    public Place Inside => Quoted ? Place.Right(1) : Place;

    /// <summary>Whether it says on purpose that there is no value.</summary>
    public bool IsNull => !Quoted && Text is "null" or "Null" or "NULL" or "~";
}

/// <summary>Values in a row.</summary>
internal sealed record Sequence(Place Place, IReadOnlyList<Entry> Items) : Entry(Place)
{
    public override long Size { get; } = Items.Aggregate(1L, (sum, item) => Math.Min(int.MaxValue, sum + item.Size));

    public override string Shown => "a list";
}

/// <summary>Values by name, in the order they were written.</summary>
internal sealed record Mapping(Place Place, IReadOnlyList<KeyValuePair<Scalar, Entry>> Pairs) : Entry(Place)
{
    public override long Size { get; } = Pairs.Aggregate(1L, (sum, pair) => Math.Min(int.MaxValue, sum + 1 + pair.Value.Size));

    public override string Shown => "a section with keys";

    /// <summary>The value of a key; null where it is not written.</summary>
    public Entry? this[string key] => Pairs.FirstOrDefault(pair => pair.Key.Text == key).Value;

    public bool Has(string key) => this[key] is not null;

    /// <summary>The same with another value of a key, at its old place or behind the others.</summary>
    public Mapping With(Scalar key, Entry value)
        => Has(key.Text)
            ? this with { Pairs = [.. Pairs.Select(pair => pair.Key.Text == key.Text ? new(key, value) : pair)] }
            : this with { Pairs = [.. Pairs, new(key, value)] };
}
