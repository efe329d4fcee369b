using System.Reflection;

namespace Anneal.Tests.Docs;

/// <summary>Every C# block of the documentation is a region of a compiled sample, which is run; the text block behind it is what it prints.</summary>
public class SampleTests
{
    private static readonly Dictionary<string, string> _regions = Directory
        .EnumerateFiles(Path.Combine(Expected.Root, "samples"), "*.cs", SearchOption.AllDirectories)
        .SelectMany(Regions)
        .ToDictionary();

    public static TheoryData<string, int> Blocks => [.. Markdown.Pages().SelectMany(Markdown.Fences).Where(fence => fence.Language == "csharp").Select(fence => (fence.Page, fence.Line))];

    [Theory, MemberData(nameof(Blocks))]
    public void Block_is_a_sample_that_runs(string page, int line)
    {
        List<Fence> fences = [.. Markdown.Fences(page)];
        int at = fences.FindIndex(fence => fence.Line == line);
        Fence fence = fences[at];
        Assert.True(fence.Sample is not null, $"{page}:{line}: put <!-- sample: Name --> above the block, and the code into a region of that name in samples/.");
        Assert.True(_regions.TryGetValue(fence.Sample, out string? region), $"{page}:{line}: no region '{fence.Sample}' in samples/.");
        if (Expected.Accepting)
            Expected.Write(page, Expected.Read(page).Replace($"```csharp\n{fence.Text}\n```", $"```csharp\n{region}\n```"));
        else
            Assert.Equal(region, fence.Text);

        using StringWriter output = new();
        Run(fence.Sample, output);
        string printed = output.ToString().Replace("\r\n", "\n").TrimEnd('\n');
        if (at + 1 < fences.Count && fences[at + 1].Language == "text" && Follows(fences[at], fences[at + 1]))
        {
            if (Expected.Accepting)
                Expected.Write(page, Expected.Read(page).Replace($"```text\n{fences[at + 1].Text}\n```", $"```text\n{printed}\n```"));
            else
                Assert.Equal(fences[at + 1].Text, printed);
        }
    }

    [Fact]
    public void Every_sample_is_shown_somewhere()
        => Assert.Empty(_regions.Keys.Except(Markdown.Pages().SelectMany(Markdown.Fences).Select(fence => fence.Sample ?? "")));

    private static bool Follows(Fence code, Fence text) => text.Line - code.Line - code.Text.Split('\n').Length <= 4;

    private static void Run(string sample, TextWriter output)
    {
        MethodInfo method = typeof(Samples.Generated.GallerySamples).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .FirstOrDefault(candidate => candidate.Name == sample && candidate.GetParameters().Length == 1)
            ?? throw new MissingMethodException($"samples/ has no method {sample}(TextWriter).");
        method.Invoke(null, [output]);
    }

    private static IEnumerable<KeyValuePair<string, string>> Regions(string file)
    {
        string[] lines = File.ReadAllLines(file);
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].TrimStart().StartsWith("#region ", StringComparison.Ordinal))
                continue;
            string name = lines[i].TrimStart()["#region ".Length..].Trim();
            List<string> text = [];
            while (!lines[++i].TrimStart().StartsWith("#endregion", StringComparison.Ordinal))
                text.Add(lines[i]);
            int margin = text.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
            yield return new(name, string.Join('\n', text.Select(line => line.Length > margin ? line[margin..] : "")).Trim('\n'));
        }
    }
}
