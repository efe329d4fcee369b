namespace Anneal.Schedules.Text;

/// <summary>A schedule's text that cannot be read; the message says what is wrong, what to write instead, and points at the place.</summary>
public sealed class ScheduleTextException : FormatException
{
    internal ScheduleTextException(string problem, string text, int position, Exception? inner = null)
        : base(Compose(problem, text, position), inner)
    {
        (Problem, Position) = (problem, position);
    }

    /// <summary>What is wrong and the remedy, in one line.</summary>
    public string Problem { get; }

    /// <summary>Where in the text, from 0; −1 when the place is not known.</summary>
    public int Position { get; }

    private static string Compose(string problem, string text, int position)
    {
        if (position < 0 || position > text.Length || text.Length == 0)
            return problem;
        // One line of context: long or broken text is cut around the place.
        const int around = 60;
        int from = Math.Max(0, position - around);
        int to = Math.Min(text.Length, position + around);
        string line = string.Concat(text[from..to].Select(letter => char.IsControl(letter) ? ' ' : letter));
        string before = from > 0 ? "…" : "";
        string after = to < text.Length ? "…" : "";
        return $"{problem}\n  {before}{line}{after}\n  {new string(' ', before.Length + position - from)}^";
    }
}
