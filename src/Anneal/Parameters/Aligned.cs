using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Anneal.Parameters;

/// <summary>Zeroed memory that starts on a cache line and never moves.</summary>
internal static class Aligned
{
    /// <summary>Numbers to which lengths are padded: a whole number of vectors on every machine.</summary>
    public const int Padding = 16;

    private const int CacheLine = 64;

    public static int Padded(int length) => checked((length + Padding - 1) / Padding * Padding);

    public static Memory<T> Allocate<T>(int length)
        where T : unmanaged
    {
        int slack = CacheLine / Unsafe.SizeOf<T>();
        T[] array = GC.AllocateArray<T>(checked(length + slack), pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
        HugePages.Ask(address, (long)array.Length * Unsafe.SizeOf<T>());
        int offset = (int)((CacheLine - (address % CacheLine)) % CacheLine) / Unsafe.SizeOf<T>();
        return array.AsMemory(offset, length);
    }

    /// <summary>Where memory from here begins, and the array that must be held for it to stay.</summary>
    public static (nint Address, object Owner) Address<T>(Memory<T> memory)
        where T : unmanaged
        => MemoryMarshal.TryGetArray(memory, out ArraySegment<T> segment)
            ? (Marshal.UnsafeAddrOfPinnedArrayElement(segment.Array!, segment.Offset), segment.Array!)
            : throw new InvalidOperationException("This memory was not allocated here: only arrays that never move have an address.");
}
