using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Anneal.Schedules.Text;

namespace Anneal.Optimizers.Text;

/// <summary>Every rule, found by reflection: a new one appears here by being written.</summary>
public static class RuleCatalogue
{
    private static readonly Lazy<IReadOnlyList<RuleEntry>> _rules = new(FindRules);
    private static readonly Lazy<IReadOnlyList<PeerEntry>> _peers = new(FindPeers);

    /// <summary>Anneal's own rules and wrappers, in alphabetical order, wrappers last.</summary>
    public static IReadOnlyList<RuleEntry> Rules => _rules.Value;

    /// <summary>The peers' optimizers by peer, then by name: <c>pytorch:AdamW</c>.</summary>
    public static IReadOnlyList<string> Peers => [.. _peers.Value.Select(peer => $"{peer.Dialect}:{peer.Name}")];

    /// <summary>The same with their arguments and with what they are in our terms.</summary>
    public static IReadOnlyList<PeerEntry> PeerEntries => _peers.Value;

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "ILLink.Descriptors.xml keeps the rules in a trimmed program.")]
    private static List<RuleEntry> FindRules()
        => [.. typeof(UpdateRule).Assembly.GetTypes()
            .Where(type => type.IsPublic && type.IsAssignableTo(typeof(UpdateRule)) && !type.IsAbstract)
            .Select(type => new RuleEntry(type))
            .OrderBy(entry => entry.IsWrapper)
            .ThenBy(entry => entry.Name, StringComparer.Ordinal)];

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "As above.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "As above.")]
    private static List<PeerEntry> FindPeers()
        => [.. from type in typeof(UpdateRule).Assembly.GetTypes()
            let dialect = type.GetCustomAttribute<DialectAttribute>()
            where dialect is not null
            from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            where method.ReturnType.IsAssignableTo(typeof(UpdateRule))
            orderby dialect.Name, method.Name
            select new PeerEntry(method, dialect)];
}
