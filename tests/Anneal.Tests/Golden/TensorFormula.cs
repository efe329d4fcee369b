using System.Globalization;
using Anneal.Tensors;

namespace Anneal.Tests.Golden;

/// <summary>
/// The formulas in which traces name computations: <c>y = x*x; sum(y*2)</c>. + - * / **, brackets, |x|, functions, <c>a>b ? c : d</c>, a number
/// before a name multiplies, a tensor before a tensor is a product of matrices, and ' transposes the factor it follows.
/// </summary>
internal sealed class TensorFormula
{
    private readonly Dictionary<string, Tensor> _names;
    private readonly Tensor _one;
    private string _text = "";
    private int _at;
    private int _inBars;

    private TensorFormula(Dictionary<string, Tensor> names, Tensor one) => (_names, _one) = (names, one);

    /// <summary>The value of a formula.</summary>
    /// <param name="formula">One or more parts separated by semicolons; the last is the result.</param>
    /// <param name="operand">Finds a tensor by name.</param>
    /// <param name="one">The number 1, from which constants are made.</param>
    public static Tensor Of(string formula, Func<string, Tensor> operand, Tensor one)
    {
        TensorFormula reader = new([], one);
        Tensor result = default;
        foreach (string part in formula.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] sides = part.Split('=', 2, StringSplitOptions.TrimEntries);
            (reader._text, reader._at, reader._operand) = (sides[^1], 0, operand);
            result = reader.Choice().Tensor(one);
            if (reader._at < reader._text.Length)
                throw new FormatException($"Cannot read the formula '{formula}' at '{reader._text[reader._at..]}'.");
            if (sides.Length == 2)
                reader._names[sides[0]] = result;
        }

