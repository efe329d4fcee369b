namespace Anneal.Tensors.Kernels.Products;

/// <summary>Memory that a thread keeps for the blocks of its products.</summary>
internal sealed unsafe class Scratch
{
    [ThreadStatic]
    private static Scratch? _own;

    private readonly KeptBuffer<byte>[] _parts = [new(), new()];

    /// <summary>This thread's own.</summary>
    public static Scratch Own => _own ??= new Scratch();

    /// <summary>A part of at least so many bytes, starting on a cache line; what it held before may be gone.</summary>
    public byte* Part(int index, nint bytes) => _parts[index].Get(bytes);
}
