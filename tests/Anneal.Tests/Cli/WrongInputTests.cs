using System.Text;
using System.Text.RegularExpressions;

namespace Anneal.Tests.Cli;

public class WrongInputTests
{
    private static readonly string[][] _lines =
    [
        ["plt"],
        ["cosine(0.1)"],
        ["--vesion"],
        ["plot"],
        ["plot", "--stepz", "3", "0.1"],
        ["plot", "0.1", "--steps"],
        ["plot", "0.1", "--steps", "-5"],
        ["plot", "0.1", "--steps", "many"],
        ["plot", "0.1", "--steps", "0.5"],
        ["plot", "0.1", "--steps", "1e9"],
        ["plot", "0.1", "--steps", "1e300"],
        ["plot", "0.1", "--epochs", "3"],
        ["plot", "0.1", "--steps-per-epoch", "3"],
        ["plot", "0.1", "--steps", "3", "--epochs", "3", "--steps-per-epoch", "3"],
        ["plot", "0.1", "--epochs", "9007199254740992", "--steps-per-epoch", "9007199254740992"],
        ["plot", "0.1", "--width", "5"],
        ["plot", "0.1", "--width", "100000"],
        ["plot", "0.1", "--height", "0"],
        ["plot", "0.1", "--svg", "-", "--json"],
        ["plot", "0.1", "--svg", "/no/such/folder/x.svg"],
        ["plot", "0.1", "--csv", "/"],
        ["plot", "0.1", "--log-y", "--svg"],
        ["plot", "constant(0)", "--log-y"],
        ["plot", ""],
        ["plot", "d3l"],
        ["plot", "nothing-like-it"],
        ["plot", "cosine"],
        ["plot", "@"],
        ["plot", "@/no/such/file"],
        ["plot", "= 0.1"],
        ["plot", "a ="],
        ["plot", "cosin(0.1, 0.2, over: 3)"],
        ["plot", "cosine(0.3, 0.01, over 15)"],
        ["plot", "cosine(0.3, 0.01, over: 5ep)"],
        ["plot", "cosine(0.3, 0.01, over: -1)"],
        ["plot", "fine = 0.1", "broken = linear(0.3, 0.01, ovr: 15)"],
        ["plot", "cosine(0.1, 0, over: 5)", "--momentum"],
        ["plot", "pytorch:ReduceLROnPlateau(lr=0.1)"],
        ["check"],
        ["check", "0.1"],
        ["check", "0.1", "0.2"],
        ["check", "cosine(0.1,"],
        ["explain", "0.1"],
        ["explain", "0.1", "--at"],
        ["explain", "0.1", "--at", "-3"],
        ["explain", "0.1", "--at", "9007199254740993"],
        ["explain", "cosine(0.1, 0, over: 5).strict()", "--at", "2", "5"],
        ["schedules", "cosin"],
        ["schedules", "--dialect", "pytorhc"],
        ["schedules", "a", "b"],
        ["completion"],
        ["completion", "fish"],
    ];

    [Fact]
    public void Every_wrong_line_says_what_is_wrong_and_what_to_do()
    {
        StringBuilder all = new();
        foreach (string[] line in _lines)
            all.Append("$ anneal ").Append(string.Join(' ', line.Select(word => word.Length == 0 || word.AsSpan().IndexOfAny(" (") >= 0 ? $"\"{word}\"" : word))).Append('\n').Append(Tool.Run(line).Error).Append('\n');
        Expected.Matches("tests/Anneal.Tests/Cli/Expected/wrong-input.txt", WithoutLists(all.ToString()));
    }

    // Galleries and dialects are added by others without touching these messages.
    private static string WithoutLists(string messages) => Regex.Replace(messages, @"(Known: |It goes with )[^.;]*", "$1…");

    [Fact]
    public void Wrong_input_ends_with_code_2_and_nothing_on_standard_output()
        => Assert.All(_lines, line => Assert.Equal((2, ""), (Tool.Run(line).Code, Tool.Run(line).Out)));

    [Fact]
    public void No_message_shows_what_only_a_programmer_understands()
        => Assert.All(_lines, line => Assert.DoesNotMatch(@"   at |Exception|System\.|Parameter '", Tool.Run(line).Error));

    [Fact]
    public void A_caret_points_at_the_place()
        => Assert.Equal(
            "anneal plot: There is no schedule 'cosin'. Did you mean 'cosine'?\n  0.5 * cosin(1, 0, over: 9)\n        ^\n",
            Tool.Run("plot", "0.5 * cosin(1, 0, over: 9)").Error);
}
