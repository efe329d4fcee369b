using System.Reflection;
using System.Text.RegularExpressions;
using Anneal.Schedules;

namespace Anneal.Tests.Docs.Api;

/// <summary>The reference is what the sources say today, and its links lead somewhere.</summary>
public partial class ApiPagesTests
{
    private const string Folder = "docs/api";

    private static readonly Lazy<IReadOnlyDictionary<string, string>> _pages = new(() => new ApiPages(typeof(Schedule).Assembly).All());

    [Fact]
    public void Pages_are_what_the_sources_say()
    {
        if (Expected.Accepting)
        {
            foreach (string gone in Existing().Except(_pages.Value.Keys))
                File.Delete(Path.Combine(Expected.Root, Folder, gone));
        }

        Assert.All(_pages.Value, page => Expected.Matches($"{Folder}/{page.Key}", page.Value));
    }

    [Fact]
    public void No_page_is_left_of_what_is_gone() => Assert.Empty(Existing().Except(_pages.Value.Keys));

    [Fact]
    public void Pages_do_not_depend_on_when_they_are_made() => Assert.Equal(_pages.Value, new ApiPages(typeof(Schedule).Assembly).All());

    [Fact]
    public void Every_link_leads_to_a_page_and_a_place_on_it()
    {
        Dictionary<string, HashSet<string>> places = _pages.Value.ToDictionary(page => page.Key, page => Place().Matches(page.Value).Select(match => match.Groups[1].Value).ToHashSet());
        int links = 0;
        foreach ((string page, string text) in _pages.Value)
        {
            foreach (Match link in Target().Matches(text))
            {
                string[] target = link.Groups[1].Value.Split('#');
                bool found = target is [string file, string place] ? places.TryGetValue(file, out HashSet<string>? known) && known.Contains(place)
                    : places.ContainsKey(target[0]) || File.Exists(Path.Combine(Expected.Root, Folder, target[0]));
                Assert.True(found, $"{page}: '{link.Value}' leads nowhere.");
                links++;
            }
        }

        Assert.True(links > 1000, $"Only {links} links were found: does the expression still fit?");
    }

    [Fact]
    public void No_place_has_two_things_on_a_page()
        => Assert.All(_pages.Value, page => Assert.Empty(Place().Matches(page.Value).Select(match => match.Groups[1].Value).GroupBy(place => place).Where(group => group.Count() > 1).Select(group => group.Key)));

    [Fact]
    public void Everything_public_has_documentation_under_the_name_we_look_for()
    {
        ApiModel model = new(typeof(Schedule).Assembly);
        string[] missing = [.. model.Types.SelectMany(type => ApiModel.Members(type).Where(member => !IsSilent(member)).Prepend(type))
            .Where(member => model.Documentation(member)?.Element("summary") is null).Select(DocumentationId.Of)];
        Assert.Empty(missing);
    }

    [Theory]
    [InlineData(nameof(Declarations.Tuples), "IReadOnlyList<(double X, string? Label)> Tuples(params int[]? sizes)")]
    [InlineData(nameof(Declarations.Generic), "static T Generic<T>(ReadOnlySpan<T> values, in double scale, out int? count, T[,]? grid = null) where T : unmanaged, IComparable<T>")]
    [InlineData(nameof(Declarations.Defaults), "virtual void Defaults(long? over = null, DayOfWeek day = DayOfWeek.Friday, double most = double.PositiveInfinity, CancellationToken token = default)")]
    [InlineData(nameof(Declarations.Name), "required string? Name { get; init; }")]
    public void Declarations_are_as_they_were_written(string member, string expected)
        => Assert.Equal(expected, Signature.Of(typeof(Declarations).GetMember(member).Single()));

    // A constructor without parameters, and what an interface of .NET asks for, go without saying.
    private static bool IsSilent(MemberInfo member)
        => member is ConstructorInfo constructor && constructor.GetParameters().Length == 0
            || member is MethodInfo method && method.DeclaringType!.GetInterfaces().Where(face => face.Assembly != method.DeclaringType.Assembly).Any(face => face.GetMethods().Any(wanted => wanted.Name == method.Name));

    private static IEnumerable<string> Existing()
    {
        string folder = Path.Combine(Expected.Root, Folder);
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)) : [];
    }

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Target();

    [GeneratedRegex("<a id=\"([^\"]+)\"></a>")]
    private static partial Regex Place();

    public abstract class Declarations
    {
        public required string? Name { get; init; }

        public static T Generic<T>(ReadOnlySpan<T> values, in double scale, out int? count, T[,]? grid = null) where T : unmanaged, IComparable<T>
            => throw new NotSupportedException($"{values.Length}{scale}{count = 0}{grid}");

        public IReadOnlyList<(double X, string? Label)> Tuples(params int[]? sizes) => throw new NotSupportedException($"{Name}{sizes}");

        public virtual void Defaults(long? over = null, DayOfWeek day = DayOfWeek.Friday, double most = double.PositiveInfinity, CancellationToken token = default)
            => throw new NotSupportedException();
    }
}
