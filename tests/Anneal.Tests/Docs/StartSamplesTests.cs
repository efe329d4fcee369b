using System.Reflection;
using Anneal.Samples.Start;

namespace Anneal.Tests.Docs;

/// <summary>The samples to begin with: each is a file, short, listed, and prints what stands at its end.</summary>
[Collection("pages")]
public class StartSamplesTests
{
    private const string Folder = "samples/Anneal.Samples/Start";
    private const string Printed = "\n// Prints:\n";
    private const int MostLines = 30;

    public static TheoryData<string> Names => [.. Directory.EnumerateFiles(Path.Combine(Expected.Root, Folder), "*.cs").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Names))]
    public void A_sample_prints_what_stands_at_its_end(string name)
    {
        string path = $"{Folder}/{name}.cs";
        string code = Expected.Read(path).Split(Printed)[0].TrimEnd('\n');
        MethodInfo run = typeof(TrainingLoop).Assembly.GetType($"{typeof(TrainingLoop).Namespace}.{name}", throwOnError: true)!.GetMethod("Run")!;
        using StringWriter output = new() { NewLine = "\n" };
        run.Invoke(null, [output]);
        Expected.Matches(path, code + "\n" + Printed + string.Join('\n', output.ToString().TrimEnd('\n').Split('\n').Select(line => $"// {line}".TrimEnd())) + "\n");
    }

    [Theory, MemberData(nameof(Names))]
    public void A_sample_is_shorter_than_thirty_lines_of_code(string name)
    {
        string[] lines = [.. Expected.Read($"{Folder}/{name}.cs").Split('\n').Select(line => line.Trim())
            .Where(line => line.Length > 0 && line is not ("{" or "}") && !line.StartsWith("//", StringComparison.Ordinal) && !line.StartsWith("using Anneal", StringComparison.Ordinal) && !line.StartsWith("using System", StringComparison.Ordinal) && !line.StartsWith("namespace ", StringComparison.Ordinal))];
        Assert.True(lines.Length < MostLines, $"{name} has {lines.Length} lines of code, and {MostLines - 1} are what a newcomer reads without scrolling: leave out what it is not about.");
    }

    [Theory, MemberData(nameof(Names))]
    public void A_sample_is_listed(string name)
        => Assert.Contains($"(Anneal.Samples/Start/{name}.cs)", Expected.Read("samples/README.md"), StringComparison.Ordinal);

    [Fact]
    public void There_are_at_least_ten() => Assert.True(Names.Count >= 10);
}
