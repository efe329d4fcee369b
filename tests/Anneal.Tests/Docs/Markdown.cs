namespace Anneal.Tests.Docs;

/// <summary>A fenced block of a Markdown page: its language, its text, and the name of the sample it shows.</summary>
internal sealed record Fence(string Page, int Line, string Language, string Text, string? Sample);

internal static class Markdown
{
    /// <summary>The pages a reader sees, as paths in the repository.</summary>
    public static IEnumerable<string> Pages()
        => Directory.EnumerateFiles(Expected.Root, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(Expected.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Expected.Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    public static IReadOnlyList<Fence> Fences(string page)
    {
        List<Fence> fences = [];
        string[] lines = Expected.Read(page).Split('\n');
        string? sample = null;
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("<!-- sample: ", StringComparison.Ordinal))
                sample = lines[i]["<!-- sample: ".Length..].Replace("-->", "").Trim();
            if (!lines[i].StartsWith("```", StringComparison.Ordinal))
                continue;
            int start = i;
            List<string> text = [];
            while (++i < lines.Length && !lines[i].StartsWith("```", StringComparison.Ordinal))
                text.Add(lines[i]);
            fences.Add(new(page, start + 1, lines[start][3..].Trim(), string.Join('\n', text), sample));
            sample = null;
        }

        return fences;
    }
}
