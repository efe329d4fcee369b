using System.Text;

namespace Anneal.Data;

/// <summary>A line of a table, and where it begins in the file, counted from 1.</summary>
internal readonly record struct CsvRow(int Line, string[] Fields);

/// <summary>Tables as text, as RFC 4180 has it: fields in quotes may hold separators, line breaks and doubled quotes.</summary>
/// <remarks>Beyond the RFC: a byte order mark is taken off, line breaks may be of any system, empty lines are passed over, and spaces around fields do not belong to them.</remarks>
internal static class CsvText
{
    private static readonly char[] _separators = [',', ';', '\t'];

    /// <summary>Bytes as text: UTF-8, or UTF-16 that says so.</summary>
    public static string Decode(string path, ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            return (bytes[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode).GetString(bytes[2..]);
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes[3..] : bytes);
        }
        catch (DecoderFallbackException cause)
        {
            throw PackedFile.Damaged(path, $"the text is not UTF-8 ({Convert.ToHexString(cause.BytesUnknown ?? [])} at byte {cause.Index}): save it as UTF-8.", cause);
        }
    }

    /// <summary>The separator the first line has most of outside of quotes; a comma when it has none.</summary>
    public static char GuessSeparator(string text)
    {
        var counts = new int[_separators.Length];
        bool quoted = false;
        foreach (char letter in text.AsSpan().TrimStart("\r\n"))
        {
            if (!quoted && letter is ('\r' or '\n'))
                break;
            quoted ^= letter == '"';
            if (!quoted && Array.IndexOf(_separators, letter) is int place and >= 0)
                counts[place]++;
        }

        return _separators[Array.IndexOf(counts, counts.Max())];
    }

    /// <summary>All rows that are not empty.</summary>
    /// <exception cref="InvalidDataException">A quote is where none may be, or has no end.</exception>
    public static List<CsvRow> Rows(string path, string text, char separator)
    {
        List<CsvRow> rows = [];
        List<string> fields = [];
        int line = 1, place = 0;
        while (place < text.Length)
        {
            int start = line, begin = place;
            fields.Clear();
            fields.Add(Field(path, text, separator, ref place, ref line));
            while (place < text.Length && text[place] == separator)
            {
                place++;
                fields.Add(Field(path, text, separator, ref place, ref line));
            }

            // A line that holds nothing but spaces is no row; one that holds an empty field in quotes is.
            if (fields.Count > 1 || !text.AsSpan(begin, place - begin).IsWhiteSpace())
                rows.Add(new(start, [.. fields]));
            if (place < text.Length)
                Break(text, ref place, ref line);
        }

        return rows;
    }

    /// <summary>The field that begins here; afterwards the place is at a separator, at a line break or at the end.</summary>
    private static string Field(string path, string text, char separator, ref int place, ref int line)
    {
        while (place < text.Length && IsSpace(text[place], separator))
            place++;
        if (place < text.Length && text[place] == '"')
            return Quoted(path, text, separator, ref place, ref line);
        int begin = place;
        while (place < text.Length && text[place] != separator && text[place] is not ('\r' or '\n'))
        {
            if (text[place++] == '"')
                throw PackedFile.Damaged(path, $"line {line} has a quote inside of a field: put the whole field into quotes and double those in it.");
        }

        return text[begin..place].TrimEnd();
    }

    private static string Quoted(string path, string text, char separator, ref int place, ref int line)
    {
        int start = line;
        StringBuilder field = new();
        for (place++; ; place++)
        {
            if (place >= text.Length)
                throw PackedFile.Damaged(path, $"the quote that begins in line {start} has no end.");
            if (text[place] == '"')
            {
                if (place + 1 >= text.Length || text[place + 1] != '"')
                    break;
                place++;
            }
            else if (text[place] is '\r' or '\n')
            {
                // The break itself is part of the field.
                int begin = place;
                Break(text, ref place, ref line);
                field.Append(text, begin, place - begin);
                place--;
                continue;
            }

            field.Append(text[place]);
        }

        place++;
        while (place < text.Length && IsSpace(text[place], separator))
            place++;
        if (place < text.Length && text[place] != separator && text[place] is not ('\r' or '\n'))
            throw PackedFile.Damaged(path, $"line {line} goes on behind a quote that ends a field: put the whole field into quotes and double those in it.");
        return field.ToString();
    }

    private static void Break(string text, ref int place, ref int line)
    {
        place += text[place] == '\r' && place + 1 < text.Length && text[place + 1] == '\n' ? 2 : 1;
        line++;
    }

    private static bool IsSpace(char letter, char separator) => letter != separator && letter is (' ' or '\t');
}
