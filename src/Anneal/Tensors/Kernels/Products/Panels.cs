using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Anneal.Tensors.Kernels.Products;

/// <summary>Lays columns of the second factor side by side, as the tiles read them.</summary>
internal static unsafe class Panels<T, TVector, TVectors>
    where T : unmanaged
    where TVector : struct
    where TVectors : struct, IVectors<T, TVector>
{
    /// <summary>to[p * width + j] = b[p * bRow + j * bColumn] for p below depth and j below columns; zeros up to the width, which is 1 or 2 vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Pack(int depth, int columns, int width, T* b, nint bRow, nint bColumn, T* to)
    {
        if (bColumn == 1)
        {
            Copy(depth, columns, width, b, bRow, to);
            return;
        }

        int done = 0;
        if (bRow == 1 && typeof(T) == typeof(float) && Avx.IsSupported)
        {
            for (; done + 8 <= columns; done += 8)
                Transpose8(depth, (float*)(b + (done * bColumn)), bColumn, (float*)(to + done), width);
        }

        for (int j = done; j < columns; j++)
        {
            T* column = b + (j * bColumn);
            T* into = to + j;
            for (int p = 0; p < depth; p++, column += bRow, into += width)
                *into = *column;
        }

        for (int j = columns; j < width; j++)
        {
            T* into = to + j;
            for (int p = 0; p < depth; p++, into += width)
                *into = default;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(int depth, int columns, int width, T* b, nint bRow, T* to)
    {
        int count = TVectors.Count;
        if (columns == width && width == count)
        {
            for (int p = 0; p < depth; p++, b += bRow, to += width)
                TVectors.Store(to, TVectors.Load(b));
        }
        else if (columns == width)
        {
            for (int p = 0; p < depth; p++, b += bRow, to += width)
            {
                TVectors.Store(to, TVectors.Load(b));
                TVectors.Store(to + count, TVectors.Load(b + count));
            }
        }
        else if (width == count)
        {
            for (int p = 0; p < depth; p++, b += bRow, to += width)
                TVectors.Store(to, TVectors.LoadPart(b, columns));
        }
        else
        {
            for (int p = 0; p < depth; p++, b += bRow, to += width)
            {
                TVectors.Store(to, TVectors.Load(b));
                TVectors.Store(to + count, TVectors.LoadPart(b + count, columns - count));
            }
        }
    }

    // Eight columns, whose numbers lie side by side, become eight numbers of each row.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose8(int depth, float* b, nint bColumn, float* to, nint width)
    {
        float* fourth = b + (3 * bColumn);
        float* seventh = b + (6 * bColumn);
        nint twice = 2 * bColumn;
        int p = 0;
        for (; p + 8 <= depth; p += 8)
        {
            // Lower halves of columns 0-3 and 4-7 are joined while loading, so that no shuffle has to cross the middle.
            Vector256<float> a0 = Join(b, fourth + bColumn), a1 = Join(b + bColumn, fourth + twice), a2 = Join(b + twice, seventh), a3 = Join(fourth, seventh + bColumn);
            Four(a0, a1, a2, a3, to, width);
            to += 4 * width;
            a0 = Join(b + 4, fourth + bColumn + 4);
            a1 = Join(b + bColumn + 4, fourth + twice + 4);
            a2 = Join(b + twice + 4, seventh + 4);
            a3 = Join(fourth + 4, seventh + bColumn + 4);
            Four(a0, a1, a2, a3, to, width);
            to += 4 * width;
            b += 8;
            fourth += 8;
            seventh += 8;
        }

        for (; p < depth; p++, b++, to += width)
        {
            for (int j = 0; j < 8; j++)
                to[j] = b[j * bColumn];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Join(float* lower, float* upper) => Vector256.Create(Vector128.Load(lower), Vector128.Load(upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(Vector256<float> a0, Vector256<float> a1, Vector256<float> a2, Vector256<float> a3, float* to, nint width)
    {
        Vector256<float> low01 = Avx.UnpackLow(a0, a1), high01 = Avx.UnpackHigh(a0, a1);
        Vector256<float> low23 = Avx.UnpackLow(a2, a3), high23 = Avx.UnpackHigh(a2, a3);
        Avx.Shuffle(low01, low23, 0x44).Store(to);
        Avx.Shuffle(low01, low23, 0xEE).Store(to + width);
        Avx.Shuffle(high01, high23, 0x44).Store(to + (2 * width));
        Avx.Shuffle(high01, high23, 0xEE).Store(to + (3 * width));
    }
}
