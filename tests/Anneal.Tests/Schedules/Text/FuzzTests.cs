using System.Text.Json;
using Anneal.Schedules;
using Anneal.Schedules.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Anneal.Tests.Schedules.Text;

/// <summary>Whatever is written, the answer is a schedule or an explanation: never another exception, never a crash.</summary>
public class FuzzTests
{
    private static readonly RunLength _run = RunLength.Of(epochs: 20, stepsPerEpoch: 10);

    private static readonly Dictionary<string, Func<double, double>> _functions = new() { ["f"] = step => step };

    private static readonly string[] _examples = [.. Catalogue.Schedules.Concat(Catalogue.Dialects).Select(entry => entry.Example).Where(example => example.Length > 0)];

    private static readonly string[] _tokens =
    [
        "(", ")", "[", "]", ",", ":", "=", ".", "+", "-", "*", "then", "rest", "null", "None", "true", "0", "1", "-1", "0.5", "5ep", "10%", "-3ep", "1e300ep", "1e308", "1e400",
        "9007199254740993", "-0", "1.", ".", "\"f\"", "'", "\"", "\\", "over:", "from:", "lr=", "\u0000", "\u001b", "\u2028", "é", "\ud800", "\U0001f525", " ", "\n",
        "function(\"f\")", "linear(0, 1, over: 5)", "constant(1)", ".for(3)", ".repeat(2)", ".repeat()", ".warmedUp(rest)", ".then(1)", ".strict()", ".stretchTo(0)", ".perEpoch(1ep)",
        "pytorch:", "pytorch:StepLR(lr=0.1, step_size=30)", "_(", "then(", "op_Addition(", "*(", "__", "Length", "ToString()",
    ];

    private static readonly Gen<string> _mutated =
        from example in Gen.Elements(_examples)
        from changes in Gen.Choose(1, 5)
        from seed in Gen.Choose(0, int.MaxValue)
        select Mutate(example, changes, new Random(seed));

    private static readonly Gen<string> _soup = Gen.Elements(_tokens).ListOf().Select(string.Concat);

    [Fact]
    public void Any_string_is_read_or_explained()
        => Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(ArbMap.Default.ArbFor<string>(), (string text) => ReadOrExplained(text ?? "")));

    [Fact]
    public void Any_soup_of_tokens_is_read_or_explained()
        => Check.One(Config.QuickThrowOnFailure.WithMaxTest(4000), Prop.ForAll(_soup.ToArbitrary(), ReadOrExplained));

    [Fact]
    public void Any_damaged_example_is_read_or_explained()
        => Check.One(Config.QuickThrowOnFailure.WithMaxTest(10_000), Prop.ForAll(_mutated.ToArbitrary(), ReadOrExplained));

    [Theory]
    [InlineData("(")]
    [InlineData("[")]
    [InlineData("-")]
    [InlineData("1+")]
    [InlineData("1*")]
    [InlineData("a(")]
    [InlineData("a.")]
    [InlineData("a:b(")]
    [InlineData("then ")]
    [InlineData("1.for(1)")]
    [InlineData(".for(1)")]
    [InlineData("1.for(1) then ")]
    [InlineData("[1,")]
    [InlineData("\\\"")]
    [InlineData("9")]
    [InlineData("0.0")]
    [InlineData("_")]
    [InlineData("x")]
    [InlineData("x: ")]
    [InlineData("x(y: ")]
    [InlineData("\u0000")]
    public void A_hundred_thousand_characters_are_read_or_explained(string piece)
    {
        string endless = string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length));
        ReadOrExplained(endless);
        ReadOrExplained("1" + endless[..^1]);
        ReadOrExplained("multiStep(1, 0.5, at: [" + endless[..^100]);
        ReadOrExplained("function('" + endless[..^100] + "')");
    }

    [Fact]
    public void Any_damaged_json_is_read_or_a_json_exception()
        => Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(Json().ToArbitrary(), json =>
        {
            try
            {
                JsonSerializer.Deserialize<Schedule>(json);
            }
            catch (JsonException)
            {
            }
        }));

    private static void ReadOrExplained(string text)
    {
        Schedule schedule;
        try
        {
            schedule = Schedule.Parse(text, _run, _functions);
        }
        catch (ScheduleTextException error)
        {
            Assert.InRange(error.Position, text.Length > 100_000 ? -1 : 0, text.Length);
            Assert.InRange(error.Problem.Length, 10, 2001);
            Assert.DoesNotContain(error.Message, letter => char.IsControl(letter) && letter != '\n');
            Assert.StartsWith(error.Problem, error.Message, StringComparison.Ordinal);
            string[] lines = error.Message.Split('\n');
            if (lines.Length > 1)
                Assert.InRange(lines[^1].IndexOf('^'), 2, lines[^2].Length);
            return;
        }

        if (schedule.ToString() is { Length: < 100_000 } written)
            Assert.Equal(schedule, Schedule.Parse(written, functions: _functions));
    }

    private static string Mutate(string text, int changes, Random random)
    {
        for (int i = 0; i < changes; i++)
        {
            int at = random.Next(text.Length + 1);
            int end = Math.Min(text.Length, at + random.Next(1, 8));
            string token = _tokens[random.Next(_tokens.Length)];
            text = random.Next(6) switch
            {
                0 => text[..at] + text[end..],
                1 => text[..at] + token + text[at..],
                2 => text[..at] + token + text[end..],
                3 => text[..end] + text[at..],
                4 => text[..at] + (char)random.Next(char.MaxValue) + text[at..],
                _ => text[..at] + _examples[random.Next(_examples.Length)] + text[end..],
            };
        }

        return text;
    }

    private static Gen<string> Json()
        => from example in Gen.Elements(_examples)
           from changes in Gen.Choose(1, 4)
           from seed in Gen.Choose(0, int.MaxValue)
           select MutateJson(Written(example), changes, new Random(seed));

    private static string Written(string example)
        => Schedule.TryParse(example, out Schedule? schedule, out _, _run) ? JsonSerializer.Serialize(schedule) : JsonSerializer.Serialize(example);

    private static string MutateJson(string json, int changes, Random random)
    {
        string[] pieces = ["{", "}", "[", "]", ",", ":", "\"", "null", "true", "1e999", "-1", "\"of\":", "\"schedule\":", "\"then\"", "\"*\"", "\"pytorch:then\"", "\"\\ud800\"", "{\"schedule\":\"then\"}", "[[]]", "{}", "0.5"];
        for (int i = 0; i < changes; i++)
        {
            string[] parts = [.. json.Split(['"', ',', ':', '{', '}'], StringSplitOptions.RemoveEmptyEntries)];
            string piece = pieces[random.Next(pieces.Length)];
            int at = random.Next(json.Length + 1);
            json = random.Next(3) switch
            {
                0 => json.Replace(parts.Length == 0 ? "x" : parts[random.Next(parts.Length)], piece.Trim('"'), StringComparison.Ordinal),
                1 => json[..at] + piece + json[at..],
                _ => json[..at] + json[Math.Min(json.Length, at + random.Next(1, 6))..],
            };
        }

        return json;
    }
}
