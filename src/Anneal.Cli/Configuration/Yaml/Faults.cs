namespace Anneal.Cli.Configuration.Yaml;

/// <summary>What is wrong with a file: collected, so that all of it is said at once.</summary>
internal sealed class Faults
{
    private const int Most = 10;

    private readonly List<(Place Place, string Problem)> _found = [];

    public bool Any => _found.Count > 0;

    public void Add(Place place, string problem)
    {
        if (!_found.Contains((place, problem)))
            _found.Add((place, problem));
    }

    /// <summary>Throws where anything was found.</summary>
    public void Throw()
    {
        if (_found.Count == 0)
            return;
        string more = _found.Count > Most ? $"\nand {_found.Count - Most} more." : "";
        // In the order of the file, what was typed behind the command first.
        throw new UserError(string.Join('\n', _found.OrderBy(fault => fault.Place.Line).ThenBy(fault => fault.Place.Column).Take(Most).Select(fault => $"{fault.Place}: {fault.Problem}")) + more);
    }
}
