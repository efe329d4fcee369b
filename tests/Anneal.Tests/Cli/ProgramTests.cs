namespace Anneal.Tests.Cli;

/// <summary>The program as a user starts it, in a pipe.</summary>
public class ProgramTests
{
    private static readonly Dictionary<string, string> _nothing = [];

    [Fact]
    public async Task A_pipe_gets_no_escape_codes()
    {
        Outcome outcome = await Tool.Start(_nothing, "plot", "d2l");
        Assert.Equal(0, outcome.Code);
        Assert.DoesNotContain('\u001b', outcome.Out + outcome.Error);
        Assert.Equal(Tool.Run("plot", "d2l").Out, outcome.Out);
    }

    [Fact]
    public async Task The_locale_C_gets_ASCII()
    {
        Outcome outcome = await Tool.Start(new Dictionary<string, string> { ["LC_ALL"] = "C" }, "schedules");
        Assert.True(outcome.Out.All(char.IsAscii));
        Assert.Contains("warmRestarts", outcome.Out);
    }

    [Fact]
    public async Task Findings_and_wrong_input_have_their_exit_codes()
    {
        Assert.Equal(1, (await Tool.Start(_nothing, "check", "cosine(0.1, 0, over: 800)", "--steps", "1000")).Code);
        Outcome wrong = await Tool.Start(_nothing, "plot", "cosin(0.1)");
        Assert.Equal((2, "", Tool.Run("plot", "cosin(0.1)").Error), (wrong.Code, wrong.Out, wrong.Error));
    }

    [Fact]
    public async Task Completion_knows_commands_options_and_values()
    {
        Assert.Contains("plot\n", (await Tool.Start(_nothing, "[suggest:2]", "pl")).Out);
        Assert.Contains("--steps-per-epoch\n", (await Tool.Start(_nothing, "[suggest:12]", "check --step")).Out);
        Assert.Contains("pytorch\n", (await Tool.Start(_nothing, "[suggest:20]", "schedules --dialect ")).Out);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("pwsh")]
    public async Task Each_shell_gets_a_script_that_asks_the_tool(string shell)
        => Assert.Contains("[suggest:", (await Tool.Start(_nothing, "completion", shell)).Out);
}
