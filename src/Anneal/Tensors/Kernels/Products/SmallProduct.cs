using System.Runtime.CompilerServices;

namespace Anneal.Tensors.Kernels.Products;

/// <summary>A product with a second factor so small that the stack holds it laid out: nothing is planned, cut or shared.</summary>
internal static unsafe class SmallProduct<T, TVector, TVectors>
    where T : unmanaged
    where TVector : struct
    where TVectors : struct, IVectors<T, TVector>
{
    private const int Depth = 64;

    /// <summary>Whether a product is that small.</summary>
    public static bool Suits(int m, int n, int k) => n <= Tiles<T, TVector, TVectors>.Width && k <= Depth && m <= 128;

    /// <summary>C = from + A B, where from is null for zeros.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Multiply(int m, int n, int k, T* a, nint aRow, nint aColumn, T* b, nint bRow, nint bColumn, T* from, nint fromRow, T* c, nint cRow)
    {
        T* packed = stackalloc T[Depth * Tiles<T, TVector, TVectors>.Width];
        if (bColumn != 1 || n % TVectors.Count != 0)
        {
            int width = Tiles<T, TVector, TVectors>.Padded(n);
            Pack(n, k, width, b, bRow, bColumn, packed);
            b = packed;
            bRow = width;
        }

        Tiles<T, TVector, TVectors>.Multiply(m, n, k, a, aRow, aColumn, b, bRow, from, fromRow, c, cRow);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pack(int n, int k, int width, T* b, nint bRow, nint bColumn, T* to)
    {
        if (n * k > 256)
        {
            Panels<T, TVector, TVectors>.Pack(k, n, width, b, bRow, bColumn, to);
            return;
        }

        for (int p = 0; p < k; p++, b += bRow, to += width)
        {
            // What is behind the columns only has to be a number: it is multiplied, but not written.
            if (width > TVectors.Count)
                TVectors.Store(to + TVectors.Count, default);
            TVectors.Store(to, default);
            T* from = b;
            for (int j = 0; j < n; j++, from += bColumn)
                to[j] = *from;
        }
    }
}
