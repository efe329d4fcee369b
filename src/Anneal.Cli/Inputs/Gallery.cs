using Anneal.Schedules.Text;

namespace Anneal.Cli.Inputs;

/// <summary>Several schedules in a text file: <c>label = schedule</c> lines, <c>#</c> comments, and perhaps <c>steps = 50</c>.</summary>
internal sealed record Gallery(IReadOnlyList<Written> Schedules, long? Steps)
{
    private const string Prefix = "Anneal.Cli.Galleries.";

    /// <summary>The galleries that come with the tool.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. typeof(Gallery).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^".txt".Length])
            .Order(StringComparer.Ordinal)];

    /// <summary>What the arguments name, in their order: schedules, <c>@file</c>s and galleries by name.</summary>
    public static Gallery Of(IEnumerable<string> arguments)
    {
        List<Written> all = [];
        long? steps = null;
        foreach (string argument in arguments)
        {
            if (Found(argument) is not { } gallery)
            {
                all.Add(Written.Read(argument));
                continue;
            }

            all.AddRange(gallery.Schedules);
            steps = steps > gallery.Steps ? steps : gallery.Steps ?? steps;
        }

        return new(all, steps);
    }

    /// <summary>Reads the lines of a gallery; <paramref name="name"/> stands in its errors.</summary>
    public static Gallery Read(string text, string name)
    {
        List<Written> schedules = [];
        long? steps = null;
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#')
                continue;
            Written written = Written.Read(line);
            if (written.Label == "steps")
                steps = RunOptions.Whole(written.Text, $"steps in {name}, line {i + 1},", 1);
            else
                schedules.Add(written);
        }

        return schedules.Count > 0
            ? new(schedules, steps)
            : throw new UserError($"{name} has no schedules: write lines such as 'slow = cosine(0.3, 0.01, over: 50)'.");
    }

    private static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UserError($"Cannot read '{path}': {(exception is FileNotFoundException or DirectoryNotFoundException or ArgumentException ? "there is no such file" : exception.Message)}. After @ stands a file of 'label = schedule' lines.");
        }
    }

    private static Gallery? Found(string argument)
    {
        if (argument.StartsWith('@'))
            return Read(Text(argument[1..]), argument[1..]);
        if (Names.Contains(argument))
        {
            using Stream stream = typeof(Gallery).Assembly.GetManifestResourceStream($"{Prefix}{argument}.txt")!;
            using StreamReader reader = new(stream);
            return Read(reader.ReadToEnd(), argument);
        }

        // A bare word is a gallery or a slip; a name with its arguments in brackets is a schedule.
        if (argument.Length == 0 || !argument.All(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_') || char.IsDigit(argument[0]))
            return null;
        string? nearest = Catalogue.Nearest(argument, Names);
        CatalogueEntry? entry = Catalogue.Schedules.FirstOrDefault(entry => string.Equals(entry.Name, argument, StringComparison.OrdinalIgnoreCase));
        throw new UserError($"There is no gallery '{argument}'."
            + (entry is not null ? $" The schedule of that name needs its arguments: {entry.Signature}, for example {entry.Example}."
                : nearest is not null ? $" Did you mean '{nearest}'?"
                : $" Known: {string.Join(", ", Names)}. A schedule has its arguments in brackets: cosine(0.3, 0.01, over: 15)."));
    }
}
