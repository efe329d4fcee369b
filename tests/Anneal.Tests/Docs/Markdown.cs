namespace Anneal.Tests.Docs;

/// <summary>A fenced block of a Markdown page: its language, its text, and the name of the sample it shows.</summary>
internal sealed record Fence(string Page, int Line, string Language, string Text, string? Sample);

internal static class Markdown
{
    /// <summary>The pages a reader sees, as paths in the repository.</summary>
    public static IEnumerable<string> Pages()
        => Directory.EnumerateFiles(Expected.Root, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(Expected.Root, "docs"), "*.md"))
            .Concat(Directory.EnumerateDirectories(Path.Combine(Expected.Root, "src")).Select(project => Path.Combine(project, "README.md")).Where(File.Exists))
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

    /// <summary>The block that shows what the block at this index prints: a text block close behind it.</summary>
    public static Fence? OutputOf(IReadOnlyList<Fence> fences, int at)
        => at + 1 < fences.Count && fences[at + 1].Language == "text" && fences[at + 1].Line - fences[at].Line - Length(fences[at]) <= 4 ? fences[at + 1] : null;

    /// <summary>Compares a block with what it should hold; writes it when accepting.</summary>
    public static void Holds(Fence fence, string expected)
    {
        if (!Expected.Accepting)
        {
            Assert.True(fence.Text == expected, $"{fence.Page}:{fence.Line} is stale; accept it with ACCEPT=1. It should hold:\n{expected}");
            return;
        }

        List<string> lines = [.. Expected.Read(fence.Page).Split('\n')];
        lines.RemoveRange(fence.Line, Length(fence));
        lines.InsertRange(fence.Line, expected.Split('\n'));
        Expected.Write(fence.Page, string.Join('\n', lines));
    }

    private static int Length(Fence fence) => fence.Text.Length == 0 ? 0 : fence.Text.Split('\n').Length;
}
