using System.Globalization;
using System.Text;

namespace Anneal.Cli.Terminal;

/// <summary>Text measured in terminal cells, and made safe to print there.</summary>
internal static class CellText
{
    /// <summary>The text without control characters: a name from a file must not move the cursor or recolour the screen.</summary>
    public static string Clean(string text, bool unicode = true) => string.Concat(text.EnumerateRunes().Select(rune =>
        Rune.IsControl(rune) || rune.Value is >= 0x202a and <= 0x202e or >= 0x2066 and <= 0x2069 ? " "
        : unicode || rune.IsAscii ? rune.ToString()
        : "?"));

    /// <summary>Cells the text takes: East Asian characters and pictographs take two, accents that stand above a letter none.</summary>
    public static int Width(string text) => text.EnumerateRunes().Sum(Cells);

    /// <summary>The text itself where it fits, else its beginning and its end.</summary>
    public static string Elide(string text, int cells, bool unicode = true)
    {
        if (Width(text) <= cells) return text;
        string between = unicode ? "…" : "..";
        if (cells <= between.Length) return between[..Math.Max(0, cells)];
        Rune[] runes = [.. text.EnumerateRunes()];
        int left = cells - between.Length;
        int head = 0;
        int tail = 0;
        while (true)
        {
            Rune next = head <= tail ? runes[head] : runes[^(tail + 1)];
            left -= Cells(next);
            if (left < 0) break;
            if (head <= tail) head++;
            else tail++;
        }

        return string.Concat(runes[..head]) + between + string.Concat(runes[^tail..]);
    }

    private static int Cells(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => 0,
        _ when rune.Value is >= 0x1100 and <= 0x115f or >= 0x2e80 and <= 0xa4cf or >= 0xac00 and <= 0xd7a3 or >= 0xf900 and <= 0xfaff
            or >= 0xfe30 and <= 0xfe6f or >= 0xff00 and <= 0xff60 or >= 0xffe0 and <= 0xffe6 or >= 0x1f300 and <= 0x1faff or >= 0x20000 and <= 0x3fffd => 2,
        _ => 1,
    };
}
