using Anneal.Cli.Terminal;

namespace Anneal.Tests.Cli;

public class ScreenTests
{
    [Theory]
    [InlineData(null, null, true)]
    [InlineData("C", "en_US.UTF-8", false)]
    [InlineData("POSIX", null, false)]
    [InlineData("C.UTF-8", "C", true)]
    [InlineData("", "de_DE.utf8", true)]
    [InlineData(null, "de_DE.ISO-8859-1", false)]
    [InlineData(null, "en_US", true)]
    public void The_locale_says_whether_braille_can_be_shown(string? all, string? lang, bool unicode)
        => Assert.Equal(unicode, Screen.SpeaksUnicode(name => name switch { "LC_ALL" => all, "LANG" => lang, _ => null }));

    [Fact]
    public void Signs_are_spelled_where_there_is_only_ASCII()
    {
        using StringWriter output = new();
        using Screen screen = new(output, output) { Unicode = false };
        screen.Out.Write("(1 + cos πp)/2 − √p … ⌊t/every⌋ → µ");
        Assert.Equal("(1 + cos pip)/2 - sqrt p ... floor(t/every) -> ?", output.ToString());
    }
}
