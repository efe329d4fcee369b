namespace Anneal.Tensors.Kernels;

/// <summary>The lanes layout: 16 images side by side, [blocks][channels][height][width][16], so that one vector is one pixel of 16 images.</summary>
/// <remarks>Lanes after the last image hold zeros in inputs and gradients.</remarks>
internal static unsafe class Lanes
{
    /// <summary>Images in a block.</summary>
    public const int Count = 16;

    /// <summary>Blocks that so many images fill, the last one perhaps not whole.</summary>
    public static int Blocks(int images) => (images + Count - 1) / Count;

    /// <summary>Floats that so many images of a size take.</summary>
    public static nint Length(int images, int size) => (nint)Blocks(images) * size * Count;

    /// <summary>[N, size] to lanes; lanes after the last image become zeros.</summary>
    public static void Pack(int images, int size, float* plain, float* lanes, int threads)
        => LanesLayoutJob.Run(images, size, plain, lanes, LanesLayoutJob.Direction.Pack, threads);

    /// <summary>Lanes to [N, size].</summary>
    /// <param name="images">N.</param>
    /// <param name="size">Channels · height · width.</param>
    /// <param name="lanes">In lanes.</param>
    /// <param name="plain">One image after the other.</param>
    /// <param name="add">Whether to add to what is there.</param>
    /// <param name="threads">At most.</param>
    public static void Unpack(int images, int size, float* lanes, float* plain, bool add, int threads)
        => LanesLayoutJob.Run(images, size, plain, lanes, add ? LanesLayoutJob.Direction.UnpackAdding : LanesLayoutJob.Direction.Unpack, threads);
}
