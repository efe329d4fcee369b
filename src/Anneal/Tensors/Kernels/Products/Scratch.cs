using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Anneal.Parameters;

namespace Anneal.Tensors.Kernels.Products;

/// <summary>Memory that a thread keeps for the blocks of its products.</summary>
internal sealed unsafe class Scratch
{
    [ThreadStatic]
    private static Scratch? _own;

    private readonly Memory<byte>[] _parts = new Memory<byte>[2];

    /// <summary>This thread's own.</summary>
    public static Scratch Own => _own ??= new Scratch();

    /// <summary>A part of at least so many bytes, starting on a cache line; what it held before may be gone.</summary>
    public byte* Part(int index, nint bytes)
    {
        Memory<byte> part = _parts[index];
        if (part.Length < bytes)
            _parts[index] = part = Aligned.Allocate<byte>((int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(bytes, 4096)));
        // The array behind it is pinned.
        return (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(part.Span));
    }
}
