namespace Anneal.Schedules.Text;

/// <summary>The written form of a schedule as a tree, between text, JSON and the schedule itself. <c>Position</c> points into the text it was read from.</summary>
internal abstract record Node
{
    public int Position { get; init; } = -1;

    /// <summary>How many calls lie inside one another here, as far as the parser has counted them.</summary>
    public int Depth { get; init; }

    /// <summary>A value of a schedule as it is written.</summary>
    public static Node Of(object? value) => value switch
    {
        null => new Word("null"),
        Node node => node,
        Schedule schedule => schedule.Form,
        double number => new Number(number),
        long number => new Number(number),
        int number => new Number(number),
        bool truth => new Word(truth ? "true" : "false"),
        string text => new Quoted(text),
        Enum name => new Word(Names.Camel(name.ToString())),
        IEnumerable<double> numbers => new NodeList([.. numbers.Select(number => new Number(number))]),
        IEnumerable<long> numbers => new NodeList([.. numbers.Select(number => new Number(number))]),
        IEnumerable<Schedule> schedules => new NodeList([.. schedules.Select(schedule => schedule.Form)]),
        _ => throw new ArgumentException($"A {value.GetType().Name} has no written form.", nameof(value)),
    };
}

/// <summary>A number, perhaps with a unit: <c>5ep</c>, <c>10%</c>.</summary>
internal sealed record Number(double Value, string? Unit = null) : Node;

/// <summary>A bare word: <c>cosine</c>, <c>true</c>, <c>rest</c>.</summary>
internal sealed record Word(string Text) : Node;

/// <summary>A word in quotes.</summary>
internal sealed record Quoted(string Text) : Node;

internal sealed record NodeList(IReadOnlyList<Node> Items) : Node;

internal sealed record Argument(string? Name, Node Value)
{
    public int Position { get; init; } = -1;
}

/// <summary>A factory, a method on <c>Receiver</c>, a peer's factory when <c>Dialect</c> is given, or an operator on two or more operands.</summary>
internal sealed record Call(string Name, IReadOnlyList<Argument> Arguments) : Node
{
    public Call(string name) : this(name, [])
    {
    }

    public Node? Receiver { get; init; }

    public string? Dialect { get; init; }

    /// <summary>An operator on two schedules; a chain of the same one is one call with many operands.</summary>
    public static Call Joining(string name, Schedule left, Schedule right)
        => left.Form is { Receiver: null, Dialect: null } chain && chain.Name == name
            ? chain with { Arguments = [.. chain.Arguments, new(null, right.Form)] }
            : new Call(name, [new(null, left.Form), new(null, right.Form)]);

    public bool IsOperator => Name is "then" or "+" or "-" or "*";

    public Call With(string name, object? value) => this with { Arguments = [.. Arguments, new(name, Of(value))] };

    /// <summary>Adds an argument that is not at its default.</summary>
    public Call Unless<T>(string name, T value, T standard) => EqualityComparer<T>.Default.Equals(value, standard) ? this : With(name, value);

    /// <summary>A method called on this.</summary>
    public Call Calling(string method) => new(method) { Receiver = this };
}
