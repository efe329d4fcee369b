namespace Anneal.Tensors.Kernels;

/// <summary>How large a tile is, known when its kernel is compiled.</summary>
internal interface ITileSize
{
    /// <summary>Whether the tile has all its columns, or only the first half of them.</summary>
    static abstract bool Whole { get; }

    /// <summary>Rows of a tile that has fewer than four.</summary>
    static abstract int Rows { get; }
}

internal readonly struct WholeTile : ITileSize
{
    public static bool Whole => true;

    public static int Rows => 3;
}

internal readonly struct HalfTile : ITileSize
{
    public static bool Whole => false;

    public static int Rows => 3;
}

internal readonly struct WholeTileOfTwo : ITileSize
{
    public static bool Whole => true;

    public static int Rows => 2;
}

internal readonly struct HalfTileOfTwo : ITileSize
{
    public static bool Whole => false;

    public static int Rows => 2;
}

internal readonly struct WholeTileOfOne : ITileSize
{
    public static bool Whole => true;

    public static int Rows => 1;
}

internal readonly struct HalfTileOfOne : ITileSize
{
    public static bool Whole => false;

    public static int Rows => 1;
}
