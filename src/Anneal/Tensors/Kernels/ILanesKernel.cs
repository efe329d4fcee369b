namespace Anneal.Tensors.Kernels;

/// <summary>Straight-line loops for the sizes that a tile may have.</summary>
/// <typeparam name="TTile">What a kernel is told.</typeparam>
internal unsafe interface ILanesKernel<TTile>
    where TTile : unmanaged
{
    /// <summary>Four rows by six columns, or three.</summary>
    static abstract void Four<TVector, TLanes, TSize>(TTile* tile)
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>
        where TSize : struct, ITileSize;

    /// <summary>Three, two or one rows by eight columns, or four.</summary>
    static abstract void Few<TVector, TLanes, TSize>(TTile* tile)
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>
        where TSize : struct, ITileSize;
}

/// <summary>Chooses the loop for a tile.</summary>
internal static unsafe class LanesKernels<TTile, TKernel>
    where TTile : unmanaged
    where TKernel : struct, ILanesKernel<TTile>
{
    /// <summary>Computes a tile of one to four rows, with all its columns or the first half of them.</summary>
    public static void Run<TVector, TLanes>(TTile* tile, int rows, bool whole)
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>
    {
        switch (rows)
        {
            case 4 when whole:
                TKernel.Four<TVector, TLanes, WholeTile>(tile);
                break;
            case 4:
                TKernel.Four<TVector, TLanes, HalfTile>(tile);
                break;
            case 3 when whole:
                TKernel.Few<TVector, TLanes, WholeTile>(tile);
                break;
            case 3:
                TKernel.Few<TVector, TLanes, HalfTile>(tile);
                break;
            case 2 when whole:
                TKernel.Few<TVector, TLanes, WholeTileOfTwo>(tile);
                break;
            case 2:
                TKernel.Few<TVector, TLanes, HalfTileOfTwo>(tile);
                break;
            case 1 when whole:
                TKernel.Few<TVector, TLanes, WholeTileOfOne>(tile);
                break;
            default:
                TKernel.Few<TVector, TLanes, HalfTileOfOne>(tile);
                break;
        }
    }
}
