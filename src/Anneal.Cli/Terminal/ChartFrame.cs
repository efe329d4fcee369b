using Anneal.Charts;

namespace Anneal.Cli.Terminal;

/// <summary>The axes around a grid of dots: labels on the left, the line and labels below.</summary>
internal sealed record ChartFrame(DotGrid Grid, int Height, bool Unicode)
{
    /// <summary>Single cells that are shown above the dots.</summary>
    public IReadOnlyList<(int Column, int Row, char Sign)> Marks { get; init; } = [];

    /// <summary>Columns, from the first to the last, that are pointed out on the axis; null for none.</summary>
    public (int First, int Last)? Shaded { get; init; }

    /// <summary>The dot nearest to a fraction of the way.</summary>
    public static int Dot(double fraction, int dots) => (int)Math.Round(Math.Clamp(fraction, 0, 1) * (dots - 1));

    /// <summary>The rows of the grid with the axes around them.</summary>
    public IEnumerable<ChartLine> Around(Axis x, Axis y, int gutter) => [.. Rows(y, gutter), .. Under(x, gutter)];

    private IEnumerable<ChartLine> Rows(Axis y, int gutter)
    {
        string?[] labels = new string?[Height];
        foreach (Tick tick in Apart(y, tick => RowOf(y, tick))) labels[RowOf(y, tick)] = tick.Label;
        (string tickMark, string line) = Unicode ? (" ┤", " │") : (" +", " |");
        for (int row = 0; row < Height; row++)
        {
            (string text, int[] owners) = Marked(row);
            yield return new ChartLineBuilder()
                .Add((labels[row] ?? "").PadLeft(gutter))
                .Add(labels[row] is null ? line : tickMark)
                .Add(text, owners)
                .Build();
        }
    }

    private (string Text, int[] Owners) Marked(int row)
    {
        (string text, int[] owners) = Grid.Row(row);
        char[] cells = text.ToCharArray();
        foreach ((int column, int at, char sign) in Marks)
        {
            if (at == row && column >= 0 && column < cells.Length)
                (cells[column], owners[column]) = (sign, DotGrid.Nobody);
        }

        return (new string(cells), owners);
    }

    // Every tick, or every second one, …: a plot of few rows would put two into one row, and some distances would look unequal.
    private static Tick[] Apart(Axis axis, Func<Tick, int> place)
    {
        for (int stride = 1; ; stride++)
        {
            Tick[] chosen = [.. axis.Ticks.Where((_, i) => i % stride == 0)];
            if (chosen.DistinctBy(place).Count() == chosen.Length) return chosen;
        }
    }

    private int RowOf(Axis y, Tick tick) => Dot(1 - y.Fraction(tick.Value), Grid.High) * Height / Grid.High;

    // The axis itself, and below it as many of its labels as stand apart.
    private IEnumerable<ChartLine> Under(Axis x, int gutter)
    {
        int columns = Grid.Row(0).Text.Length;
        char[] axis = [.. Enumerable.Repeat(Unicode ? '─' : '-', columns)];
        if (Shaded is var (first, last))
            axis.AsSpan(first, last - first + 1).Fill(Unicode ? '━' : '=');
        char[] labels = [.. Enumerable.Repeat(' ', gutter + 2 + columns)];
        int free = 0;
        foreach (Tick tick in x.Ticks)
        {
            int column = Dot(x.Fraction(tick.Value), Grid.Wide) * columns / Grid.Wide;
            axis[column] = !Unicode ? '+' : axis[column] == '━' ? '┯' : '┬';
            int start = Math.Clamp(gutter + 2 + column - tick.Label.Length / 2, 0, Math.Max(0, labels.Length - tick.Label.Length));
            if (start < free || tick.Label.Length > labels.Length) continue;
            tick.Label.CopyTo(labels.AsSpan(start));
            free = start + tick.Label.Length + 1;
        }

        yield return new ChartLineBuilder().Add(new string(' ', gutter + 1)).Add(Unicode ? "└" : "+").Add(new string(axis)).Build();
        yield return new ChartLineBuilder().Add(new string(labels)).Build();
    }
}
