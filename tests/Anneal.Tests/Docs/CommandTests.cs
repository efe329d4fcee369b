using System.Text.RegularExpressions;
using Anneal.Cli;
using Anneal.Cli.Terminal;
using Anneal.Optimizers;
using Anneal.Optimizers.Text;
using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Tests.Docs;

/// <summary>Every <c>anneal</c> command in the documentation runs, prints what stands below it, and draws the picture that is shown.</summary>
[Collection("pages")]
public partial class CommandTests
{
    // A command with this remark is read, but not run: it needs data or minutes.
    private const string TakesLong = " # takes minutes";

    public static TheoryData<string> Pages => [.. Markdown.Pages().Where(page => Markdown.Fences(page).Any(IsCommands))];

    [Theory, MemberData(nameof(Pages))]
    public void Commands_do_what_the_page_says(string page)
    {
        IReadOnlyList<Fence> fences = Markdown.Fences(page);
        // From the last to the first: accepting one moves the lines behind it.
        for (int at = fences.Count - 1; at >= 0; at--)
        {
            if (!IsCommands(fences[at]))
                continue;
            using StringWriter output = new();
            bool all = true;
            foreach (string command in fences[at].Text.Split('\n').Where(text => text.StartsWith("anneal ", StringComparison.Ordinal)))
            {
                if (command.Contains(TakesLong, StringComparison.Ordinal))
                {
                    Assert.Null(App.Misunderstood(Arguments(command.Split(" # ")[0])));
                    all = false;
                    continue;
                }

                (int code, string printed) = Run(command.Split(" | ")[0].Split(" # ")[0]);
                Assert.True(code == (command.Contains("# exit 1", StringComparison.Ordinal) ? 1 : 0), $"{page}:{fences[at].Line}: exit code {code} of {command}\n{printed}");
                output.Write(printed);
            }

            if (!all || Markdown.OutputOf(fences, at) is not Fence shown)
                continue;
            string now = string.Join('\n', output.ToString().Replace("\r\n", "\n").TrimEnd('\n').Split('\n').Where(line => !Progress().IsMatch(line)).Select(line => line.TrimEnd()));
            if (Steady(now) != Steady(shown.Text))
                Markdown.Holds(shown, now);
        }
    }

    [Fact]
    public void Text_forms_in_the_pages_can_be_read()
    {
        List<string> wrong = [];
        foreach (string page in Markdown.Pages().Where(page => page != "docs/parity.md"))
        {
            foreach (Match match in DialectCode().Matches(Expected.Read(page)))
            {
                string text = match.Groups[1].Value;
                try
                {
                    if (RuleCatalogue.Peers.Contains(text.Split('(')[0]))
                        UpdateRule.Parse(text);
                    else
                        new Binder(text, null, new Dictionary<string, Func<double, double>> { ["f"] = t => 1 }).Bind(Parser.Parse(text));
                }
                catch (ScheduleTextException exception)
                {
                    wrong.Add($"{page}: {exception.Message}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static bool IsCommands(Fence fence)
        => fence.Language == "sh" && fence.Text.Split('\n').Any(line => line.StartsWith("anneal ", StringComparison.Ordinal));

    [Fact]
    public void Every_name_of_every_peer_stands_on_a_page()
    {
        string pages = string.Concat(Markdown.Pages().Where(page => page.StartsWith("docs/coming-from-", StringComparison.Ordinal)).Select(Expected.Read));
        string words = Names.Plain(pages);
        Assert.Empty(Catalogue.Dialects.Where(entry => !words.Contains(Names.Plain(entry.Name), StringComparison.Ordinal)).Select(entry => $"{entry.Dialect}:{entry.Name}"));
    }

    [Theory, InlineData("pytorch"), InlineData("keras"), InlineData("djl")]
    public void Every_optimizer_of_a_peer_stands_on_its_page_as_it_is_written_here(string dialect)
    {
        string page = Expected.Read($"docs/coming-from-{dialect}.md");
        Assert.All(RuleCatalogue.Peers.Where(name => name.StartsWith(dialect + ":", StringComparison.Ordinal)), name => Assert.Contains($"`{name}(", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Text_forms_of_ours_in_the_tables_can_be_read()
    {
        RunLength run = RunLength.Of(epochs: 300, stepsPerEpoch: 20);
        string[] texts = [.. Expected.Read("docs/coming-from-paddle.md").Split('\n')
            .Where(line => line.Contains("| `paddleocr:", StringComparison.Ordinal))
            .Select(line => line.Split('|')[3].Trim().Trim('`'))];
        Assert.Equal(11, texts.Length);
        Assert.All(texts, text => Assert.NotNull(Schedule.Parse(text, run)));
    }

    internal static string[] Arguments(string command) => [.. Words().Matches(command).Skip(1).Select(match => match.Groups[1].Success ? match.Groups[1].Value : match.Value)];

    // What depends on the machine and its mood: times, speeds, the number of processors.
    private static string Steady(string text) => Speed().Replace(Threads().Replace(Took().Replace(text, "runs in a while."), " threads"), "");

    // The files a command writes go to a folder of their own; a picture that the documentation shows is compared with it.
    private static (int Code, string Printed) Run(string command)
    {
        string[] arguments = Arguments(command);
        string folder = Directory.CreateTempSubdirectory("anneal").FullName;
        string? picture = null;
        for (int i = 1; i < arguments.Length; i++)
        {
            // A sample is found wherever the tests are run.
            if (arguments[i].StartsWith("samples/", StringComparison.Ordinal))
                arguments[i] = Path.Combine(Expected.Root, arguments[i]);
            if (arguments[i - 1] is not ("--svg" or "--csv" or "--output") || arguments[i] == "-")
                continue;
            picture = arguments[i - 1] == "--svg" ? Path.GetFileName(arguments[i]) : null;
            arguments[i] = Path.Combine(folder, Path.GetFileName(arguments[i]));
        }

        using StringWriter printed = new();
        using Screen screen = new(printed, printed);
        int code = App.Run(arguments, screen);
        screen.Out.Flush();
        if (picture is not null && (Expected.Accepting || File.Exists(Path.Combine(Expected.Root, "docs", "pictures", picture))))
            Expected.Matches($"docs/pictures/{picture}", File.ReadAllText(Path.Combine(folder, picture)));
        Directory.Delete(folder, recursive: true);
        return (code, printed.ToString().Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal));
    }

    // Runs end in any order.
    [GeneratedRegex(@"^ *\d+ of \d+  |^ {11}.*, seed \d+: epoch ")]
    private static partial Regex Progress();

    [GeneratedRegex(@"runs in [^.]*(\.\d [^.]*)?\.")]
    private static partial Regex Took();

    [GeneratedRegex(@"\s\d+\sthreads?\b")]
    private static partial Regex Threads();

    [GeneratedRegex(@" +[\d.]+[kM]?(?=  [▁-█]+$)", RegexOptions.Multiline)]
    private static partial Regex Speed();

    [GeneratedRegex("\"([^\"]*)\"|\\S+")]
    private static partial Regex Words();

    [GeneratedRegex("`((?:pytorch|paddle|paddleocr|djl|d2ljava|d2lpytorch|hf|timm|keras|kozistr|prodigy|schedulefree|dadaptation|kellerjordan):\\w+\\([^`]*\\))`")]
    private static partial Regex DialectCode();
}
