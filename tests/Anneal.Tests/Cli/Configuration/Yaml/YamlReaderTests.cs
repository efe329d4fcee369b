using System.Diagnostics;
using System.Text;
using Anneal.Tests.Data;

namespace Anneal.Tests.Cli.Configuration.Yaml;

public class YamlReaderTests
{
    [Fact]
    public void Anchors_aliases_and_merge_keys_work_and_own_keys_win()
    {
        var plan = Read.Plan("""
            experiment: square
            schedule: 0.1
            groups:
              - &first {name: a, match: "0.*", rate_factor: 2}
              - {<<: *first, name: b, match: "2.*"}
            clip_norm: &one 1
            clip_value: *one
            """);
        Assert.Equal(("b", "2.*", 2d), (plan.Options.Groups[1].Name, plan.Options.Groups[1].Match![0], plan.Options.Groups[1].RateFactor));
        Assert.Equal(1, plan.Options.ClipValue);
    }

    [Theory]
    [InlineData("a: *x\n", "line 1, column 4: '*x' stands for something that has no '&x' before it.")]
    [InlineData("a: &x [*x]\n", "'*x' stands for something")]
    [InlineData("a: 1\n---\nb: 2\n", "a second document begins here")]
    [InlineData("? [a, b]\n: 1\n", "a key is a word")]
    [InlineData("<<: 3\n", "'<<' takes in a section")]
    [InlineData("a: !!python/object:x 3\n", "a tag")]
    [InlineData("- a\n- b\n", "a configuration is keys with values")]
    [InlineData("", "holds nothing")]
    [InlineData("# only words\n", "holds nothing")]
    [InlineData("a: {b: 1\n", "this is no YAML")]
    [InlineData("data:\n\tlimit: 3\n", "line 2 begins with a tab")]
    [InlineData("schedule: cosine(0.1, 0, over: rest)\n", "needs quotation marks: schedule: \"cosine(0.1, 0, over: rest)\".")]
    [InlineData("a: \u0007\n", "the character U+0007 cannot stand in a YAML file")]
    public void What_is_no_configuration_is_refused_in_words(string text, string says)
        => Assert.Contains(says, Read.Refused(text), StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_are_no_text_are_refused_with_their_place()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("config.yaml", [.. "a: 1\nb: "u8, 0xC3, 0x28]);
        Assert.Contains("line 2, column 4: this is no UTF-8 text", Tool.Run("train", path).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_encodings_of_Unicode_with_their_mark_are_read()
    {
        using TemporaryFolder folder = new();
        foreach (Encoding encoding in (Encoding[])[new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode])
            Assert.Equal(0, Tool.Run("train", folder.Write("config.yaml", [.. encoding.GetPreamble(), .. encoding.GetBytes("experiment: square\r\nschedule: 0.1\r\n")]), "--dry-run").Code);
    }

    public static TheoryData<string, string> Bombs => new()
    {
        { "aliases", "a: &a [x, x, x, x, x, x, x, x, x]\n" + string.Concat("bcdefghijklm".Select((letter, i) => $"{letter}: &{letter} [{string.Join(", ", Enumerable.Repeat($"*{"abcdefghijkl"[i]}", 9))}]\n")) },
        { "brackets", new string('[', 100_000) },
        { "braces", string.Concat(Enumerable.Repeat("{a: ", 100_000)) },
        { "dashes", string.Concat(Enumerable.Repeat("- ", 100_000)) },
        { "questions", string.Concat(Enumerable.Repeat("? ", 100_000)) },
        { "keys", string.Concat(Enumerable.Range(0, 40_000).Select(i => $"k{i}: 1\n")) },
        { "quotes", "a: \"" + new string('x', 400_000) },
        { "one line", "a: " + new string('x', 400_000) },
        { "colons", string.Concat(Enumerable.Repeat("a: ", 100_000)) },
        { "merges", "a: &a {x: 1}\n" + string.Concat(Enumerable.Repeat("<<: *a\n", 50_000)) },
        { "spaces", string.Concat(Enumerable.Range(0, 900).Select(i => new string(' ', i) + "a:\n")) },
        { "long", new string('#', 600_000) },
        { "brackets in a schedule", "schedule: \"" + new string('(', 90_000) + "\"\n" },
    };

    [Theory, MemberData(nameof(Bombs))]
    public void Files_made_to_hurt_are_refused_at_once(string name, string text)
    {
        long began = Stopwatch.GetTimestamp(), before = GC.GetAllocatedBytesForCurrentThread();
        string message = Read.Refused(text);
        Assert.True(Stopwatch.GetElapsedTime(began).TotalSeconds < 10, $"{name} took {Stopwatch.GetElapsedTime(began)}");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 400_000_000);
        Assert.InRange(message.Length, 10, 4000);
    }
}
