using System.Text.RegularExpressions;
using Anneal.Schedules;

namespace Anneal.Tests.Code;

/// <summary>Dependencies point one way.</summary>
public partial class LayerTests
{
    // What each folder of the library may know besides itself.
    private static readonly Dictionary<string, string[]> _mayKnow = new()
    {
        ["Schedules"] = [],
        ["Controllers"] = [],
        ["Charts"] = [],
        ["Parameters"] = [],
        ["Threads"] = [],
        ["Data"] = ["Parameters", "Threads"],
        ["Tensors"] = ["Parameters", "Threads"],
        ["Modules"] = ["Parameters", "Tensors"],
        ["Optimizers"] = ["Schedules", "Parameters", "Threads"],
        ["Comparing"] = [],
        ["Training"] = ["Schedules", "Controllers", "Parameters", "Optimizers", "Tensors", "Modules", "Data", "Threads"],
        ["Dialects"] = ["Schedules", "Controllers", "Parameters", "Optimizers"],
    };

    [Fact]
    public void A_folder_of_the_library_knows_only_what_it_may()
        => Assert.All(SourceFile.Below("src/Anneal"), file =>
        {
            string own = file.FoldersBelow("src/Anneal").FirstOrDefault("");
            Assert.True(_mayKnow.ContainsKey(own), $"{file.Path}: say in {nameof(LayerTests)} what the folder '{own}' may know.");
            IEnumerable<string> known = file.Code.SelectMany(line => Reference().Matches(line).Select(match => match.Groups[1].Value)).Where(_mayKnow.ContainsKey);
            Assert.All(known, other => Assert.True(
                other == own || _mayKnow[own].Contains(other),
                $"{file.Path} knows {other}, but {own} may know only [{string.Join(", ", _mayKnow[own])}]: move the shared thing down, or pass it in as a number, a function or an interface."));
        });

    [Fact]
    public void The_library_never_knows_the_tool()
    {
        Assert.DoesNotContain(typeof(Schedule).Assembly.GetReferencedAssemblies(), name => name.Name!.StartsWith("Anneal", StringComparison.Ordinal));
        Assert.All(SourceFile.Below("src/Anneal"), file => Assert.False(
            file.Code.Any(line => line.Contains("Anneal.Cli", StringComparison.Ordinal)),
            $"{file.Path} names Anneal.Cli: what both need belongs into the library."));
    }

    [Fact]
    public void The_library_needs_no_package_it_is_not_meant_to_need()
        => Assert.All(
            typeof(Schedule).Assembly.GetReferencedAssemblies(),
            name => Assert.True(name.Name!.StartsWith("System", StringComparison.Ordinal), $"The library references {name.Name}: write the few lines, or put the feature into a project of its own."));

    [GeneratedRegex(@"(?:\bAnneal\.|(?<![\w.""]))([A-Z]\w+)(?=[.;])")]
    private static partial Regex Reference();
}
