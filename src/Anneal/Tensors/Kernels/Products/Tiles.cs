using System.Runtime.CompilerServices;

namespace Anneal.Tensors.Kernels.Products;

/// <summary>The tiles by their size; one that is never asked for is never compiled.</summary>
internal static unsafe class Tiles<T, TVector, TVectors>
    where T : unmanaged
    where TVector : struct
    where TVectors : struct, IVectors<T, TVector>
{
    /// <summary>to = from + a b for a tile of up to 12 rows and 2 vectors, where from is null for zeros. Strides are in bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(int rows, int vectors, int depth, byte* a, nint aRow, nint aColumn, byte* b, nint bRow, byte* from, nint fromRow, byte* to, nint toRow)
    {
        if (vectors > 1)
            Multiply<Two>(rows, depth, a, aRow, aColumn, b, bRow, from, fromRow, to, toRow);
        else
            Multiply<One>(rows, depth, a, aRow, aColumn, b, bRow, from, fromRow, to, toRow);
    }

    private static void Multiply<TColumns>(int rows, int depth, byte* a, nint aRow, nint aColumn, byte* b, nint bRow, byte* from, nint fromRow, byte* to, nint toRow)
        where TColumns : struct, IConstant
    {
        switch (rows)
        {
            case 1:
                Tile<T, TVector, TVectors, One, TColumns>.Multiply(depth, a, aRow, aColumn, b, bRow, from, fromRow, to, toRow);
                break;
            case 2:
                Tile<T, TVector, TVectors, Two, TColumns>.Multiply(depth, a, aRow, aColumn, b, bRow, from, fromRow, to, toRow);
                break;
            case 3:
                Tile<T, TVector, TVectors, Three, TColumns>.Multiply(depth, a, aRow, aColumn, b, bRow, from, fromRow, to, toRow);
                break;
            case 4:
                Tile<T, TVector, TVectors, Four, TColumns>.Multiply(depth, a, aRow, aColumn, b, bRow, from, fromRow, to, toRow);
                break;
            case 5:
                Tile<T, TVector, TVectors, Five, TColumns>.Multiply(depth, a, aRow, aColumn, b, bRow, from, fromRow, to, toRow);
                break;
            case 6:
                Tile<T, TVector, TVectors, Six, TColumns>.Multiply(depth, a, aRow, aColumn, b, bRow, from, fromRow, to, toRow);
                break;
            case 7:
                Tile<T, TVector, TVectors, Seven, TColumns>.Multiply(depth, a, aRow, aColumn, b, bRow, from, fromRow, to, toRow);
                break;
            case 8:
                Tile<T, TVector, TVectors, Eight, TColumns>.Multiply(depth, a, aRow, aColumn, b, bRow, from, fromRow, to, toRow);
                break;
            case 9:
                Tile<T, TVector, TVectors, Nine, TColumns>.Multiply(depth, a, aRow, aColumn, b, bRow, from, fromRow, to, toRow);
                break;
            case 10:
                Tile<T, TVector, TVectors, Ten, TColumns>.Multiply(depth, a, aRow, aColumn, b, bRow, from, fromRow, to, toRow);
                break;
            case 11:
                Tile<T, TVector, TVectors, Eleven, TColumns>.Multiply(depth, a, aRow, aColumn, b, bRow, from, fromRow, to, toRow);
                break;
            case 12:
                Tile<T, TVector, TVectors, Twelve, TColumns>.Multiply(depth, a, aRow, aColumn, b, bRow, from, fromRow, to, toRow);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(rows));
        }
    }
}
