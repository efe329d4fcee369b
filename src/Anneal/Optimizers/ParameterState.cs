using System.Runtime.InteropServices;
using Anneal.Parameters;

namespace Anneal.Optimizers;

/// <summary>What an optimizer remembers of one parameter besides its slots: the steps made, single numbers and arrays of other shapes.</summary>
internal sealed class ParameterState<T>
    where T : unmanaged
{
    private readonly List<string> _names = [];
    private readonly List<double> _numbers = [];

    public long Step { get; set; }

    /// <summary>Whether the rule has filled what must not start at zero.</summary>
    public bool Begun { get; set; }

    public SortedDictionary<string, (Shape Shape, T[] Values)> Arrays { get; } = new(StringComparer.Ordinal);

    public IEnumerable<(string Name, double Value)> Numbers => _names.Zip(_numbers);

    public ref double Number(string name, double initial)
    {
        int at = _names.IndexOf(name);
        if (at < 0)
        {
            at = _names.Count;
            _names.Add(name);
            _numbers.Add(initial);
        }

        return ref CollectionsMarshal.AsSpan(_numbers)[at];
    }

    public T[] Array(string name, Shape shape)
    {
        if (!Arrays.TryGetValue(name, out (Shape Shape, T[] Values) entry))
            Arrays[name] = entry = (shape, new T[shape.FlattenedLength]);
        return entry.Shape == shape
            ? entry.Values
            : throw new InvalidOperationException($"The state '{name}' has the shape {entry.Shape}, but {shape} is asked for.");
    }

    /// <summary>An array [size, size]; asking for it again allocates nothing.</summary>
    public T[] Square(string name, int size)
        => Arrays.TryGetValue(name, out (Shape Shape, T[] Values) entry) && entry.Values.Length == size * size ? entry.Values : Array(name, [size, size]);

    public void Forget()
    {
        (Step, Begun) = (0, false);
        _names.Clear();
        _numbers.Clear();
        Arrays.Clear();
    }
}
