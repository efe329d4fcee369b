using System.Numerics;
using System.Runtime.CompilerServices;

namespace Anneal.Tensors.Kernels;

/// <summary>The last vector of a row in the middle of memory, of which only the first numbers count.</summary>
internal static unsafe class Tail
{
    /// <summary>The first numbers, and zeros behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Keep<T>(Vector<T> vector, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Vector.ConditionalSelect(Mask<T>(count), vector, Vector<T>.Zero);

    /// <summary>The first numbers, and others behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Keep<T>(Vector<T> vector, int count, Vector<T> others)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Vector.ConditionalSelect(Mask<T>(count), vector, others);

    /// <summary>Writes the first numbers and touches nothing behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Vector<T> vector, T* to, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (count >= Vector<T>.Count)
        {
            vector.Store(to);
            return;
        }

        for (int i = 0; i < count; i++)
            to[i] = vector[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Mask<T>(int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Vector.LessThan(Vector<T>.Indices, Vector.Create(T.CreateTruncating(count)));
}
