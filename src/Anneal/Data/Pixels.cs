using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Anneal.Data;

/// <summary>Bytes of pictures as numbers, bit for bit as torchvision's ToTensor and Normalize give them.</summary>
internal static class Pixels
{
    // 1/255 in two parts: the product of a byte with the first is exact, that with the second is small; their sum is b/255 rounded once, without a division.
    private const float Coarse = 257f / 65536;
    private const float Fine = (float)((1.0 / 255) - (257.0 / 65536));

    /// <summary>b/255 for every byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Widen(ReadOnlySpan<byte> bytes, Span<float> values)
    {
        values = values[..bytes.Length];
        ref byte from = ref MemoryMarshal.GetReference(bytes);
        ref float to = ref MemoryMarshal.GetReference(values);
        int i = 0;
        for (; i <= bytes.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(Vector.LoadUnsafe(ref from, (nuint)i), out Vector<ushort> low, out Vector<ushort> high);
            Store(low, ref to, i);
            Store(high, ref to, i + Vector<ushort>.Count);
        }

        for (; i < bytes.Length; i++)
            values[i] = (bytes[i] * Coarse) + (bytes[i] * Fine);
    }

    /// <summary>(x − mean)/deviation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Normalize(Span<float> values, float mean, float deviation)
    {
        Vector<float> shift = new(mean), scale = new(deviation);
        ref float value = ref MemoryMarshal.GetReference(values);
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
            ((Vector.LoadUnsafe(ref value, (nuint)i) - shift) / scale).StoreUnsafe(ref value, (nuint)i);
        for (; i < values.Length; i++)
            values[i] = (values[i] - mean) / deviation;
    }

    /// <summary>Asks the processor for bytes that will be read soon: shuffled pictures lie where it does not expect them.</summary>
    public static unsafe void Fetch(ReadOnlySpan<byte> bytes)
    {
        const int cacheLine = 64;
        if (!Sse.IsSupported)
            return;
        // Only a hint: the address may be stale by the time it arrives.
        byte* address = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(bytes));
        for (int i = 0; i < bytes.Length; i += cacheLine)
            Sse.Prefetch0(address + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector<ushort> bytes, ref float to, int place)
    {
        Vector.Widen(bytes, out Vector<uint> low, out Vector<uint> high);
        Vector<float> first = Vector.ConvertToSingle(Vector.AsVectorInt32(low)), second = Vector.ConvertToSingle(Vector.AsVectorInt32(high));
        ((first * Coarse) + (first * Fine)).StoreUnsafe(ref to, (nuint)place);
        ((second * Coarse) + (second * Fine)).StoreUnsafe(ref to, (nuint)(place + Vector<uint>.Count));
    }
}
