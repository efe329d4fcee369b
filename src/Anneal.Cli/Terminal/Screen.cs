using System.Text;
using Spectre.Console;

namespace Anneal.Cli.Terminal;

/// <summary>Where the tool writes, and what can be shown there. Tests give it strings.</summary>
internal sealed class Screen(TextWriter output, TextWriter error) : IDisposable
{
    // Names of the terminal's own palette, so that lines suit the user's light or dark theme.
    private static readonly Color[] _palette = [Color.Teal, Color.Olive, Color.Purple, Color.Green, Color.Maroon, Color.Navy, Color.Grey, Color.Default];

    // The first one that is set decides (POSIX).
    private static readonly string[] _localeVariables = ["LC_ALL", "LC_CTYPE", "LANG"];

    private IAnsiConsole? _console;

    /// <summary>Text for people: plain ASCII where the locale has nothing else.</summary>
    public TextWriter Out => Unicode ? output : field ??= new AsciiWriter(output);

    /// <summary>Messages.</summary>
    public TextWriter Error => Unicode ? error : field ??= new AsciiWriter(error);

    /// <summary>CSV, JSON and SVG: written as they are.</summary>
    public TextWriter Data => output;

    /// <summary>Cells across.</summary>
    public int Width { get; init; } = 80;

    /// <summary>Rows a chart should have.</summary>
    public int ChartRows { get; init; } = 14;

    /// <summary>Whether braille and mathematical signs can be shown.</summary>
    public bool Unicode { get; init; } = true;

    /// <summary>Whether the cursor may be moved: lines are written again in place.</summary>
    public bool Live { get; init; }

    /// <summary>Whether escape codes for colours may be written.</summary>
    public bool Colour { get; init; }

    public static Screen OfThisProcess()
    {
        bool redirected = Console.IsOutputRedirected;
        UTF8Encoding utf8 = new(encoderShouldEmitUTF8Identifier: false);
        // Console.Out would flush after every word.
        StreamWriter output = new(Console.OpenStandardOutput(), utf8, bufferSize: 1 << 15);
        StreamWriter error = new(Console.OpenStandardError(), utf8, bufferSize: 1 << 10) { AutoFlush = true };
        int width = redirected ? 80 : Console.WindowWidth;
        return new(output, error)
        {
            Width = Math.Clamp(width, 40, 200),
            ChartRows = redirected ? 14 : Math.Clamp(Console.WindowHeight - 10, 8, 20),
            Unicode = SpeaksUnicode(Environment.GetEnvironmentVariable),
            Live = !redirected && Environment.GetEnvironmentVariable("TERM") != "dumb",
            Colour = !redirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb",
        };
    }

    /// <summary>Whether the locale's character set is Unicode; a locale that names none is taken to be.</summary>
    public static bool SpeaksUnicode(Func<string, string?> variable)
    {
        string? locale = _localeVariables.Select(variable).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        if (locale is null)
            return true;
        int dot = locale.IndexOf('.', StringComparison.Ordinal);
        return dot >= 0
            ? locale[dot..].Replace("-", "", StringComparison.Ordinal).StartsWith(".utf8", StringComparison.OrdinalIgnoreCase)
            : locale is not ("C" or "POSIX");
    }

    /// <summary>Text in the colour of a series; −1 is the colour of ordinary text.</summary>
    public void Write(string text, int series)
    {
        if (!Colour || series < 0)
            Out.Write(text);
        else
            Styled(text, new Style(_palette[series % _palette.Length]));
    }

    /// <summary>Text that should stand out.</summary>
    public void Strong(string text)
    {
        if (Colour)
            Styled(text, new Style(decoration: Decoration.Bold));
        else
            Out.Write(text);
    }

    public void Draw(IEnumerable<ChartLine> lines)
    {
        foreach (ChartLine line in lines)
        {
            foreach ((string text, int series) in line.Runs())
                Write(text, series);
            Out.WriteLine();
        }
    }

    public void Dispose()
    {
        output.Flush();
        error.Flush();
    }

    private void Styled(string text, Style style)
    {
        // The library is loaded only where there are colours to write: pipes start faster and can get no escape code.
        _console ??= AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(Out) });
        _console.Profile.Width = 1000;
        _console.Write(new Text(text, style));
    }
}
