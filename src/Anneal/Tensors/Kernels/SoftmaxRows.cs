using System.Numerics;
using System.Runtime.CompilerServices;

namespace Anneal.Tensors.Kernels;

/// <summary>Softmax of a row of numbers, and what goes back through it.</summary>
internal static unsafe class SoftmaxRows
{
    /// <summary>e^(x − largest) into a row of whole vectors, with zeros behind the last; gives the largest and the sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (T Largest, T Sum) Exponentials<T>(T* x, T* to, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> nothing = Vector.Create(T.NegativeInfinity), best = nothing;
        int whole = count - (count % Vector<T>.Count);
        for (int i = 0; i < whole; i += Vector<T>.Count)
            best = Vector.Max(best, Vector.Load(x + i));
        if (whole < count)
            best = Vector.Max(best, Tail.Keep(Vector.Load(x + whole), count - whole, nothing));
        T largest = best[0];
        for (int i = 1; i < Vector<T>.Count; i++)
            largest = T.Max(largest, best[i]);
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
}
