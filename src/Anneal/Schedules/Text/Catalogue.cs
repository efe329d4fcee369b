using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Anneal.Schedules.Text;

/// <summary>Everything the text form knows, found by reflection: a new factory appears here by being written.</summary>
public static class Catalogue
{
    private static readonly Lazy<IReadOnlyList<CatalogueEntry>> _schedules = new(FindSchedules);
    private static readonly Lazy<IReadOnlyList<CatalogueEntry>> _dialects = new(FindDialects);

    /// <summary>Anneal's own factories, combinators and recipes, in alphabetical order, factories first.</summary>
    public static IReadOnlyList<CatalogueEntry> Schedules => _schedules.Value;

    /// <summary>The peers' schedulers and controllers, by peer, then by name.</summary>
    public static IReadOnlyList<CatalogueEntry> Dialects => _dialects.Value;

    /// <summary>The known name somebody probably meant; null when none is near.</summary>
    /// <param name="name">What was written.</param>
    /// <param name="known">The names that would have been right.</param>
    public static string? Nearest(string name, IEnumerable<string> known) => Names.Nearest(name, known);

    private static List<CatalogueEntry> FindSchedules()
        => [.. typeof(Schedule).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.GetCustomAttribute<CatalogueAttribute>() is not null)
            .Select(method => new CatalogueEntry(method, null))
            .OrderBy(entry => entry.IsCombinator)
            .ThenBy(entry => entry.Name, StringComparer.Ordinal)];

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "ILLink.Descriptors.xml keeps the dialects in a trimmed program.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "As above.")]
    private static List<CatalogueEntry> FindDialects()
        => [.. from type in typeof(Catalogue).Assembly.GetTypes()
            let dialect = type.GetCustomAttribute<DialectAttribute>()
            where dialect is not null
            from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            where method.GetCustomAttribute<CatalogueAttribute>() is not null
            orderby dialect.Name, method.Name
            select new CatalogueEntry(method, dialect)];
}
