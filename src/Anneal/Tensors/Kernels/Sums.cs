using System.Numerics;
using System.Runtime.InteropServices;

namespace Anneal.Tensors.Kernels;

/// <summary>Sums over spans.</summary>
internal static class Sums
{
    private const int Block = 128;

    /// <summary>The sum of all numbers: blocks in vectors, blocks among each other in order, so that floats lose little.</summary>
    public static T Of<T>(ReadOnlySpan<T> values)
        where T : unmanaged, INumber<T>
        => T.CreateTruncating(Total(values));

    /// <summary>The same sum before it is rounded to the numbers' precision.</summary>
    public static double Total<T>(ReadOnlySpan<T> values)
        where T : unmanaged, INumber<T>
    {
        double total = 0;
        while (values.Length > 0)
        {
            ReadOnlySpan<T> block = values[..Math.Min(Block, values.Length)];
            values = values[block.Length..];
            ReadOnlySpan<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(block);
            Vector<T> sum = Vector<T>.Zero;
            foreach (Vector<T> vector in vectors)
                sum += vector;
            T rest = Vector.Sum(sum);
            foreach (T value in block[(vectors.Length * Vector<T>.Count)..])
                rest += value;
            total += double.CreateTruncating(rest);
        }

        return total;
    }

    /// <summary>Adds numbers to others, place by place.</summary>
    public static void Add<T>(ReadOnlySpan<T> values, Span<T> to)
        where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<Vector<T>> from = MemoryMarshal.Cast<T, Vector<T>>(values);
        Span<Vector<T>> onto = MemoryMarshal.Cast<T, Vector<T>>(to)[..from.Length];
        for (int i = 0; i < from.Length; i++)
            onto[i] += from[i];
        for (int i = from.Length * Vector<T>.Count; i < values.Length; i++)
            to[i] += values[i];
    }
}
