using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Anneal.Tensors.Kernels;

/// <summary>Softmax of a row of numbers, and what goes back through it.</summary>
internal static unsafe class SoftmaxRows
{
    /// <summary>e^(x − largest) into a row of whole vectors, with zeros behind the last; gives the largest and the sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (T Largest, T Sum) Exponentials<T>(T* x, T* to, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // NaN may get lost on the way to the largest; the exponentials bring it back.
        Vector<T> nothing = Vector.Create(T.NegativeInfinity), best = nothing;
        int whole = count - (count % Vector<T>.Count);
        for (int i = 0; i < whole; i += Vector<T>.Count)
            best = Vector.MaxNative(best, Vector.Load(x + i));
        if (whole < count)
            best = Vector.MaxNative(best, Tail.Keep(Vector.Load(x + whole), count - whole, nothing));
        T largest = Across(best);
        Vector<T> shift = Vector.Create(largest), sum = Vector<T>.Zero;
        double total = 0;
        for (int i = 0; i < whole; i += Vector<T>.Count)
        {
            Vector<T> e = Elementary.Exp(Vector.Load(x + i) - shift);
            e.Store(to + i);
            sum += e;
            // Long rows are added up in doubles.
            if ((i & 1023) != 0)
                continue;
            total += double.CreateTruncating(Vector.Sum(sum));
            sum = Vector<T>.Zero;
        }

        if (whole < count)
        {
            Vector<T> e = Tail.Keep(Elementary.Exp(Vector.Load(x + whole) - shift), count - whole);
            e.Store(to + whole);
            sum += e;
        }

        return (largest, T.CreateTruncating(total + double.CreateTruncating(Vector.Sum(sum))));
    }

    /// <summary>Σ a·b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Dot<T>(T* a, T* b, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> sum = Vector<T>.Zero;
        int whole = count - (count % Vector<T>.Count);
        for (int i = 0; i < whole; i += Vector<T>.Count)
            sum += Vector.Load(a + i) * Vector.Load(b + i);
        if (whole < count)
            sum += Tail.Keep(Vector.Load(a + whole) * Vector.Load(b + whole), count - whole);
        return Vector.Sum(sum);
    }

    // Halves against each other are faster than one number after another.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Across<T>(Vector<T> best)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T largest = best[0];
        if (Vector<byte>.Count == Vector256<byte>.Count)
        {
            Vector256<T> all = best.AsVector256();
            Vector128<T> half = Vector128.MaxNative(all.GetLower(), all.GetUpper());
            half = Vector128.MaxNative(half, Vector128.Shuffle(half.AsInt64(), Vector128.Create(1L, 0L)).As<long, T>());
            if (typeof(T) == typeof(float))
                half = Vector128.MaxNative(half, Vector128.Shuffle(half.AsInt32(), Vector128.Create(1, 0, 3, 2)).As<int, T>());
            return half[0];
        }

        for (int i = 1; i < Vector<T>.Count; i++)
            largest = best[i] > largest ? best[i] : largest;
        return largest;
    }
}
