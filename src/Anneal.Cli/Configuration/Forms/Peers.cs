using Anneal.Cli.Configuration.Keys;

namespace Anneal.Cli.Configuration.Forms;

/// <summary>What the peers' forms share.</summary>
internal static class Peers
{
    /// <summary>Keys that a peer knows and that mean nothing here.</summary>
    public static IEnumerable<Key> Unused(string doc, params string[] names) => names.Select(name => new Key(name, new AnyKind("anything"), doc) { Used = false });

    /// <summary>A list in words: a, b and c.</summary>
    public static string And(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all.Length <= 1 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }

    /// <summary>A setting in a rule's text; nothing where it is not given.</summary>
    public static IEnumerable<string> Setting(string name, string? value) => value is null ? [] : [$"{name}: {value}"];

    /// <summary>A number as a plan's text holds it.</summary>
    public static string Number(double value) => FormattableString.Invariant($"{value:R}");
}
