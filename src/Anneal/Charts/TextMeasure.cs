using System.Text;

namespace Anneal.Charts;

/// <summary>How wide text will be, guessed on the wide side: the reader's font is not known here.</summary>
internal static class TextMeasure
{
    private const string Narrow = " .,:;'|!iljftrI()[]/\\-";
    private const string Wide = "mwMW@%";

    // Room that was made for a text is a rounding error less than the text at times.
    private const double Slack = 0.5;

    /// <summary>Pixels at a font size, as wide as DejaVu Sans, the widest of the usual interface fonts.</summary>
    public static double Width(string text, double size = 13) => size * text.EnumerateRunes().Sum(Em);

    /// <summary>The text itself where it fits; else its beginning and its end with … between, because run names often differ at the end.</summary>
    public static string Elide(string text, double room, double size = 13)
    {
        if (Width(text, size) <= room + Slack) return text;
        Rune[] runes = [.. text.EnumerateRunes()];
        double left = room / size - Em(new Rune('…'));
        int head = 0;
        int tail = 0;
        while (head + tail < runes.Length)
        {
            Rune next = head <= tail ? runes[head] : runes[^(tail + 1)];
            left -= Em(next);
            if (left < 0) break;
            if (head <= tail) head++;
            else tail++;
        }

        return string.Concat(runes[..head].Append(new Rune('…')).Concat(runes[^tail..]));
    }

    private static double Em(Rune rune)
    {
        if (rune.Value >= 0x1100) return 1.05;
        if (rune.Value > 0x7f) return 0.7;
        char letter = (char)rune.Value;
        if (Narrow.Contains(letter)) return 0.4;
        if (Wide.Contains(letter)) return 0.98;
        return char.IsAsciiLetterUpper(letter) ? 0.72 : 0.63;
    }
}
