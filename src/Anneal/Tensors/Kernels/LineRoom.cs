using System.Numerics;
using Anneal.Parameters;

namespace Anneal.Tensors.Kernels;

/// <summary>A thread's own room for a few lines of numbers, which it keeps.</summary>
internal static unsafe class LineRoom<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [ThreadStatic]
    private static KeptBuffer<T>? _own;

    /// <summary>The length of a line in whole vectors, with one to spare.</summary>
    public static int Padded(int count) => Aligned.Padded(count) + Aligned.Padding;

    /// <summary>Room for some lines.</summary>
    public static T* Of(int lines, int count) => (_own ??= new()).Get(checked(lines * Padded(count)));

    /// <summary>Brings together numbers that lie apart.</summary>
    public static T* Gather(T* from, T* line, int count, int step)
    {
        for (int i = 0; i < count; i++, from += step)
            line[i] = *from;
        return line;
    }

    /// <summary>Takes them back, writing or adding.</summary>
    public static void Scatter(T* line, T* to, int count, int step, bool add)
    {
        for (int i = 0; i < count; i++, to += step)
            *to = add ? *to + line[i] : line[i];
    }
}
