using System.Collections;

namespace Anneal.Schedules;

/// <summary>An immutable list that is equal to another one when its items are: what a record needs of a list.</summary>
internal readonly struct Values<T>(IEnumerable<T> items) : IReadOnlyList<T>, IEquatable<Values<T>>
{
    private readonly T[] _items = [.. items];

    public int Count => _items.Length;

    public T this[int index] => _items[index];

    /// <summary>The items, for loops that may not allocate.</summary>
    public ReadOnlySpan<T> Span => _items;

    public bool Equals(Values<T> other) => _items.AsSpan().SequenceEqual(other._items, EqualityComparer<T>.Default);

    public override bool Equals(object? obj) => obj is Values<T> other && Equals(other);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (T item in _items)
            hash.Add(item);
        return hash.ToHashCode();
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
