using System.Reflection;

namespace Anneal.Tests.Docs;

/// <summary>Every C# block of the documentation is a region of a compiled sample, which is run; the text block behind it is what it prints.</summary>
[Collection("pages")]
public class SampleTests
{
    private static readonly Dictionary<string, string> _regions = Directory
        .EnumerateFiles(Path.Combine(Expected.Root, "samples"), "*.cs", SearchOption.AllDirectories)
        .SelectMany(Regions)
        .ToDictionary();

    public static TheoryData<string> Pages => [.. Markdown.Pages().Where(page => Markdown.Fences(page).Any(fence => fence.Language == "csharp"))];

    [Theory, MemberData(nameof(Pages))]
    public void Blocks_are_samples_that_run(string page)
    {
        IReadOnlyList<Fence> fences = Markdown.Fences(page);
        // From the last to the first: accepting one moves the lines behind it.
        for (int at = fences.Count - 1; at >= 0; at--)
        {
            Fence fence = fences[at];
            if (fence.Language != "csharp")
                continue;
            Assert.True(fence.Sample is not null, $"{page}:{fence.Line}: put <!-- sample: Name --> above the block, and the code into a region of that name in samples/.");
            // A whole file of the sources, shown as it is.
            if (fence.Sample.EndsWith(".cs", StringComparison.Ordinal))
            {
                Markdown.Holds(fence, Expected.Read(fence.Sample).TrimEnd('\n'));
                continue;
            }

            Assert.True(_regions.TryGetValue(fence.Sample, out string? region), $"{page}:{fence.Line}: no region '{fence.Sample}' in samples/.");
            using StringWriter output = new();
            Run(fence.Sample, output);
            if (Markdown.OutputOf(fences, at) is Fence shown)
                Markdown.Holds(shown, output.ToString().Replace("\r\n", "\n").TrimEnd('\n'));
            Markdown.Holds(fence, region);
        }
    }

    [Fact]
    public void Every_sample_is_shown_somewhere()
        => Assert.Empty(_regions.Keys.Except(Markdown.Pages().SelectMany(Markdown.Fences).Select(fence => fence.Sample ?? "")));

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