        return result;
    }

    private Func<string, Tensor> _operand = static name => throw new FormatException(name);

    private Term Choice()
    {
        Term left = Sum();
        bool greater = Take(">");
        if (!greater && !Take("<"))
            return left;
        Tensor a = left.Tensor(_one), b = Sum().Tensor(_one);
        if (!Take("?"))
            throw new FormatException($"A comparison in '{_text}' decides nothing.");
        Tensor first = Choice().Tensor(_one);
        return Take(":") ? new(Tensor.Where(greater ? a.GreaterThan(b) : a.LessThan(b), first, Choice().Tensor(_one)), null) : throw new FormatException($"':' is missing in '{_text}'.");
    }

    private Term Sum()
    {
        Term value = Product();
        while (true)
        {
            if (Take("+"))
                value = Join(value, Product(), static (a, b) => a + b, static (a, b) => a + b, static (a, b) => a + b, static (a, b) => a + b);
            else if (Take("-"))
                value = Join(value, Product(), static (a, b) => a - b, static (a, b) => a - b, static (a, b) => a - b, static (a, b) => a - b);
            else
                return value;
        }
    }

    private Term Product()
    {
        Term value = Signed();
        while (true)
        {
            if (!Peek("**") && Take("*"))
                value = Times(value, Signed());
            else if (Take("/"))
                value = Join(value, Signed(), static (a, b) => a / b, static (a, b) => a / b, static (a, b) => a / b, static (a, b) => a / b);
            else if (StartsAtom())
                value = Beside(value);
            else
                return value;
        }
    }

    // 2a is a multiple, x w a product of matrices.
    private Term Beside(Term left)
    {
        if (left.Number is not null)
            return Times(left, Power());
        Term right = Atom();
        bool transposed = Take("'");
        return new(left.Tensor(_one).MatMul(right.Tensor(_one), transposeRight: transposed), null);
    }

    private static Term Times(Term left, Term right) => Join(left, right, static (a, b) => a * b, static (a, b) => a * b, static (a, b) => a * b, static (a, b) => a * b);

    private Term Signed()
    {
        if (!Take("-"))
            return Power();
        Term value = Signed();
        return value.Number is double number ? new(default, -number) : new(-value.Value, null);
    }

    private Term Power()
    {
        Term value = Atom();
        return Take("**") ? Join(value, Signed(), static (a, b) => a.Pow(b), static (a, b) => a.Pow(b), static (a, b) => Full(b, a).Pow(b), Math.Pow) : value;
    }

    private Term Atom()
    {
        if (Take("("))
            return Closed(Choice(), ")");
        if (Take("|"))
        {
            _inBars++;
            Term inside = Closed(Sum(), "|");
            _inBars--;
            return new(inside.Tensor(_one).Abs(), null);
        }

        int from = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '.'))
            _at++;
        if (_at > from)
            return new(default, double.Parse(_text[from.._at], CultureInfo.InvariantCulture));
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] == '_'))
            _at++;
        string name = _text[from.._at];
        if (name == "")
            throw new FormatException($"Cannot read the formula '{_text}' at {from}.");
        if (!Take("("))
            return new(_names.TryGetValue(name, out Tensor known) ? known : _operand(name), null);
        Term first = Choice();
        Term? second = Take(",") ? Choice() : null;
        return Closed(new(Function(name, first.Tensor(_one), second), null), ")");
    }

    private Tensor Function(string name, Tensor x, Term? second) => (name, second) switch
    {
        ("max" or "maximum", { Number: double least }) => x.Clamp(least: least),
        ("min" or "minimum", { Number: double most }) => x.Clamp(most: most),
        ("max" or "maximum", Term other) => x.Maximum(other.Value),
        ("min" or "minimum", Term other) => x.Minimum(other.Value),
        ("pow", { Number: double exponent }) => x.Pow(exponent),
        ("pow", Term other) => x.Pow(other.Value),
        ("mse", Term other) => x.MeanSquaredError(other.Value),
        ("exp", null) => x.Exp(),
        ("log", null) => x.Log(),
        ("sqrt", null) => x.Sqrt(),
        ("abs", null) => x.Abs(),
        ("sign", null) => x.Sign(),
        ("square", null) => x.Square(),
        ("reciprocal", null) => x.Reciprocal(),
        ("neg", null) => -x,
        ("sin", null) => x.Sin(),
        ("cos", null) => x.Cos(),
        ("erf", null) => x.Erf(),
        ("tanh", null) => x.Tanh(),
        ("sigmoid", null) => x.Sigmoid(),
        ("relu", null) => x.Relu(),
        ("sum", null) => x.Sum(),
        ("mean", null) => x.Mean(),
        _ => throw new FormatException($"'{name}' is not known in the formula '{_text}'."),
    };

    private static Term Join(Term left, Term right, Func<Tensor, Tensor, Tensor> both, Func<Tensor, double, Tensor> byNumber, Func<double, Tensor, Tensor> ofNumber, Func<double, double, double> numbers)
        => (left.Number, right.Number) switch
        {
            (null, null) => new(both(left.Value, right.Value), null),
            (null, double b) => new(byNumber(left.Value, b), null),
            (double a, null) => new(ofNumber(a, right.Value), null),
            (double a, double b) => new(default, numbers(a, b)),
        };

    private static Tensor Full(Tensor like, double value) => Tensor.Full(value, like.Shape, like.Precision);

    private Term Closed(Term value, string bracket) => Take(bracket) ? value : throw new FormatException($"'{bracket}' is missing in '{_text}' at {_at}.");

    private bool StartsAtom() => Skip() < _text.Length && (char.IsAsciiLetter(_text[_at]) || _text[_at] == '(' || (_text[_at] == '|' && _inBars == 0));

    private bool Peek(string symbol)
    {
        Skip();
        return _text.AsSpan(_at).StartsWith(symbol);
    }

    private bool Take(string symbol)
    {
        if (!Peek(symbol))
            return false;
        _at += symbol.Length;
        Skip();
        return true;
    }

    private int Skip()
    {
        while (_at < _text.Length && _text[_at] == ' ')
            _at++;
        return _at;
    }

    /// <summary>A tensor, or a number that is none yet.</summary>
    private readonly record struct Term(Tensor Value, double? Number)
    {
        public Tensor Tensor(Tensor one) => Number is double number ? one * number : Value;
    }
}
