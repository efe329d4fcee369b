using Anneal.Cli.Configuration.Yaml;

namespace Anneal.Cli.Configuration.Keys;

/// <summary>Keys that belong together.</summary>
/// <param name="Name">What messages call it.</param>
/// <param name="Keys">What it may hold, in the order of the page.</param>
internal sealed record Section(string Name, IReadOnlyList<Key> Keys)
{
    /// <summary>The key that a word alone stands for: <c>network: mlp</c> is <c>network: {type: mlp}</c>.</summary>
    public string? Short { get; init; }

    /// <summary>Whether true alone stands for all defaults.</summary>
    public bool TruthTurnsOn { get; init; }

    /// <summary>Whether keys that it does not list may stand here: somebody else's section.</summary>
    public bool Open { get; init; }

    /// <summary>Words that others have for these keys, and what to write instead.</summary>
    public IReadOnlyDictionary<string, string> Others { get; init; } = new Dictionary<string, string>();

    /// <summary>What to write instead of a key that is not there.</summary>
    public string Instead(string name)
        => Schedules.Text.Catalogue.Nearest(name, Keys.Where(key => key.Used).Select(key => key.Name)) is string near ? $" Did you mean '{near}'?"
            : Schedules.Text.Catalogue.Nearest(name, Others.Keys) is string other ? $" {Others[other]}"
            : Messages.Nearest(name, Keys.Where(key => key.Used).Select(key => key.Name));

    public Key? Find(string name) => Keys.FirstOrDefault(key => key.Name == name);

    /// <summary>A word or truth value as the section it stands for; null where it can stand for none.</summary>
    public Mapping? Opened(Scalar scalar)
        => TruthTurnsOn && Reading.Truth(scalar) is { Problem: null } truth ? truth.Value ? new Mapping(scalar.Place, []) : null
            : Short is not null && scalar.Text.Length > 0 && !scalar.IsNull ? new Mapping(scalar.Place, [new(new Scalar(scalar.Place, Short, false), scalar)])
            : null;
}
