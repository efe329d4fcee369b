namespace Anneal.Schedules.Text;

/// <summary>
/// Reads a schedule's text into a tree: <c>a then b</c>, <c>a + b</c>, <c>a - b</c>, <c>a * b</c>, <c>name(value, name: value)</c>,
/// <c>dialect:Name(value, name=value)</c>, <c>a.method(value)</c>, lists in square brackets.
/// </summary>
internal sealed class Parser
{
    private const int MostNested = 64;

    // Whoever walks the tree later recurses: a chain of ten thousand methods would not fit the stack.
    private const int MostDeep = 256;

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
            List<Argument> operands = [new(null, left), new(null, operand())];
            // A chain of 'then' is one sequence, so that long ones do not nest.
            while (joint.Text == "then" && joins(Current))
            {
                Take();
                operands.Add(new(null, operand()));
            }

            left = Counted(new Call(joint.Text, operands) { Position = joint.Position });
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
            node = Counted(new Call(name.Text, Arguments()) { Receiver = node, Position = name.Position });
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
            { Kind: TokenKind.Symbol, Text: "[" } => Listed(token),
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
            return Counted(new Call(name.Text, Arguments()) { Dialect = word.Text, Position = word.Position });
        }

        if (Current.Is(":"))
            throw Error($"After '{word.Text}:' the name of a peer's scheduler should stand, without a space and with its arguments in brackets, such as pytorch:StepLR(lr=0.1, step_size=30).");
        if (word.Text == "then")
            throw new ScheduleTextException("'then' stands between two schedules; there is none in front of it.", _text, word.Position);
        return Current.Is("(")
            ? Counted(new Call(word.Text, Arguments()) { Position = word.Position })
            : new Word(word.Text) { Position = word.Position };
    }

    private NodeList Listed(Token bracket)
    {
        List<Node> items = Items("]", Sequence);
        return new(items) { Position = bracket.Position, Depth = Deepest(items) };
    }

    private Call Counted(Call call)
    {
        int depth = 1 + Math.Max(call.Receiver?.Depth ?? 0, Deepest(call.Arguments.Select(argument => argument.Value)));
        return depth <= MostDeep
            ? call with { Depth = depth }
            : throw new ScheduleTextException($"More than {MostDeep} methods and operators work on one another here; build parts of it in code.", _text, call.Position);
    }

    private static int Deepest(IEnumerable<Node> nodes) => nodes.Select(node => node.Depth).DefaultIfEmpty().Max();

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
