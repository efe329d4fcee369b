using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Anneal.Schedules;

namespace Anneal.Tests.Code;

/// <summary>Habits of the code that a reader relies on; each failure says what to do instead.</summary>
public partial class HabitTests
{
    private const int MostLines = 400;

    // In the library time, chance and the terminal come in through the door.
    private static readonly (Regex Pattern, string Remedy)[] _forbidden =
    [
        (new(@"\bConsole\."), "return a value or take a TextWriter; only the tool prints"),
        (new(@"\bDateTime(Offset)?\.(Utc)?(Now|Today)\b"), "take a TimeProvider"),
        (new(@"\bnew Random\(\)|\bRandom\.Shared\b"), "take a seed or a Random"),
        (new(@"\bThread\.Sleep\b"), "the library never waits"),
        (new(@"\bEnvironment\.TickCount"), "take a TimeProvider"),
        (new(@"\bCultureInfo\.CurrentCulture\b"), "use the invariant culture"),
    ];

    private static IEnumerable<Type> Classes
        => typeof(Schedule).Assembly.GetTypes().Where(type => type.IsClass && !type.IsDefined(typeof(CompilerGeneratedAttribute)) && !type.Name.Contains('<'));

    [Fact]
    public void No_hidden_inputs_in_the_library()
        => Assert.All(SourceFile.Below("src/Anneal"), file => Assert.All(_forbidden, rule => Assert.False(
            file.Code.Any(rule.Pattern.IsMatch), $"{file.Path} matches {rule.Pattern}: {rule.Remedy}.")));

    [Fact]
    public void No_file_is_too_long_to_read_in_one_sitting()
        => Assert.All(SourceFile.Below("src").Concat(SourceFile.Below("tests")), file => Assert.True(
            file.Lines.Length <= MostLines, $"{file.Path} has {file.Lines.Length} lines, at most {MostLines} are read in one sitting: split it by what it is about."));

    [Fact]
    public void Every_class_is_abstract_or_sealed()
        => Assert.All(Classes, type => Assert.True(
            type.IsAbstract || type.IsSealed, $"{type} can be inherited by accident: make it sealed, or abstract if it is meant to be inherited."));

    [Fact]
    public void Nothing_public_and_static_can_be_changed()
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly;
        Assert.All(Classes, type =>
        {
            Assert.All(type.GetFields(all), field => Assert.True(field.IsInitOnly || field.IsLiteral, $"{type}.{field.Name} is a global that anybody can change: make it readonly."));
            Assert.All(type.GetProperties(all), property => Assert.False(property.CanWrite, $"{type}.{property.Name} is a global that anybody can change: pass it as an argument."));
        });
    }

    [Theory, InlineData("src/Anneal", "Anneal"), InlineData("src/Anneal.Cli", "Anneal.Cli"), InlineData("tests/Anneal.Tests", "Anneal.Tests")]
    public void A_folder_is_a_namespace(string project, string name)
        => Assert.All(SourceFile.Below(project), file =>
        {
            if (file.Lines.FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal)) is not string line)
                return;
            string[] folders = file.FoldersBelow(project);
            // Recipes are written as further parts of Schedule, operations as further parts of Tensor; a dialect that fills a folder of its own stays one dialect.
            if (project == "src/Anneal" && (folders is ["Schedules", "Recipes"] or ["Tensors", "Operations"] || folders is ["Dialects", _]))
                folders = folders[..1];
            string expected = $"namespace {string.Join('.', [name, .. folders])};";
            Assert.True(line == expected, $"{file.Path} says '{line}': write '{expected}', or move the file.");
        });

    [Fact]
    public void Every_public_type_is_named_by_a_test()
    {
        HashSet<string> words = [.. SourceFile.Below("tests").SelectMany(file => file.Lines).SelectMany(line => Word().Matches(line).Select(match => match.Value))];
        Assert.All(typeof(Schedule).Assembly.GetExportedTypes(), type =>
        {
            string name = type.Name.Split('`')[0];
            Assert.True(words.Contains(name) || (name.EndsWith("Attribute", StringComparison.Ordinal) && words.Contains(name[..^9])), $"No test names {type}: write one beside the others of its folder, or make the type internal.");
        });
    }

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
