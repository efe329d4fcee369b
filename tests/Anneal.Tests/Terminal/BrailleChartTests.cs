using Anneal.Cli.Terminal;
using FsCheck;
using FsCheck.Fluent;

namespace Anneal.Tests.Terminal;

public class BrailleChartTests
{
    private static readonly Config _many = Config.QuickThrowOnFailure.WithReplay(7, 1);

    private static readonly double[] _cosine = [.. Enumerable.Range(0, 101).Select(i => 0.15 * (1 + Math.Cos(Math.PI * i / 100)))];

    private static BrailleChart Small => new()
    {
        Title = "Two decays",
        XLabel = "step",
        YLabel = "learning rate",
        Series = [new("cosine", _cosine), new("stairs", [.. Enumerable.Range(0, 101).Select(i => i < 50 ? 0.3 : 0.1)]) { Stepped = true }],
        Width = 40,
        Height = 7,
    };

    [Fact]
    public void A_small_chart_looks_like_this() => Assert.Equal(
        """
        Two decays
        learning rate
        0.3 ┤⠉⠉⠉⠛⠛⠫⠭⣉⡉⠉⠉⠉⠉⠉⠉⠉⠉⡇
            │        ⠈⠑⠢⢄⡀    ⡇
        0.2 ┤            ⠈⠓⠦⣀ ⡇
            │                ⠑⡧⢄
        0.1 ┤                 ⠧⠤⠭⠶⢤⡤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤
            │                      ⠈⠑⠢⢄⡀
          0 ┤                          ⠈⠉⠒⠢⠤⢤⣀⣀⣀
            └┬────────────────┬────────────────┬
             0               50              100
                            step
        ── cosine   ── stairs
        """, Small.ToText());

    [Fact]
    public void The_same_chart_in_ascii_looks_like_this() => Assert.Equal(
        """
        Two decays
        learning rate
        0.3 +++++++++++++++++++
            |      ******     +
        0.2 +            **** +
            |               **+**
        0.1 +                 ++++++++++++++++++
            |                       ******
          0 +                            *******
            ++----------------+----------------+
             0               50              100
                            step
        * cosine   + stairs
        """, (Small with { Unicode = false }).ToText());

    [Fact]
    public void No_line_is_wider_than_the_terminal_whatever_the_numbers_and_names() =>
        Prop.ForAll<double[], string, int>((values, name, size) =>
        {
            double[] finite = [.. values ?? [], 1.0];
            BrailleChart chart = new() { Title = name ?? "", Series = [new(name ?? "", finite), new("other", [2])], Width = 24 + Math.Abs(size % 100), Unicode = size % 2 == 0 };
            Assert.All(chart.Draw(), line => Assert.InRange(CellText.Width(line.Text), 0, chart.Width));
        }).Check(_many);

    [Fact]
    public void Each_character_knows_its_series()
    {
        IReadOnlyList<ChartLine> lines = Small.Draw();
        Assert.All(lines, line => Assert.Equal(line.Text.Length, line.Series.Count));
        Assert.All(lines, line => Assert.Equal(line.Text, string.Concat(line.Runs().Select(run => run.Text))));
        Assert.Equal([("── cosine", 0), ("   ", -1), ("── stairs", 1)], lines[^1].Runs());
        Assert.Equal([0, 1], lines.SelectMany(line => line.Series).Where(series => series >= 0).Distinct().Order());
    }

    [Fact]
    public void Ascii_is_ascii_even_in_names_and_notes()
    {
        BrailleChart chart = new() { Title = "≤ 漢字", Series = [new("→", [0, 1, 10])], LogY = true, Unicode = false };
        Assert.All(chart.ToText(), letter => Assert.True(char.IsAscii(letter)));
        Assert.Contains("Not drawn: 1 <= 0 (log axis)", chart.ToText());
    }

    [Fact]
    public void A_name_cannot_send_commands_to_the_terminal() =>
        Assert.DoesNotContain(new BrailleChart { Series = [new("\u001b[31mred\u202e", [1, 2])] }.ToText(), letter => letter is '\u001b' or '\u202e');

    [Fact]
    public void A_gap_is_left_open()
    {
        BrailleChart chart = new() { Series = [new("", [1, 1, double.NaN, double.NaN, 1, 1])], Width = 24, Height = 3 };
        string middle = chart.Draw()[1].Text;
        Assert.Matches("⠒+ +⠒+", middle.Replace('⠤', '⠒').Replace('⠉', '⠒').Replace('⣀', '⠒'));
        Assert.Contains("Not drawn: 2 not finite", chart.ToText());
    }

    [Fact]
    public void One_spike_among_a_hundred_thousand_steps_reaches_the_top()
    {
        double[] loss = [.. Enumerable.Range(0, 100_000).Select(i => i == 54_321 ? 9.0 : 1)];
        Assert.Contains(new BrailleChart { Series = [new("loss", loss)] }.Draw()[0].Series, series => series == 0);
    }

    [Fact]
    public void Rows_with_labels_are_evenly_apart_in_the_lowest_chart()
    {
        int[] rows = [.. new BrailleChart { Series = [new("", [5])], Width = 40, Height = 4 }.Draw()
            .Select((line, row) => line.Text.Contains('┤') ? row : -1)
            .Where(row => row >= 0)];
        Assert.InRange(rows.Length, 2, 4);
    }

    [Fact]
    public void Errors_name_the_remedy()
    {
        Assert.Contains("at least one series", Assert.Throws<ArgumentException>(() => (Small with { Series = [] }).Draw()).Message);
        Assert.Contains("use a sparkline", Assert.Throws<ArgumentOutOfRangeException>(() => (Small with { Width = 10 }).Draw()).Message);
        Assert.Contains("use a sparkline", Assert.Throws<ArgumentOutOfRangeException>(() => (Small with { Height = 2 }).Draw()).Message);
        Assert.Contains("a chart of its own", Assert.Throws<ArgumentException>(() => (Small with { Series = [new("a", [1]) { OnRight = true }] }).Draw()).Message);
        Assert.Contains("use a linear axis", Assert.Throws<ArgumentException>(() => (Small with { Series = [new("a", [0])], LogY = true }).Draw()).Message);
    }
}
