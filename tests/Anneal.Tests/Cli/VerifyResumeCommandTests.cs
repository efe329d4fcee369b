using Anneal.Cli.Commands;
using Anneal.Cli.Experiments;
using Anneal.Cli.Resuming;
using Anneal.Cli.Terminal;

namespace Anneal.Tests.Cli;

public class VerifyResumeCommandTests
{
    [Fact]
    public void A_sample_of_optimizers_goes_on_to_the_last_bit()
    {
        (int code, string output, string error) = Tool.Run("verify-resume", "--seed", "2");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("square: 30 steps, broken off after 0, 1, ", output, StringComparison.Ordinal);
        Assert.Matches(@"adam\(oneCycle\(0\.01, over: rest\)\) +same \d{3} numbers\n", output);
        Assert.EndsWith("6 trainings: every number is that of the run without a break, to the last bit.\n", output, StringComparison.Ordinal);
        Assert.All(output.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public void All_means_every_optimizer_of_the_catalogue_and_none_is_left_out()
    {
        (int code, string output, _) = Tool.Run("verify-resume", "--all", "--epochs", "1");
        Assert.Equal(0, code);
        Assert.All(Anneal.Optimizers.Text.RuleCatalogue.Rules, rule => Assert.Contains($"\n{rule.Name}(", output, StringComparison.Ordinal));
        Assert.DoesNotContain("left out", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Killed_twenty_times_a_training_ends_with_the_bits_of_one_that_nobody_killed()
    {
        (int code, string output, string error) = Tool.Run("verify-resume", "--kills", "20");
        Assert.True(code == 0, output + error);
        Assert.Matches("same after 20 kills\n", output);
    }

    [Fact]
    public void What_differs_is_named_and_the_exit_code_is_1()
    {
        Experiment square = Experiment.Find("square");
        Setup setup = new(square, square.Load(new(new(), TextWriter.Null)), 1, 1, square.Optimizer);
        using StringWriter output = new() { NewLine = "\n" };
        using Screen screen = new(output, TextWriter.Null);
        Trial[] trials = [new(setup, "adam()", null, 1), new(setup, "adam()", "constant(0.1)", 1), new(setup, "sgd()", null, 1)];
        int code = VerifyResumeCommand.Verify(trials, screen, trial => trial == trials[2]
            ? throw new InvalidOperationException("for a reason.")
            : ("3 numbers", trial == trials[1] ? "from step 2: 'network.w'[0]: 1 and 2" : null));
        Assert.Equal(1, code);
        Assert.Equal(
            "adam()                   same 3 numbers\n"
            + "adam() at constant(0.1)  DIFFERS from step 2: 'network.w'[0]: 1 and 2\n"
            + "sgd()                    left out: for a reason.\n\n"
            + "2 trainings: 1 went on otherwise than without a break. 1 left out.\n",
            output.ToString().ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("There is no experiment 'squar'. Did you mean 'square'?", "squar")]
    [InlineData("There is no optimizer 'adqm'. Did you mean 'adam'?", "--optimizer", "adqm(1)")]
    [InlineData("leave out --optimizer and --schedule, or --all", "--all", "--optimizer", "adam()")]
    [InlineData("--kills is a whole number of at least 1", "--kills", "0")]
    [InlineData("Did you mean '--kills'?", "--kill", "0")]
    public void Input_that_cannot_be_used_is_named(string message, params string[] args)
    {
        (int code, string output, string error) = Tool.Run(["verify-resume", .. args]);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_help_does_not_show_what_only_the_tool_uses()
    {
        string help = Tool.Run("verify-resume", "--help").Out;
        Assert.DoesNotContain("--child", help, StringComparison.Ordinal);
        Assert.All(help.Split('\n').Where(line => !line.StartsWith("  anneal", StringComparison.Ordinal)), line => Assert.InRange(line.Length, 0, 80));
        Assert.True(Tool.Run(new Look(Unicode: false), "verify-resume", "--help").Out.All(char.IsAscii));
    }
}
