using System.Text;

namespace Anneal.Cli.Terminal;

/// <summary>Lines that are written again in the same place.</summary>
internal sealed class LiveLines(TextWriter output)
{
    private int _shown;

    /// <summary>Replaces the lines shown before.</summary>
    public void Show(IReadOnlyList<string> lines)
    {
        StringBuilder text = new();
        if (_shown > 0)
            text.Append("\e[").Append(_shown).Append('A');
        foreach (string line in lines)
            text.Append('\r').Append(line).Append("\e[K\n");
        // Fewer lines than before leave none of the old ones behind.
        if (lines.Count < _shown)
            text.Append("\e[J");
        _shown = lines.Count;
        output.Write(text);
        output.Flush();
    }

    /// <summary>Takes the lines away.</summary>
    public void Clear() => Show([]);
}
