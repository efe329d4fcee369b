namespace Anneal.Cli.Configuration.Keys;

/// <summary>A key of a configuration: one description for reading, errors, the schema, the page and the file that 'init' writes.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Kind">What may stand behind it.</param>
/// <param name="Doc">A sentence: the fact, its unit and its default.</param>
internal sealed record Key(string Name, Kind Kind, string Doc)
{
    /// <summary>A value worth trying, as YAML; null where there is none for everybody.</summary>
    public string? Example { get; init; }

    /// <summary>Whether the section means nothing without it.</summary>
    public bool Needed { get; init; }

    /// <summary>Whether it is read; what is known but has no meaning here is named, so that nothing is dropped in silence.</summary>
    public bool Used { get; init; } = true;
}
