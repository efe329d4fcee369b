using Anneal.Parameters;

namespace Anneal.Tensors.Kernels;

/// <summary>Scratch that is kept between calls and grows when asked for more: a warm kernel allocates nothing.</summary>
internal sealed unsafe class KeptBuffer<T>
    where T : unmanaged
{
    private object? _owner;
    private T* _address;
    private nint _length;

    /// <summary>At least as many numbers as asked for, on a cache line; whatever was there before is lost.</summary>
    public T* Get(nint length)
    {
        if (length > _length || _owner is null)
        {
            Memory<T> memory = Aligned.Allocate<T>(checked((int)(length + (length / 4))));
            (nint address, _owner) = Aligned.Address(memory);
            _address = (T*)address;
            _length = memory.Length;
        }

        return _address;
    }
}
