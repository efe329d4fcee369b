namespace Anneal.Cli.Configuration.Yaml;

/// <summary>Text of a file inside a message: short, on one line, and no command to a terminal.</summary>
internal static class Messages
{
    private const int Most = 80;

    public static string Short(string text)
    {
        string line = string.Concat(text.Take(Most + 1).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) || letter is '\u2028' or '\u2029' ? '·' : letter));
        return line.Length <= Most ? line : line[..Most] + "…";
    }

    /// <summary>" Did you mean 'x'?" where a known name is near, else the names where they are few.</summary>
    public static string Nearest(string name, IEnumerable<string> known)
    {
        string[] names = [.. known];
        return Schedules.Text.Catalogue.Nearest(name, names) is string near ? $" Did you mean '{near}'?"
            : names.Length is > 0 and <= 60 ? $" Known: {string.Join(", ", names)}."
            : "";
    }
}
