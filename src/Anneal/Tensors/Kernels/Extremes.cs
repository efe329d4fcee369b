using System.Numerics;
using System.Runtime.InteropServices;

namespace Anneal.Tensors.Kernels;

/// <summary>The largest and the smallest of some numbers; NaN is both.</summary>
internal static class Extremes
{
    public static T Max<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        T largest = T.NegativeInfinity;
        if (vectors.Length > 0)
        {
            Vector<T> best = vectors[0];
            foreach (Vector<T> vector in vectors)
                best = Vector.Max(best, vector);
            for (int i = 0; i < Vector<T>.Count; i++)
                largest = T.Max(largest, best[i]);
        }

        foreach (T value in values[(vectors.Length * Vector<T>.Count)..])
            largest = T.Max(largest, value);
        return largest;
    }

    public static T Min<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        T smallest = T.PositiveInfinity;
        if (vectors.Length > 0)
        {
            Vector<T> best = vectors[0];
            foreach (Vector<T> vector in vectors)
                best = Vector.Min(best, vector);
            for (int i = 0; i < Vector<T>.Count; i++)
                smallest = T.Min(smallest, best[i]);
        }

        foreach (T value in values[(vectors.Length * Vector<T>.Count)..])
            smallest = T.Min(smallest, value);
        return smallest;
    }

    /// <summary>Gives a gradient to the numbers that equal the result, in equal parts.</summary>
    public static void Share<T>(ReadOnlySpan<T> values, T result, T gradient, Span<T> to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int equal = 0;
        foreach (T value in values)
            equal += value == result ? 1 : 0;
        T share = equal > 1 ? gradient / T.CreateTruncating(equal) : gradient;
        for (int i = 0; i < values.Length; i++)
            to[i] = values[i] == result ? share : T.Zero;
    }
}
