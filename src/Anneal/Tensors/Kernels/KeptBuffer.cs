using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Anneal.Parameters;

namespace Anneal.Tensors.Kernels;

/// <summary>Scratch that is kept between calls and grows when asked for more: a warm kernel allocates nothing.</summary>
internal sealed unsafe class KeptBuffer<T>
    where T : unmanaged
{
    private Memory<T> _memory;

    /// <summary>At least as many numbers as asked for, on a cache line; whatever was there before is lost.</summary>
    public T* Get(nint length)
    {
        if (length > _memory.Length)
            _memory = Aligned.Allocate<T>(checked((int)(length + (length / 4))));
        return (T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(_memory.Span));
    }
}
