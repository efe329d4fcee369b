using System.Text.Json;

namespace Anneal.Tests.Cli;

public class CheckAndExplainCommandTests
{
    [Fact]
    public void Nothing_to_report_is_code_0()
        => Assert.Equal((0, "oneCycle(0.1, over: 1000) over 1000 steps: nothing to report\n"), (Tool.Run("check", "oneCycle(0.1, over: 1000)").Code, Tool.Run("check", "oneCycle(0.1, over: 1000)").Out));

    [Fact]
    public void Findings_are_code_1_with_problem_and_remedy()
    {
        Outcome outcome = Tool.Run("check", "cosine(0.1, 0, over: 800)", "--steps", "1000");
        Assert.Equal(1, outcome.Code);
        Assert.Equal(
            """
            cosine(0.1, 0, over: 800) over 1000 steps: 1 finding

            warning ends-early, step 800
              The schedule is over after 800 steps; the last 200 of the 1000 updates all use
              0.
              To decay until the end of the run, use over: 1000; or train 800 steps; or
              write the tail you want: … then constant(0).

            """,
            outcome.Out);
    }

    [Fact]
    public void Findings_as_json_have_their_codes()
    {
        JsonElement finding = JsonDocument.Parse(Tool.Run("check", "cosine(0.1, 0, over: 90)", "--epochs", "90", "--steps-per-epoch", "500", "--json").Out).RootElement.GetProperty("findings")[0];
        Assert.Equal("epochs-or-steps", finding.GetProperty("code").GetString());
        Assert.Equal("warning", finding.GetProperty("severity").GetString());
        Assert.Equal(90, finding.GetProperty("step").GetInt64());
    }

    [Fact]
    public void Nothing_to_report_as_json_is_an_empty_list()
        => Assert.Equal(0, JsonDocument.Parse(Tool.Run("check", "0.1", "--steps", "10", "--json").Out).RootElement.GetProperty("findings").GetArrayLength());

    [Fact]
    public void The_explanation_names_the_piece_and_its_position()
        => Assert.Equal(
            """
            linear(0, 0.3, over: 5) then cosine(0.3, 0.01, over: 15) = 0.06 at step 1
              piece 1 of 2, which starts at step 0:
              linear(0, 0.3, over: 5) = 0.06 at step 1 of its own, 20 % of 5 steps

            """,
            Tool.Run("explain", "linear(0, 0.3, over: 5) then cosine(0.3, 0.01, over: 15)", "--at", "1").Out);

    [Theory]
    [InlineData("--at", "1", "2")]
    [InlineData("--at", "1", "--at", "2")]
    public void Several_steps_are_explained_one_after_the_other(params string[] at)
        => Assert.Equal("0.1", Tool.Run(["explain", "0.1", .. at]).Out.Split("\n\n")[1].Split(" = ")[1].Split(' ')[0]);
}
