namespace Anneal.Schedules.Text;

/// <summary>A schedule's text that cannot be read; the message says what is wrong, what to write instead, and points at the place.</summary>
public sealed class ScheduleTextException : FormatException
{
    internal ScheduleTextException(string problem, string text, int position, Exception? inner = null)
        : base(Compose(OneLine(problem), text, position), inner)
    {
        (Problem, Position) = (OneLine(problem), position);
    }

    /// <summary>What is wrong and the remedy, in one line.</summary>
    public string Problem { get; }

    /// <summary>Where in the text, from 0; −1 when the place is not known.</summary>
    public int Position { get; }

    // A problem quotes what was written, which may be broken, endless, or a terminal's command.
    private static string OneLine(string text)
    {
        const int most = 2000;
        string line = string.Concat(text.Select(letter => char.IsControl(letter) || letter is '\u2028' or '\u2029' ? ' ' : letter));
        return line.Length <= most ? line : $"{line[..(most / 2)]}…{line[^(most / 2)..]}";
    }

    private static string Compose(string problem, string text, int position)
    {
        if (position < 0 || position > text.Length || text.Length == 0)
            return problem;
        // One line of context: long or broken text is cut around the place.
        const int around = 60;
        int from = Math.Max(0, position - around);
        int to = Math.Min(text.Length, position + around);
        string line = OneLine(text[from..to]);
        string before = from > 0 ? "…" : "";
        string after = to < text.Length ? "…" : "";
        return $"{problem}\n  {before}{line}{after}\n  {new string(' ', before.Length + position - from)}^";
    }
}
