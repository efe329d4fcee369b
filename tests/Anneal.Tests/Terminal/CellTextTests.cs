using Anneal.Cli.Terminal;

namespace Anneal.Tests.Terminal;

public class CellTextTests
{
    [Theory]
    [InlineData("step", 4)]
    [InlineData("漢字", 4)]
    [InlineData("e\u0301", 1)]
    [InlineData("🙂", 2)]
    public void Width_counts_cells(string text, int cells) => Assert.Equal(cells, CellText.Width(text));

    [Theory]
    [InlineData("short", 5, "short")]
    [InlineData("sweep/adamw/seed1", 9, "swee…eed1")]
    [InlineData("漢字漢字", 5, "漢…字")]
    [InlineData("abc", 1, "…")]
    [InlineData("abc", 0, "")]
    public void A_long_text_keeps_both_ends(string text, int cells, string shown) => Assert.Equal(shown, CellText.Elide(text, cells));

    [Fact]
    public void Ascii_elides_with_two_dots() => Assert.Equal("abc..ij", CellText.Elide("abcdefghij", 7, unicode: false));

    [Fact]
    public void Control_characters_become_blanks() => Assert.Equal(" [2Jx y", CellText.Clean("\u001b[2Jx\ny"));
}
