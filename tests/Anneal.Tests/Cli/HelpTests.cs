using System.Text.RegularExpressions;

namespace Anneal.Tests.Cli;

/// <summary>The help of every command, word for word: it is the manual.</summary>
public class HelpTests
{
    public static TheoryData<string> Commands => ["init", "train", "compare", "schedules", "plot", "check", "explain", "optimizers", "race", "find-rate", "resume", "verify-resume", "runs", "show", "diff", "report", "export", "delete", "completion"];

    [Theory, MemberData(nameof(Commands))]
    public void The_help_of_a_command_is_as_expected(string command)
        => Expected.Matches($"tests/Anneal.Tests/Cli/Expected/help-{command}.txt", WithoutLists(Tool.Run(command, "--help").Out));

    [Fact]
    public void The_help_of_the_tool_is_as_expected()
        => Expected.Matches("tests/Anneal.Tests/Cli/Expected/help.txt", Tool.Run("--help").Out);

    [Fact]
    public void The_help_names_every_command()
        => Assert.Equal([.. Commands.Select(row => row.Data)], Tool.Run().Out.Split("\n").SkipWhile(line => line != "commands").Skip(1).TakeWhile(line => line.Length > 0)
            .Where(line => line[2] != ' ').Select(line => line.Trim().Split(' ')[0]));

    [Theory, MemberData(nameof(Commands))]
    public void Help_fits_into_80_cells_but_for_command_lines_to_copy(string command)
        => Assert.All(Tool.Run(command, "--help").Out.Split('\n').Where(line => !line.StartsWith("  anneal")), line => Assert.InRange(line.Length, 0, 80));

    [Theory, MemberData(nameof(Commands))]
    public void Help_is_plain_ASCII_where_the_terminal_is(string command)
        => Assert.True(Tool.Run(new Look(Unicode: false), command, "--help").Out.All(char.IsAscii));

    [Theory]
    [InlineData("-h")]
    [InlineData("-?")]
    public void Help_has_short_names(string option) => Assert.Equal(Tool.Run("plot", "--help"), Tool.Run("plot", option));

    [Fact]
    public void The_version_is_one_line()
        => Assert.Matches(@"^anneal \d+\.\d+\.\d+\n$", Tool.Run("--version").Out);

    // Galleries and rules are added by others without touching the help.
    private static string WithoutLists(string help)
        => Regex.Replace(
            Regex.Replace(help, @"Or a\s+gallery:.*?(?=\n\n)", "Or a gallery: …", RegexOptions.Singleline),
            @"Looks for:[^.]*\.", "Looks for: ….");
}
