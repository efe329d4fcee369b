namespace Anneal.Tensors.Kernels;

/// <summary>What a loop does with one vector's worth of numbers.</summary>
internal interface ILoopBody
{
    /// <summary>Numbers per turn.</summary>
    static abstract int Width { get; }

    /// <summary>Does the numbers from an index on.</summary>
    void At(nint i);
}
