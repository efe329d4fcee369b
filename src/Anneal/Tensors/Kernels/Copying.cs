using System.Numerics;
using System.Runtime.CompilerServices;

namespace Anneal.Tensors.Kernels;

/// <summary>Copies numbers, or adds them to what is there.</summary>
internal static unsafe class Copying
{
    public static void Copy<T>(nint from, nint to, int length, bool add, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (add)
            Loop.Run(new Adding<T>((T*)from, (T*)to), length, threads);
        else
            new Span<T>((void*)from, length).CopyTo(new((void*)to, length));
    }

    private readonly struct Adding<T>(T* from, T* to) : ILoopBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static int Width => Vector<T>.Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At(nint i) => (Vector.Load(to + i) + Vector.Load(from + i)).Store(to + i);
    }
}
