using System.Text;

namespace Anneal.Cli.Terminal;

/// <summary>A line of a terminal chart, and which series each character belongs to (-1: none), so that the caller can colour it.</summary>
internal sealed record ChartLine(string Text, IReadOnlyList<int> Series)
{
    /// <summary>The line cut where the colour changes.</summary>
    public IEnumerable<(string Text, int Series)> Runs()
    {
        for (int first = 0, end; first < Text.Length; first = end)
        {
            for (end = first + 1; end < Text.Length && Series[end] == Series[first]; end++)
            {
            }

            yield return (Text[first..end], Series[first]);
        }
    }

    public override string ToString() => Text;
}

/// <summary>Puts a line together piece by piece.</summary>
internal sealed class ChartLineBuilder
{
    private readonly StringBuilder _text = new();
    private readonly List<int> _series = [];

    public int Cells { get; private set; }

    public ChartLineBuilder Add(string text, int series = DotGrid.Nobody) => Add(text, Enumerable.Repeat(series, text.Length));

    public ChartLineBuilder Add(string text, IEnumerable<int> series)
    {
        _text.Append(text);
        _series.AddRange(series);
        Cells += CellText.Width(text);
        return this;
    }

    /// <summary>The line without blanks at its end.</summary>
    public ChartLine Build()
    {
        string text = _text.ToString().TrimEnd(' ');
        return new ChartLine(text, [.. _series[..text.Length]]);
    }
}
