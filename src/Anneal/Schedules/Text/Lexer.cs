using System.Globalization;
using System.Text;

namespace Anneal.Schedules.Text;

internal enum TokenKind
{
    Number,
    Word,
    Quoted,
    Symbol,
    End,
}

/// <summary>A piece of a schedule's text: its kind, its letters, where it stands, and a number's value and unit.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Position, int Length, double Value = 0, string? Unit = null)
{
    public bool Is(string symbol) => Kind is TokenKind.Symbol && Text == symbol;

    public override string ToString() => Kind is TokenKind.End ? "the end" : $"'{Text}'";
}

/// <summary>Cuts a schedule's text into numbers, words, quoted words and symbols.</summary>
internal static class Lexer
{
    public const int MostCharacters = 100_000;

    public static bool IsWord(string? text)
        => !string.IsNullOrEmpty(text) && char.IsAsciiLetter(text[0]) && text.All(IsWordLetter);

    public static List<Token> Tokens(string text)
    {
        if (text.Length > MostCharacters)
            throw new ScheduleTextException($"A schedule's text has at most {MostCharacters} characters, this one has {text.Length}.", "", -1);
        List<Token> tokens = [];
        int at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
                at++;
            if (at == text.Length)
            {
                tokens.Add(new(TokenKind.End, "", at, 0));
                return tokens;
            }

            Token token = Next(text, at, NegativeMayFollow(tokens));
            tokens.Add(token);
            at += token.Length;
        }
    }

    private static Token Next(string text, int at, bool negative)
    {
        char letter = text[at];
        if (char.IsAsciiDigit(letter) || (letter == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))
            return NumberAt(text, at);
        if (letter == '-' && negative && at + 1 < text.Length && (char.IsAsciiDigit(text[at + 1]) || text[at + 1] == '.'))
            return NumberAt(text, at);
        if (char.IsAsciiLetter(letter) || letter == '_')
        {
            int end = at;
            while (end < text.Length && IsWordLetter(text[end]))
                end++;
            return new(TokenKind.Word, text[at..end], at, end - at);
        }

        if (letter is '"' or '\'')
            return QuotedAt(text, at);
        return "()[],:=.+-*".Contains(letter)
            ? new(TokenKind.Symbol, letter.ToString(), at, 1)
            : throw new ScheduleTextException($"{Shown(text, at)} has no meaning in a schedule.", text, at);
    }

    private static Token NumberAt(string text, int at)
    {
        int end = at + 1;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '.' or '_' || IsExponent(text, end)))
        {
            // A dot that a letter follows calls a method: 0.3.for(5).
            if (text[end] == '.' && end + 1 < text.Length && char.IsAsciiLetter(text[end + 1]) && !IsExponent(text, end + 1))
                break;
            end += IsExponent(text, end) ? 2 : 1;
        }

        string digits = text[at..end].Replace("_", "");
        if (!double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
            throw new ScheduleTextException($"'{text[at..end]}' is {(double.IsInfinity(value) ? "too large" : "not")} a number.", text, at);
        int unitEnd = end;
        if (unitEnd < text.Length && text[unitEnd] == '%')
            unitEnd++;
        else
            while (unitEnd < text.Length && char.IsAsciiLetter(text[unitEnd]))
                unitEnd++;
        string? unit = unitEnd > end ? text[end..unitEnd] : null;
        return new(TokenKind.Number, text[at..unitEnd], at, unitEnd - at, value, unit);
    }

    private static bool IsExponent(string text, int at)
        => text[at] is 'e' or 'E' && at + 1 < text.Length
            && (char.IsAsciiDigit(text[at + 1]) || (text[at + 1] is '+' or '-' && at + 2 < text.Length && char.IsAsciiDigit(text[at + 2])));

    private static Token QuotedAt(string text, int at)
    {
        int end = at + 1;
        List<char> letters = [];
        while (end < text.Length && text[end] != text[at])
        {
            if (text[end] == '\\' && end + 1 < text.Length)
                end++;
            letters.Add(text[end]);
            end++;
        }

        return end < text.Length
            ? new(TokenKind.Quoted, string.Concat(letters), at, end + 1 - at)
            : throw new ScheduleTextException("A quotation mark is not closed.", text, at);
    }

    // After a value a minus subtracts; anywhere else it is a number's sign.
    private static bool NegativeMayFollow(List<Token> tokens)
        => tokens.Count == 0 || (tokens[^1].Kind is TokenKind.Symbol && tokens[^1].Text is not (")" or "]"));

    // What cannot be seen is named by its number.
    private static string Shown(string text, int at)
        => Rune.TryGetRuneAt(text, at, out Rune rune) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format)
            ? $"'{rune}'"
            : $"The character U+{(int)text[at]:X4}";

    private static bool IsWordLetter(char letter) => char.IsAsciiLetterOrDigit(letter) || letter == '_';
}
