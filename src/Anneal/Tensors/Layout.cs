using Anneal.Parameters;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

/// <summary>How the numbers of a tensor lie in memory; a matter between kernels that no user sees.</summary>
internal enum Layout
{
    /// <summary>Row by row, as the shape says.</summary>
    Plain,

    /// <summary>Sixteen images side by side: [⌈N/16⌉][C][H][W][16], with zeros for the images beyond the last.</summary>
    Lanes,
}

/// <summary>Sizes of the layouts.</summary>
internal static class LayoutSizes
{
    /// <summary>How many numbers a shape takes in memory.</summary>
    public static int Stored(this Layout layout, Shape shape)
        => layout is Layout.Plain || shape.FlattenedLength == 0 ? shape.FlattenedLength : checked((int)Lanes.Length(shape[0], shape.FlattenedLength / shape[0]));
}
