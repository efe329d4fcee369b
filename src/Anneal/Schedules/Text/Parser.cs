namespace Anneal.Schedules.Text;

/// <summary>
/// Reads a schedule's text into a tree: <c>a then b</c>, <c>a + b</c>, <c>a - b</c>, <c>a * b</c>, <c>name(value, name: value)</c>,
/// <c>dialect:Name(value, name=value)</c>, <c>a.method(value)</c>, lists in square brackets.
/// </summary>
internal sealed class Parser
{
    private const int MostNested = 64;

    private readonly string _text;
    private readonly List<Token> _tokens;
    private int _next;
    private int _nested;

    private Parser(string text)
    {
        _text = text;
        _tokens = Lexer.Tokens(text);
    }

    private Token Current => _tokens[_next];

    public static Node Parse(string text)
    {
        Parser parser = new(text);
        if (parser.Current.Kind is TokenKind.End)
            throw parser.Error("There is nothing to read: write a schedule such as cosine(0.3, 0.01, over: 15).");
        Node node = parser.Sequence();
        return parser.Current.Kind is TokenKind.End
            ? node
            : throw parser.Error($"The schedule is complete before {parser.Current}: join schedules with 'then', '*', '+' or '-'.");
    }

    private Node Sequence() => Operands(Terms, token => token is { Kind: TokenKind.Word, Text: "then" });

    private Node Terms() => Operands(Factors, token => token.Is("+") || token.Is("-"));

    private Node Factors() => Operands(Postfix, token => token.Is("*"));

    private Node Operands(Func<Node> operand, Func<Token, bool> joins)
    {
        Node left = operand();
        while (joins(Current))
        {
            Token joint = Take();
            Argument right = new(null, operand());
            // A chain of 'then' is one sequence, so that long ones do not nest.
            left = joint.Text == "then" && left is Call { Name: "then" } sequence
                ? sequence with { Arguments = [.. sequence.Arguments, right] }
                : new Call(joint.Text, [new(null, left), right]) { Position = joint.Position };
        }

        return left;
    }

    private Node Postfix()
    {
        Node node = Primary();
        while (Current.Is("."))
        {
            Take();
            Token name = Take(TokenKind.Word, "the name of a method such as warmedUp, for or repeat");
            node = new Call(name.Text, Arguments()) { Receiver = node, Position = name.Position };
        }

        return node;
    }

    private Node Primary()
    {
        if (++_nested > MostNested)
            throw Error($"Schedules can be nested at most {MostNested} deep; build parts of it in code.");
        Token token = Take();
        Node node = token switch
        {
            { Kind: TokenKind.Number } => new Number(token.Value, token.Unit) { Position = token.Position },
            { Kind: TokenKind.Quoted } => new Quoted(token.Text) { Position = token.Position },
            { Kind: TokenKind.Word } => Named(token),
            { Kind: TokenKind.Symbol, Text: "(" } => Bracketed(),
            { Kind: TokenKind.Symbol, Text: "[" } => new NodeList(Items("]", Sequence)) { Position = token.Position },
            _ => throw new ScheduleTextException($"A schedule or a value should stand here, not {token}.", _text, token.Position),
        };
        _nested--;
        return node;
    }

    private Node Named(Token word)
    {
        if (StartsDialect(Current))
        {
            Take();
            Token name = Take();
            return new Call(name.Text, Arguments()) { Dialect = word.Text, Position = word.Position };
        }

        return Current.Is("(")
            ? new Call(word.Text, Arguments()) { Position = word.Position }
            : new Word(word.Text) { Position = word.Position };
    }

    private Node Bracketed()
    {
        Node inner = Sequence();
        Expect(")");
        return inner;
    }

    private List<Argument> Arguments()
    {
        Expect("(");
        return Items(")", () =>
        {
            Token first = Current;
            string? name = null;
            if (first.Kind is TokenKind.Word && (Ahead(1).Is("=") || (Ahead(1).Is(":") && !StartsDialect(Ahead(1), 1))))
            {
                name = Take().Text;
                Take();
            }

            return new Argument(name, Sequence()) { Position = first.Position };
        });
    }

    /// <summary>Whether a colon belongs to 'dialect:Name(', written without a space, rather than to 'name: value'.</summary>
    private bool StartsDialect(Token colon, int at = 0)
        => colon.Is(":") && Ahead(at + 1) is { Kind: TokenKind.Word } name && name.Position == colon.Position + 1 && Ahead(at + 2).Is("(");

    private Token Ahead(int count) => _tokens[Math.Min(_next + count, _tokens.Count - 1)];

    private List<T> Items<T>(string close, Func<T> item)
    {
        List<T> items = [];
        while (!Current.Is(close))
        {
            items.Add(item());
            if (Current.Is(","))
                Take();
            else if (!Current.Is(close))
                throw Error($"A ',' or '{close}' should stand here, not {Current}.");
        }

        Take();
        return items;
    }

    private void Expect(string symbol)
    {
        if (!Current.Is(symbol))
            throw Error($"A '{symbol}' should stand here, not {Current}.");
        Take();
    }

    private Token Take() => Current.Kind is TokenKind.End ? Current : _tokens[_next++];

    private Token Take(TokenKind kind, string what)
        => Current.Kind == kind ? Take() : throw Error($"Here should stand {what}, not {Current}.");

    private ScheduleTextException Error(string problem) => new(problem, _text, Current.Position);
}
