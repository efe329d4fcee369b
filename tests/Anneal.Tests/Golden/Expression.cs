using System.Globalization;

namespace Anneal.Tests.Golden;

/// <summary>The one-line Python arithmetic in which traces name their lambdas: + - * / // % **, brackets, pi, sin, cos, exp, sqrt, min, max and one variable.</summary>
internal sealed class Expression
{
    private readonly string _text;
    private readonly double _variable;
    private int _at;

    private Expression(string text, double variable)
    {
        (_text, _variable) = (text.Replace(" ", ""), variable);
    }

    public static Func<double, double> Of(string text) => variable =>
    {
        Expression expression = new(text, variable);
        double value = expression.Sum();
        return expression._at == expression._text.Length
            ? value
            : throw new FormatException($"Cannot read the expression '{text}' at '{expression._text[expression._at..]}'.");
    };

    private double Sum()
    {
        double value = Product();
        while (true)
        {
            if (Take("+"))
                value += Product();
            else if (Take("-"))
                value -= Product();
            else
                return value;
        }
    }

    private double Product()
    {
        double value = Signed();
        while (true)
        {
            if (Take("//"))
                value = Math.Floor(value / Signed());
            else if (_at < _text.Length && !_text[_at..].StartsWith("**", StringComparison.Ordinal) && Take("*"))
                value *= Signed();
            else if (Take("/"))
                value /= Signed();
            else if (Take("%"))
                value = Modulo(value, Signed());
            else
                return value;
        }
    }

    private static double Modulo(double value, double by) => value - (by * Math.Floor(value / by));

    private double Signed() => Take("-") ? -Signed() : Power();

    private double Power()
    {
        double value = Atom();
        return Take("**") ? Math.Pow(value, Signed()) : value;
    }

    private double Atom()
    {
        if (Take("("))
            return Closed(Sum());
        int from = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '.' || (_at > from && _text[_at] is 'e' && char.IsAsciiDigit(_text[from]))
            || (_at > from && _text[_at] is '-' or '+' && _text[_at - 1] is 'e' && char.IsAsciiDigit(_text[from]))))
            _at++;
        if (_at > from)
            return double.Parse(_text[from.._at], CultureInfo.InvariantCulture);
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '.' or '_'))
            _at++;
        string word = _text[from.._at].Replace("math.", "").Replace("np.", "");
        if (!Take("("))
            return word is "pi" ? Math.PI : word is "" ? throw new FormatException($"Cannot read the expression '{_text}' at {from}.") : _variable;
        double first = Sum();
        double second = Take(",") ? Sum() : 0;
        return Closed(word switch
        {
            "sin" => Math.Sin(first),
            "cos" => Math.Cos(first),
            "exp" => Math.Exp(first),
            "sqrt" => Math.Sqrt(first),
            "log" => Math.Log(first),
            "abs" => Math.Abs(first),
            "floor" or "int" => Math.Floor(first),
            "min" => Math.Min(first, second),
            "max" => Math.Max(first, second),
            "pow" => Math.Pow(first, second),
            _ => throw new FormatException($"'{word}' is not known in the expression '{_text}'."),
        });
    }

    private double Closed(double value) => Take(")") ? value : throw new FormatException($"A bracket is not closed in '{_text}'.");

    private bool Take(string symbol)
    {
        if (!_text.AsSpan(_at).StartsWith(symbol))
            return false;
        _at += symbol.Length;
        return true;
    }
}
