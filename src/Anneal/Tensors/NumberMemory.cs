using Anneal.Parameters;

namespace Anneal.Tensors;

/// <summary>Memory that never moves, with a cache line to spare behind its end, so that the last vector may be read and written whole.</summary>
internal static class NumberMemory
{
    private const int Line = 64;

    /// <summary>Zeroed memory on a cache line; refused with a clear word when the machine has not that much.</summary>
    public static Memory<byte> Allocate(long bytes, out nint address)
    {
        long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (bytes > Array.MaxLength - (2 * Line) || (available > 0 && bytes > available))
        {
            throw new InsufficientMemoryException(FormattableString.Invariant(
                $"A tensor of {bytes / 1e9:0.0} GB was asked for, but {Math.Min(available, Array.MaxLength) / 1e9:0.0} GB is the most there can be here: use a smaller batch, or cut the tensor."));
        }

        Memory<byte> memory = Aligned.Allocate<byte>((int)bytes + Line);
        (address, _) = Aligned.Address(memory);
        return memory;
    }
}
