using System.Runtime.CompilerServices;

namespace Anneal.Tensors.Kernels.Products;

/// <summary>A tile of the product: its sums stay in registers while the depth goes by.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TVector">A vector of them.</typeparam>
/// <typeparam name="TVectors">What can be done with it.</typeparam>
/// <typeparam name="TRows">Rows of the tile, at most 12.</typeparam>
/// <typeparam name="TColumns">Vectors in each of its rows, 1 or 2.</typeparam>
internal static unsafe class Tile<T, TVector, TVectors, TRows, TColumns>
    where T : unmanaged
    where TVector : struct
    where TVectors : struct, IVectors<T, TVector>
    where TRows : struct, IConstant
    where TColumns : struct, IConstant
{
    /// <summary>to = from + a b, where from is null for zeros. Strides are in bytes.</summary>
    // The conditions are constants of the types: what a smaller tile lacks is not there in its code. A row is reached from every third one,
    // so that the addresses need few registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Multiply(int depth, byte* first, nint aRow, nint aColumn, byte* b, nint bRow, byte* from, nint fromRow, byte* to, nint toRow)
    {
        TVector left0 = default, right0 = default;
        TVector left1 = default, right1 = default;
        TVector left2 = default, right2 = default;
        TVector left3 = default, right3 = default;
        TVector left4 = default, right4 = default;
        TVector left5 = default, right5 = default;
        TVector left6 = default, right6 = default;
        TVector left7 = default, right7 = default;
        TVector left8 = default, right8 = default;
        TVector left9 = default, right9 = default;
        TVector left10 = default, right10 = default;
        TVector left11 = default, right11 = default;
        nint twice = 2 * aRow;
        byte* fourth = first + (3 * aRow);
        byte* seventh = first + (6 * aRow);
        byte* tenth = first + (9 * aRow);
        for (; depth > 0; depth--)
        {
            TVector left = TVectors.Load((T*)b);
            TVector right = TColumns.Value > 1 ? TVectors.Load((T*)b + TVectors.Count) : default;
            b += bRow;
            TVector x0 = TVectors.Repeat(*(T*)first);
            left0 = TVectors.MultiplyAdd(x0, left, left0);
            if (TColumns.Value > 1)
                right0 = TVectors.MultiplyAdd(x0, right, right0);

            if (TRows.Value > 1)
            {
                TVector x1 = TVectors.Repeat(*(T*)(first + aRow));
                left1 = TVectors.MultiplyAdd(x1, left, left1);
                if (TColumns.Value > 1)
                    right1 = TVectors.MultiplyAdd(x1, right, right1);
            }

            if (TRows.Value > 2)
            {
                TVector x2 = TVectors.Repeat(*(T*)(first + twice));
                left2 = TVectors.MultiplyAdd(x2, left, left2);
                if (TColumns.Value > 1)
                    right2 = TVectors.MultiplyAdd(x2, right, right2);
            }

            if (TRows.Value > 3)
            {
                TVector x3 = TVectors.Repeat(*(T*)fourth);
                left3 = TVectors.MultiplyAdd(x3, left, left3);
                if (TColumns.Value > 1)
                    right3 = TVectors.MultiplyAdd(x3, right, right3);
            }

            if (TRows.Value > 4)
            {
                TVector x4 = TVectors.Repeat(*(T*)(fourth + aRow));
                left4 = TVectors.MultiplyAdd(x4, left, left4);
                if (TColumns.Value > 1)
                    right4 = TVectors.MultiplyAdd(x4, right, right4);
            }

            if (TRows.Value > 5)
            {
                TVector x5 = TVectors.Repeat(*(T*)(fourth + twice));
                left5 = TVectors.MultiplyAdd(x5, left, left5);
                if (TColumns.Value > 1)
                    right5 = TVectors.MultiplyAdd(x5, right, right5);
            }

            if (TRows.Value > 6)
            {
                TVector x6 = TVectors.Repeat(*(T*)seventh);
                left6 = TVectors.MultiplyAdd(x6, left, left6);
                if (TColumns.Value > 1)
                    right6 = TVectors.MultiplyAdd(x6, right, right6);
            }

            if (TRows.Value > 7)
            {
                TVector x7 = TVectors.Repeat(*(T*)(seventh + aRow));
                left7 = TVectors.MultiplyAdd(x7, left, left7);
                if (TColumns.Value > 1)
                    right7 = TVectors.MultiplyAdd(x7, right, right7);
            }

            if (TRows.Value > 8)
            {
                TVector x8 = TVectors.Repeat(*(T*)(seventh + twice));
                left8 = TVectors.MultiplyAdd(x8, left, left8);
                if (TColumns.Value > 1)
                    right8 = TVectors.MultiplyAdd(x8, right, right8);
            }

            if (TRows.Value > 9)
            {
                TVector x9 = TVectors.Repeat(*(T*)tenth);
                left9 = TVectors.MultiplyAdd(x9, left, left9);
                if (TColumns.Value > 1)
                    right9 = TVectors.MultiplyAdd(x9, right, right9);
            }

            if (TRows.Value > 10)
            {
                TVector x10 = TVectors.Repeat(*(T*)(tenth + aRow));
                left10 = TVectors.MultiplyAdd(x10, left, left10);
                if (TColumns.Value > 1)
                    right10 = TVectors.MultiplyAdd(x10, right, right10);
            }

            if (TRows.Value > 11)
            {
                TVector x11 = TVectors.Repeat(*(T*)(tenth + twice));
                left11 = TVectors.MultiplyAdd(x11, left, left11);
                if (TColumns.Value > 1)
                    right11 = TVectors.MultiplyAdd(x11, right, right11);
            }

            first += aColumn;
            if (TRows.Value > 3)
                fourth += aColumn;
            if (TRows.Value > 6)
                seventh += aColumn;
            if (TRows.Value > 9)
                tenth += aColumn;
        }

        if (from != null)
        {
            left0 = Sum(left0, from, 0, 0);
            if (TColumns.Value > 1)
                right0 = Sum(right0, from, 0, TVectors.Count);

            if (TRows.Value > 1)
            {
                left1 = Sum(left1, from, 1 * fromRow, 0);
                if (TColumns.Value > 1)
                    right1 = Sum(right1, from, 1 * fromRow, TVectors.Count);
            }

            if (TRows.Value > 2)
            {
                left2 = Sum(left2, from, 2 * fromRow, 0);
                if (TColumns.Value > 1)
                    right2 = Sum(right2, from, 2 * fromRow, TVectors.Count);
            }

            if (TRows.Value > 3)
            {
                left3 = Sum(left3, from, 3 * fromRow, 0);
                if (TColumns.Value > 1)
                    right3 = Sum(right3, from, 3 * fromRow, TVectors.Count);
            }

            if (TRows.Value > 4)
            {
                left4 = Sum(left4, from, 4 * fromRow, 0);
                if (TColumns.Value > 1)
                    right4 = Sum(right4, from, 4 * fromRow, TVectors.Count);
            }

            if (TRows.Value > 5)
            {
                left5 = Sum(left5, from, 5 * fromRow, 0);
                if (TColumns.Value > 1)
                    right5 = Sum(right5, from, 5 * fromRow, TVectors.Count);
            }

            if (TRows.Value > 6)
            {
                left6 = Sum(left6, from, 6 * fromRow, 0);
                if (TColumns.Value > 1)
                    right6 = Sum(right6, from, 6 * fromRow, TVectors.Count);
            }

            if (TRows.Value > 7)
            {
                left7 = Sum(left7, from, 7 * fromRow, 0);
                if (TColumns.Value > 1)
                    right7 = Sum(right7, from, 7 * fromRow, TVectors.Count);
            }

            if (TRows.Value > 8)
            {
                left8 = Sum(left8, from, 8 * fromRow, 0);
                if (TColumns.Value > 1)
                    right8 = Sum(right8, from, 8 * fromRow, TVectors.Count);
            }

            if (TRows.Value > 9)
            {
                left9 = Sum(left9, from, 9 * fromRow, 0);
                if (TColumns.Value > 1)
                    right9 = Sum(right9, from, 9 * fromRow, TVectors.Count);
            }

            if (TRows.Value > 10)
            {
                left10 = Sum(left10, from, 10 * fromRow, 0);
                if (TColumns.Value > 1)
                    right10 = Sum(right10, from, 10 * fromRow, TVectors.Count);
            }

            if (TRows.Value > 11)
            {
                left11 = Sum(left11, from, 11 * fromRow, 0);
                if (TColumns.Value > 1)
                    right11 = Sum(right11, from, 11 * fromRow, TVectors.Count);
            }
        }

        Put(left0, right0, to, 0);
        if (TRows.Value > 1)
            Put(left1, right1, to, 1 * toRow);
        if (TRows.Value > 2)
            Put(left2, right2, to, 2 * toRow);
        if (TRows.Value > 3)
            Put(left3, right3, to, 3 * toRow);
        if (TRows.Value > 4)
            Put(left4, right4, to, 4 * toRow);
        if (TRows.Value > 5)
            Put(left5, right5, to, 5 * toRow);
        if (TRows.Value > 6)
            Put(left6, right6, to, 6 * toRow);
        if (TRows.Value > 7)
            Put(left7, right7, to, 7 * toRow);
        if (TRows.Value > 8)
            Put(left8, right8, to, 8 * toRow);
        if (TRows.Value > 9)
            Put(left9, right9, to, 9 * toRow);
        if (TRows.Value > 10)
            Put(left10, right10, to, 10 * toRow);
        if (TRows.Value > 11)
            Put(left11, right11, to, 11 * toRow);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Sum(TVector value, byte* from, nint row, int column) => TVectors.Add(value, TVectors.Load((T*)(from + row) + column));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(TVector left, TVector right, byte* to, nint row)
    {
        TVectors.Store((T*)(to + row), left);
        if (TColumns.Value > 1)
            TVectors.Store((T*)(to + row) + TVectors.Count, right);
    }
}
