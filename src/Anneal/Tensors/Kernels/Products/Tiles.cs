using System.Runtime.CompilerServices;

namespace Anneal.Tensors.Kernels.Products;

/// <summary>The tiles by their size; one that is never asked for is never compiled.</summary>
internal static unsafe class Tiles<T, TVector, TVectors>
    where T : unmanaged
    where TVector : struct
    where TVectors : struct, IVectors<T, TVector>
{
    /// <summary>Columns of the widest tile.</summary>
    public static int Width => 2 * TVectors.Count;

    /// <summary>What the rows of a tile with so many columns are apart in laid out memory: whole vectors.</summary>
    public static int Padded(int columns) => columns > TVectors.Count ? Width : TVectors.Count;

    /// <summary>to = from + a b for any number of rows and up to <see cref="Width"/> columns, where from is null for zeros and b is readable in whole vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Multiply(int rows, int columns, int depth, T* a, nint aRow, nint aColumn, T* b, nint bRow, T* from, nint fromRow, T* to, nint toRow)
    {
        if (columns == Width)
            Multiply<Two, One>(rows, 0, depth, a, aRow, aColumn, b, bRow, from, fromRow, to, toRow);
        else if (columns > TVectors.Count)
            Multiply<Two, Two>(rows, columns - TVectors.Count, depth, a, aRow, aColumn, b, bRow, from, fromRow, to, toRow);
        else if (columns == TVectors.Count)
            Multiply<One, One>(rows, 0, depth, a, aRow, aColumn, b, bRow, from, fromRow, to, toRow);
        else
            Multiply<One, Two>(rows, columns, depth, a, aRow, aColumn, b, bRow, from, fromRow, to, toRow);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Multiply<TAcross, TEnd>(int rows, int last, int depth, T* a, nint aRow, nint aColumn, T* b, nint bRow, T* from, nint fromRow, T* to, nint toRow)
        where TAcross : unmanaged
        where TEnd : unmanaged
    {
        nint size = sizeof(T);
        while (rows > 0)
        {
            int height = Height(rows);
            Multiply<TAcross, TEnd>(height, depth, (byte*)a, aRow * size, aColumn * size, (byte*)b, bRow * size, (byte*)from, fromRow * size, (byte*)to, toRow * size, last);
            rows -= height;
            a += height * aRow;
            to += height * toRow;
            if (from != null)
                from += height * fromRow;
        }
    }

    // The last rows are shared out between two tiles rather than left to one that is too small to keep the machine busy.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Height(int left)
    {
        int most = TVectors.Rows;
        return left <= most ? left : left < most + (most / 2) ? (left + 1) / 2 : most;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Multiply<TAcross, TEnd>(int rows, int depth, byte* a, nint aRow, nint aColumn, byte* b, nint bRow, byte* from, nint fromRow, byte* to, nint toRow, int last)
        where TAcross : unmanaged
        where TEnd : unmanaged
    {
        switch (rows)
        {
            case 1:
                Tile<T, TVector, TVectors, One, TAcross, TEnd>.Multiply(depth, a, aRow, aColumn, b, bRow, from, fromRow, to, toRow, last);
                break;
            case 2:
                Tile<T, TVector, TVectors, Two, TAcross, TEnd>.Multiply(depth, a, aRow, aColumn, b, bRow, from, fromRow, to, toRow, last);
                break;
            case 3:
                Tile<T, TVector, TVectors, Three, TAcross, TEnd>.Multiply(depth, a, aRow, aColumn, b, bRow, from, fromRow, to, toRow, last);
                break;
            case 4:
                Tile<T, TVector, TVectors, Four, TAcross, TEnd>.Multiply(depth, a, aRow, aColumn, b, bRow, from, fromRow, to, toRow, last);
                break;
            case 5:
                Tile<T, TVector, TVectors, Five, TAcross, TEnd>.Multiply(depth, a, aRow, aColumn, b, bRow, from, fromRow, to, toRow, last);
                break;
            case 6:
                Tile<T, TVector, TVectors, Six, TAcross, TEnd>.Multiply(depth, a, aRow, aColumn, b, bRow, from, fromRow, to, toRow, last);
                break;
            case 7:
                Tile<T, TVector, TVectors, Seven, TAcross, TEnd>.Multiply(depth, a, aRow, aColumn, b, bRow, from, fromRow, to, toRow, last);
                break;
            case 8:
                Tile<T, TVector, TVectors, Eight, TAcross, TEnd>.Multiply(depth, a, aRow, aColumn, b, bRow, from, fromRow, to, toRow, last);
                break;
            case 9:
                Tile<T, TVector, TVectors, Nine, TAcross, TEnd>.Multiply(depth, a, aRow, aColumn, b, bRow, from, fromRow, to, toRow, last);
                break;
            case 10:
                Tile<T, TVector, TVectors, Ten, TAcross, TEnd>.Multiply(depth, a, aRow, aColumn, b, bRow, from, fromRow, to, toRow, last);
                break;
            case 11:
                Tile<T, TVector, TVectors, Eleven, TAcross, TEnd>.Multiply(depth, a, aRow, aColumn, b, bRow, from, fromRow, to, toRow, last);
                break;
            case 12:
                Tile<T, TVector, TVectors, Twelve, TAcross, TEnd>.Multiply(depth, a, aRow, aColumn, b, bRow, from, fromRow, to, toRow, last);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(rows));
        }
    }
}
