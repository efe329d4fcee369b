using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Parameters;

namespace Anneal.Tensors.Kernels;

/// <summary>Copies numbers, or adds them to what is there.</summary>
internal static unsafe class Copying
{
    /// <summary>Copies numbers of a precision, or adds them to what is there.</summary>
    public static void Copy(Precision precision, nint from, nint to, int length, bool add, int threads)
    {
        if (precision is Precision.Single)
            Copy<float>(from, to, length, add, threads);
        else
            Copy<double>(from, to, length, add, threads);
    }

    public static void Copy<T>(nint from, nint to, int length, bool add, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (add)
            Loop.Run(new Adding<T>((T*)from, (T*)to), length, threads);
        else
            new Span<T>((void*)from, length).CopyTo(new((void*)to, length));
    }

    /// <summary>Writes or adds one number to many, and touches nothing behind them.</summary>
    public static void Spread<T>(T value, T* to, int length, bool add)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!add)
        {
            new Span<T>(to, length).Fill(value);
            return;
        }

        Vector<T> all = Vector.Create(value);
        int i = 0;
        for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
            (Vector.Load(to + i) + all).Store(to + i);
        for (; i < length; i++)
            to[i] += value;
    }

    /// <summary>Writes or adds multiples of numbers, and touches nothing behind them.</summary>
    public static void Scaled<T>(T* from, T factor, T* to, int length, bool add)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> all = Vector.Create(factor);
        int i = 0;
        for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> value = Vector.Load(from + i) * all;
            (add ? Vector.Load(to + i) + value : value).Store(to + i);
        }

        for (; i < length; i++)
            to[i] = add ? to[i] + (from[i] * factor) : from[i] * factor;
    }

    private readonly struct Adding<T>(T* from, T* to) : ILoopBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static int Width => Vector<T>.Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At(nint i) => (Vector.Load(to + i) + Vector.Load(from + i)).Store(to + i);
    }
}
