namespace Anneal.Cli.Storage;

/// <summary>The commit that a folder's repository stands at, read from its files.</summary>
internal static class GitCommit
{
    /// <summary>The commit's name in hexadecimal; null where there is none, or where it is written in a way not known here.</summary>
    public static string? Of(string folder)
    {
        try
        {
            for (DirectoryInfo? at = new(folder); at is not null; at = at.Parent)
            {
                string git = Path.Combine(at.FullName, ".git");
                if (Directory.Exists(git))
                    return Head(git, git);
                if (!File.Exists(git))
                    continue;
                // A further checkout: its own HEAD, the branches of the first one.
                string own = Path.GetFullPath(Path.Combine(at.FullName, File.ReadAllText(git).Replace("gitdir:", "", StringComparison.Ordinal).Trim()));
                string common = Path.Combine(own, "commondir");
                return Head(own, File.Exists(common) ? Path.GetFullPath(Path.Combine(own, File.ReadAllText(common).Trim())) : own);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Whoever may not read a repository trains all the same.
        }

        return null;
    }

    private static string? Head(string own, string common)
    {
        string head = File.ReadAllText(Path.Combine(own, "HEAD")).Trim();
        if (!head.StartsWith("ref:", StringComparison.Ordinal))
            return Name(head);
        string branch = head[4..].Trim();
        foreach (string folder in (string[])[own, common])
        {
            string file = Path.Combine(folder, branch);
            if (File.Exists(file))
                return Name(File.ReadAllText(file).Trim());
        }

        string packed = Path.Combine(common, "packed-refs");
        return File.Exists(packed) && File.ReadLines(packed).FirstOrDefault(line => line.EndsWith($" {branch}", StringComparison.Ordinal)) is string line ? Name(line.Split(' ')[0]) : null;
    }

    private static string? Name(string text) => text.Length is 40 or 64 && text.All(char.IsAsciiHexDigit) ? text : null;
}
