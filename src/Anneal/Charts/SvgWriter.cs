using System.Globalization;
using System.Text;

namespace Anneal.Charts;

/// <summary>Writes elements of SVG and HTML, escaped, with the same bytes on every machine.</summary>
internal sealed class SvgWriter(TextWriter output)
{
    private readonly Stack<string> _open = new();

    /// <summary>Starts an element; attributes whose value is empty are left out.</summary>
    public void Open(string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Tag(element, attributes);
        output.Write(">\n");
        _open.Push(element);
    }

    /// <summary>Ends the element started last.</summary>
    public void Close() => output.Write($"</{_open.Pop()}>\n");

    /// <summary>An element without content.</summary>
    public void Empty(string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Tag(element, attributes);
        output.Write("/>\n");
    }

    /// <summary>An element that holds text, and a tooltip where one is given.</summary>
    public void Text(string element, string text, string tooltip, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Tag(element, attributes);
        output.Write('>');
        output.Write(Escape(text));
        if (tooltip.Length > 0) output.Write($"<title>{Escape(tooltip)}</title>");
        output.Write($"</{element}>\n");
    }

    /// <summary>The style sheet, as it stands: it is ours, and has no character that XML would escape.</summary>
    public void Style(string sheet) => output.Write($"<style>\n{sheet}\n</style>\n");

    /// <summary>A script, or what a script reads, as it stands: neither holds the sequence that would end it.</summary>
    public void Script(string text, string type = "")
    {
        Tag("script", [("type", type)]);
        output.Write($">\n{text}\n</script>\n");
    }

    /// <summary>A coordinate: a tenth of a pixel is finer than the eye.</summary>
    public static string Number(double value)
    {
        double tenths = Math.Round(value, 1);
        return (tenths == 0 ? 0 : tenths).ToString("0.#", CultureInfo.InvariantCulture);
    }

    /// <summary>Path data through the points.</summary>
    public static string Path(IReadOnlyList<Point> points)
    {
        StringBuilder path = new();
        for (int i = 0; i < points.Count; i++)
        {
            path.Append(i == 0 ? 'M' : ' ').Append(Number(points[i].X)).Append(',').Append(Number(points[i].Y));
        }

        return path.ToString();
    }

    /// <summary>Text as XML: markup escaped, and what XML forbids even escaped (most control characters, half a surrogate pair) shown as �.</summary>
    public static string Escape(string text)
    {
        StringBuilder escaped = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\t' or '\n' or '\r' => escaped.Append(' '),
                < 0x20 or 0xfffe or 0xffff => escaped.Append('�'),
                _ => escaped.Append(rune.ToString()),
            };
        }

        return escaped.ToString();
    }

    private void Tag(string element, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        output.Write($"<{element}");
        foreach ((string name, string value) in attributes)
        {
            if (value.Length > 0) output.Write($" {name}=\"{Escape(value)}\"");
        }
    }
}
