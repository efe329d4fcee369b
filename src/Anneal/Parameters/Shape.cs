using System.Collections;
using System.Runtime.CompilerServices;

namespace Anneal.Parameters;

/// <summary>The sizes of a block of numbers, outermost first, laid out row by row: <c>[2, 3]</c> is two rows of three.</summary>
/// <remarks>A shape of rank 0 holds one number. Written as a collection: <c>Shape shape = [2, 3]</c>.</remarks>
[CollectionBuilder(typeof(Shape), nameof(Of))]
public readonly struct Shape : IEquatable<Shape>, IEnumerable<int>
{
    private const int Known = 256;

    private static readonly int[]?[] _known = new int[]?[Known];

    private readonly int[]? _sizes;

    private Shape(int[] sizes)
    {
        _sizes = sizes;
        long length = 1;
        foreach (int size in sizes)
        {
            if (size < 0)
                throw new ArgumentOutOfRangeException(nameof(sizes), size, $"A shape has no negative size: [{string.Join(", ", sizes)}].");
            length = Math.Min(length * size, int.MaxValue + 1L);
        }

        if (length > Array.MaxLength)
            throw new ArgumentOutOfRangeException(nameof(sizes), length, $"The shape [{string.Join(", ", sizes)}] holds more than {Array.MaxLength:N0} numbers: split the parameter.");
        FlattenedLength = (int)length;
    }

    /// <summary>How many numbers the shape holds: the product of its sizes.</summary>
    /// <remarks>Not called Length, which the compiler would take for the number of sizes when a shape is spread into another: <c>[batch, .. shape]</c>.</remarks>
    public int FlattenedLength
    {
        get => _sizes is null ? 1 : field;
    }

    /// <summary>How many sizes it has: 0 for a number, 1 for a vector, 2 for a matrix.</summary>
    public int Rank => _sizes?.Length ?? 0;

    /// <summary>The size at a place, from 0; from the end with <c>^1</c>.</summary>
    /// <param name="index">From 0 to <see cref="Rank"/> − 1.</param>
    public int this[Index index] => Sizes[index];

    /// <summary>All sizes in order.</summary>
    public ReadOnlySpan<int> Sizes => _sizes;

    /// <summary>A shape from its sizes.</summary>
    /// <param name="sizes">Sizes of at least 0; their product is at most about 2 billion.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative, or the product too large.</exception>
    public static Shape Of(ReadOnlySpan<int> sizes)
    {
        // The same sizes are written again and again; they share one array, so that a shape in a loop allocates nothing.
        int place = sizes.Length;
        foreach (int size in sizes)
            place = (place * 31) + size;
        ref int[]? known = ref _known[place & (Known - 1)];
        int[]? same = Volatile.Read(ref known);
        if (same is null || !sizes.SequenceEqual(same))
            Volatile.Write(ref known, same = sizes.ToArray());
        return new(same);
    }

    /// <summary>Two shapes are equal when all sizes are.</summary>
    /// <param name="other">The other shape.</param>
    public bool Equals(Shape other) => Sizes.SequenceEqual(other.Sizes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (int size in Sizes)
            hash.Add(size);
        return hash.ToHashCode();
    }

    /// <summary>Whether all sizes are equal.</summary>
    /// <param name="left">One shape.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Whether a size differs.</summary>
    /// <param name="left">One shape.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <summary>The sizes in brackets: <c>[2, 3]</c>.</summary>
    public override string ToString() => $"[{string.Join(", ", _sizes ?? [])}]";

    /// <summary>The sizes in order.</summary>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)(_sizes ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
