using System.Runtime.CompilerServices;

namespace Anneal.Tensors.Kernels.Products;

/// <summary>A row times a matrix whose rows are read where they lie: eight vectors of sums keep the machine busy where a single row of a tile would not.</summary>
internal static unsafe class Rows<T, TVector, TVectors>
    where T : unmanaged
    where TVector : struct
    where TVectors : struct, IVectors<T, TVector>
{
    /// <summary>Rows up to which a tile leaves the machine idle.</summary>
    public const int Most = 2;

    /// <summary>c[j] = from[j] + Σ a[p * aColumn] b[p * bRow + j], where from is null for zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Multiply(int n, int k, T* a, nint aColumn, T* b, nint bRow, T* from, T* c)
    {
        int count = TVectors.Count;
        int j = 0;
        for (; j + (8 * count) <= n; j += 8 * count)
        {
            TVector sum0 = default, sum1 = default, sum2 = default, sum3 = default, sum4 = default, sum5 = default, sum6 = default, sum7 = default;
            T* x = a;
            T* row = b + j;
            for (int p = k; p > 0; p--, x += aColumn, row += bRow)
            {
                TVector factor = TVectors.Repeat(*x);
                sum0 = TVectors.MultiplyAdd(factor, TVectors.Load(row), sum0);
                sum1 = TVectors.MultiplyAdd(factor, TVectors.Load(row + count), sum1);
                sum2 = TVectors.MultiplyAdd(factor, TVectors.Load(row + (2 * count)), sum2);
                sum3 = TVectors.MultiplyAdd(factor, TVectors.Load(row + (3 * count)), sum3);
                sum4 = TVectors.MultiplyAdd(factor, TVectors.Load(row + (4 * count)), sum4);
                sum5 = TVectors.MultiplyAdd(factor, TVectors.Load(row + (5 * count)), sum5);
                sum6 = TVectors.MultiplyAdd(factor, TVectors.Load(row + (6 * count)), sum6);
                sum7 = TVectors.MultiplyAdd(factor, TVectors.Load(row + (7 * count)), sum7);
            }

            T* start = from == null ? null : from + j;
            Put(sum0, start, 0, c + j);
            Put(sum1, start, count, c + j);
            Put(sum2, start, 2 * count, c + j);
            Put(sum3, start, 3 * count, c + j);
            Put(sum4, start, 4 * count, c + j);
            Put(sum5, start, 5 * count, c + j);
            Put(sum6, start, 6 * count, c + j);
            Put(sum7, start, 7 * count, c + j);
        }

        for (; j + count <= n; j += count)
        {
            TVector sum = default;
            T* x = a;
            T* row = b + j;
            for (int p = k; p > 0; p--, x += aColumn, row += bRow)
                sum = TVectors.MultiplyAdd(TVectors.Repeat(*x), TVectors.Load(row), sum);
            Put(sum, from == null ? null : from + j, 0, c + j);
        }

        if (j < n)
        {
            int rest = n - j;
            TVector sum = default;
            T* x = a;
            T* row = b + j;
            for (int p = k; p > 0; p--, x += aColumn, row += bRow)
                sum = TVectors.MultiplyAdd(TVectors.Repeat(*x), TVectors.LoadPart(row, rest), sum);
            TVectors.StorePart(c + j, from == null ? sum : TVectors.Add(sum, TVectors.LoadPart(from + j, rest)), rest);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(TVector sum, T* from, int at, T* to) => TVectors.Store(to + at, from == null ? sum : TVectors.Add(sum, TVectors.Load(from + at)));
}
