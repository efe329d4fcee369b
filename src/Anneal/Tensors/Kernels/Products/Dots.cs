using System.Numerics;
using System.Runtime.CompilerServices;

namespace Anneal.Tensors.Kernels.Products;

/// <summary>A product whose factors both lie along the depth, as dot products: right where laying the second factor out anew would cost more than using it.</summary>
internal static unsafe class Dots<T, TVector, TVectors>
    where T : unmanaged, INumberBase<T>
    where TVector : struct
    where TVectors : struct, IVectors<T, TVector>
{
    /// <summary>Rows of the smaller factor up to which this is the faster way.</summary>
    public const int MostRows = 8;

    /// <summary>c[i * cRow + j * cColumn] = from[...] + Σ a[i * aRow + p] b[j * bColumn + p], where from is null for zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Multiply(int m, int n, int k, T* a, nint aRow, T* b, nint bColumn, T* from, nint fromRow, nint fromColumn, T* c, nint cRow, nint cColumn)
    {
        for (int j = 0; j < n; j += 4)
        {
            int columns = Math.Min(4, n - j);
            T* column = b + (j * bColumn);
            T* start = from == null ? null : from + (j * fromColumn);
            T* to = c + (j * cColumn);
            int i = 0;
            for (; i + 2 <= m; i += 2)
                Tile<Two>(columns, k, a + (i * aRow), aRow, column, bColumn, start == null ? null : start + (i * fromRow), fromRow, fromColumn, to + (i * cRow), cRow, cColumn);
            if (i < m)
                Tile<One>(columns, k, a + (i * aRow), 0, column, bColumn, start == null ? null : start + (i * fromRow), fromRow, fromColumn, to + (i * cRow), cRow, cColumn);
        }
    }

    // Four columns at a time; what is missing at the end is an earlier one again, and not written.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Tile<TRows>(int columns, int k, T* first, nint aRow, T* b0, nint bColumn, T* from, nint fromRow, nint fromColumn, T* to, nint cRow, nint cColumn)
        where TRows : unmanaged
    {
        T* second = first + aRow;
        T* b1 = columns > 1 ? b0 + bColumn : b0;
        T* b2 = columns > 2 ? b1 + bColumn : b1;
        T* b3 = columns > 3 ? b2 + bColumn : b2;
        TVector upper0 = default, upper1 = default, upper2 = default, upper3 = default;
        TVector lower0 = default, lower1 = default, lower2 = default, lower3 = default;
        int p = 0;
        for (; p + TVectors.Count <= k; p += TVectors.Count)
        {
            TVector upper = TVectors.Load(first + p), lower = sizeof(TRows) > 1 ? TVectors.Load(second + p) : default;
            Add<TRows>(TVectors.Load(b0 + p), upper, lower, ref upper0, ref lower0);
            Add<TRows>(TVectors.Load(b1 + p), upper, lower, ref upper1, ref lower1);
            Add<TRows>(TVectors.Load(b2 + p), upper, lower, ref upper2, ref lower2);
            Add<TRows>(TVectors.Load(b3 + p), upper, lower, ref upper3, ref lower3);
        }

        if (p < k)
        {
            int rest = k - p;
            TVector upper = TVectors.LoadPart(first + p, rest), lower = sizeof(TRows) > 1 ? TVectors.LoadPart(second + p, rest) : default;
            Add<TRows>(TVectors.LoadPart(b0 + p, rest), upper, lower, ref upper0, ref lower0);
            Add<TRows>(TVectors.LoadPart(b1 + p, rest), upper, lower, ref upper1, ref lower1);
            Add<TRows>(TVectors.LoadPart(b2 + p, rest), upper, lower, ref upper2, ref lower2);
            Add<TRows>(TVectors.LoadPart(b3 + p, rest), upper, lower, ref upper3, ref lower3);
        }

        T* sums = stackalloc T[4];
        Put(columns, sums, upper0, upper1, upper2, upper3, from, fromColumn, to, cColumn);
        if (sizeof(TRows) > 1)
            Put(columns, sums, lower0, lower1, lower2, lower3, from == null ? null : from + fromRow, fromColumn, to + cRow, cColumn);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TRows>(TVector column, TVector upper, TVector lower, ref TVector upperSum, ref TVector lowerSum)
        where TRows : unmanaged
    {
        upperSum = TVectors.MultiplyAdd(upper, column, upperSum);
        if (sizeof(TRows) > 1)
            lowerSum = TVectors.MultiplyAdd(lower, column, lowerSum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(int columns, T* sums, TVector sum0, TVector sum1, TVector sum2, TVector sum3, T* from, nint fromColumn, T* to, nint cColumn)
    {
        TVectors.Sum(sum0, sum1, sum2, sum3, sums);
        for (int j = 0; j < columns; j++)
            to[j * cColumn] = from == null ? sums[j] : sums[j] + from[j * fromColumn];
    }
}
