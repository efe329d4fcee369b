using System.Runtime.CompilerServices;

namespace Anneal.Tensors.Kernels.Products;

/// <summary>A tile of the product: its sums stay in registers while the depth goes by.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TVector">A vector of them.</typeparam>
/// <typeparam name="TVectors">What can be done with it.</typeparam>
/// <typeparam name="TRows">A type as large as the tile has rows, at most 12.</typeparam>
/// <typeparam name="TAcross">A type as large as a row of it has vectors, 1 or 2.</typeparam>
/// <typeparam name="TEnd">Larger than 1 if only a part of the last vector is in the result.</typeparam>
internal static unsafe class Tile<T, TVector, TVectors, TRows, TAcross, TEnd>
    where T : unmanaged
    where TVector : struct
    where TVectors : struct, IVectors<T, TVector>
    where TRows : unmanaged
    where TAcross : unmanaged
    where TEnd : unmanaged
{
    /// <summary>to = from + a b, where from is null for zeros; b is read in whole vectors, of the last of which <paramref name="last"/> numbers count. Strides are in bytes.</summary>
    // The size of a type is a constant before anything else is known: what a smaller tile lacks is not even read by the compiler, which takes a third of the
    // time for it. A row is reached from every third one, so that the addresses need few registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Multiply(int depth, byte* first, nint aRow, nint aColumn, byte* b, nint bRow, byte* from, nint fromRow, byte* to, nint toRow, int last)
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
            TVector right = sizeof(TAcross) > 1 ? TVectors.Load((T*)b + TVectors.Count) : default;
            b += bRow;
            TVector x0 = TVectors.Repeat(*(T*)first);
            left0 = TVectors.MultiplyAdd(x0, left, left0);
            if (sizeof(TAcross) > 1)
                right0 = TVectors.MultiplyAdd(x0, right, right0);

            if (sizeof(TRows) > 1)
            {
                TVector x1 = TVectors.Repeat(*(T*)(first + aRow));
                left1 = TVectors.MultiplyAdd(x1, left, left1);
                if (sizeof(TAcross) > 1)
                    right1 = TVectors.MultiplyAdd(x1, right, right1);
            }

            if (sizeof(TRows) > 2)
            {
                TVector x2 = TVectors.Repeat(*(T*)(first + twice));
                left2 = TVectors.MultiplyAdd(x2, left, left2);
                if (sizeof(TAcross) > 1)
                    right2 = TVectors.MultiplyAdd(x2, right, right2);
            }

            if (sizeof(TRows) > 3)
            {
                TVector x3 = TVectors.Repeat(*(T*)fourth);
                left3 = TVectors.MultiplyAdd(x3, left, left3);
                if (sizeof(TAcross) > 1)
                    right3 = TVectors.MultiplyAdd(x3, right, right3);
            }

            if (sizeof(TRows) > 4)
            {
                TVector x4 = TVectors.Repeat(*(T*)(fourth + aRow));
                left4 = TVectors.MultiplyAdd(x4, left, left4);
                if (sizeof(TAcross) > 1)
                    right4 = TVectors.MultiplyAdd(x4, right, right4);
            }

            if (sizeof(TRows) > 5)
            {
                TVector x5 = TVectors.Repeat(*(T*)(fourth + twice));
                left5 = TVectors.MultiplyAdd(x5, left, left5);
                if (sizeof(TAcross) > 1)
                    right5 = TVectors.MultiplyAdd(x5, right, right5);
            }

            if (sizeof(TRows) > 6)
            {
                TVector x6 = TVectors.Repeat(*(T*)seventh);
                left6 = TVectors.MultiplyAdd(x6, left, left6);
                if (sizeof(TAcross) > 1)
                    right6 = TVectors.MultiplyAdd(x6, right, right6);
            }

            if (sizeof(TRows) > 7)
            {
                TVector x7 = TVectors.Repeat(*(T*)(seventh + aRow));
                left7 = TVectors.MultiplyAdd(x7, left, left7);
                if (sizeof(TAcross) > 1)
                    right7 = TVectors.MultiplyAdd(x7, right, right7);
            }

            if (sizeof(TRows) > 8)
            {
                TVector x8 = TVectors.Repeat(*(T*)(seventh + twice));
                left8 = TVectors.MultiplyAdd(x8, left, left8);
                if (sizeof(TAcross) > 1)
                    right8 = TVectors.MultiplyAdd(x8, right, right8);
            }

            if (sizeof(TRows) > 9)
            {
                TVector x9 = TVectors.Repeat(*(T*)tenth);
                left9 = TVectors.MultiplyAdd(x9, left, left9);
                if (sizeof(TAcross) > 1)
                    right9 = TVectors.MultiplyAdd(x9, right, right9);
            }

            if (sizeof(TRows) > 10)
            {
                TVector x10 = TVectors.Repeat(*(T*)(tenth + aRow));
                left10 = TVectors.MultiplyAdd(x10, left, left10);
                if (sizeof(TAcross) > 1)
                    right10 = TVectors.MultiplyAdd(x10, right, right10);
            }

            if (sizeof(TRows) > 11)
            {
                TVector x11 = TVectors.Repeat(*(T*)(tenth + twice));
                left11 = TVectors.MultiplyAdd(x11, left, left11);
                if (sizeof(TAcross) > 1)
                    right11 = TVectors.MultiplyAdd(x11, right, right11);
            }

            first += aColumn;
            if (sizeof(TRows) > 3)
                fourth += aColumn;
            if (sizeof(TRows) > 6)
                seventh += aColumn;
            if (sizeof(TRows) > 9)
                tenth += aColumn;
        }

        if (from != null)
        {
            Add(ref left0, ref right0, from, last);
            if (sizeof(TRows) > 1)
                Add(ref left1, ref right1, from + (1 * fromRow), last);
            if (sizeof(TRows) > 2)
                Add(ref left2, ref right2, from + (2 * fromRow), last);
            if (sizeof(TRows) > 3)
                Add(ref left3, ref right3, from + (3 * fromRow), last);
            if (sizeof(TRows) > 4)
                Add(ref left4, ref right4, from + (4 * fromRow), last);
            if (sizeof(TRows) > 5)
                Add(ref left5, ref right5, from + (5 * fromRow), last);
            if (sizeof(TRows) > 6)
                Add(ref left6, ref right6, from + (6 * fromRow), last);
            if (sizeof(TRows) > 7)
                Add(ref left7, ref right7, from + (7 * fromRow), last);
            if (sizeof(TRows) > 8)
                Add(ref left8, ref right8, from + (8 * fromRow), last);
            if (sizeof(TRows) > 9)
                Add(ref left9, ref right9, from + (9 * fromRow), last);
            if (sizeof(TRows) > 10)
                Add(ref left10, ref right10, from + (10 * fromRow), last);
            if (sizeof(TRows) > 11)
                Add(ref left11, ref right11, from + (11 * fromRow), last);
        }

        Put(left0, right0, to, last);
        if (sizeof(TRows) > 1)
            Put(left1, right1, to + (1 * toRow), last);
        if (sizeof(TRows) > 2)
            Put(left2, right2, to + (2 * toRow), last);
        if (sizeof(TRows) > 3)
            Put(left3, right3, to + (3 * toRow), last);
        if (sizeof(TRows) > 4)
            Put(left4, right4, to + (4 * toRow), last);
        if (sizeof(TRows) > 5)
            Put(left5, right5, to + (5 * toRow), last);
        if (sizeof(TRows) > 6)
            Put(left6, right6, to + (6 * toRow), last);
        if (sizeof(TRows) > 7)
            Put(left7, right7, to + (7 * toRow), last);
        if (sizeof(TRows) > 8)
            Put(left8, right8, to + (8 * toRow), last);
        if (sizeof(TRows) > 9)
            Put(left9, right9, to + (9 * toRow), last);
        if (sizeof(TRows) > 10)
            Put(left10, right10, to + (10 * toRow), last);
        if (sizeof(TRows) > 11)
            Put(left11, right11, to + (11 * toRow), last);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref TVector left, ref TVector right, byte* from, int last)
    {
        left = TVectors.Add(left, sizeof(TAcross) == 1 ? Last((T*)from, last) : TVectors.Load((T*)from));
        if (sizeof(TAcross) > 1)
            right = TVectors.Add(right, Last((T*)from + TVectors.Count, last));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Last(T* from, int last) => sizeof(TEnd) > 1 ? TVectors.LoadPart(from, last) : TVectors.Load(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(TVector left, TVector right, byte* to, int last)
    {
        if (sizeof(TAcross) > 1)
        {
            TVectors.Store((T*)to, left);
            to += sizeof(T) * TVectors.Count;
            left = right;
        }

        if (sizeof(TEnd) > 1)
            TVectors.StorePart((T*)to, left, last);
        else
            TVectors.Store((T*)to, left);
    }
}
