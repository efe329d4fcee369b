using System.Text;
using Anneal.Cli.Configuration.Forms;
using Anneal.Cli.Configuration.Keys;

namespace Anneal.Cli.Configuration;

/// <summary>The description of keys as tables for the page.</summary>
internal static class KeyTable
{
    /// <summary>One table per form: key, what may stand there, what it means.</summary>
    public static string Of(Form form)
    {
        StringBuilder table = new("| key | value | meaning |\n|---|---|---|\n");
        // Our own keys are described once, where they stand at the top.
        foreach ((string path, Key key) in Paths(form.Section, "").Where(row => form is OwnForm || !row.Path.StartsWith("anneal.", StringComparison.Ordinal)))
            table.Append($"| `{path}`{(key.Needed ? " (needed)" : "")} | {Cell(key.Kind.Words)} | {Cell(key.Doc)} |\n");
        string[] unused = [.. form.Section.Keys.Where(key => !key.Used).Select(key => $"`{key.Name}`")];
        if (unused.Length is > 0 and <= 30)
            table.Append($"\nKnown, and not used here: {string.Join(", ", unused)}.\n");
        return table.ToString();
    }

    private static IEnumerable<(string Path, Key Key)> Paths(Section section, string prefix)
    {
        foreach (Key key in section.Keys.Where(key => key.Used))
        {
            yield return (prefix + key.Name, key);
            (Section? inner, string dot) = key.Kind switch
            {
                SectionKind kind => (kind.Section, "."),
                ListKind { Item: SectionKind kind } => (kind.Section, "[]."),
                _ => (null, ""),
            };
            if (inner is null)
                continue;
            foreach ((string path, Key below) in Paths(inner, $"{prefix}{key.Name}{dot}"))
                yield return (path, below);
        }
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
