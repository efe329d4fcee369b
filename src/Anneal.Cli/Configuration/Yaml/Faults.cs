namespace Anneal.Cli.Configuration.Yaml;

/// <summary>What is wrong with a file: collected, so that all of it is said at once.</summary>
internal sealed class Faults
{
    private const int Most = 10;

    private readonly List<string> _found = [];

    public bool Any => _found.Count > 0;

    public void Add(Place place, string problem)
    {
        string line = $"{place}: {problem}";
        if (!_found.Contains(line))
            _found.Add(line);
    }

    /// <summary>Throws where anything was found.</summary>
    public void Throw()
    {
        if (_found.Count == 0)
            return;
        string more = _found.Count > Most ? $"\nand {_found.Count - Most} more." : "";
        throw new UserError(string.Join('\n', _found.Take(Most)) + more);
    }
}
