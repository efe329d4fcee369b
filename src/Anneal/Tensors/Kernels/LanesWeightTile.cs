namespace Anneal.Tensors.Kernels;

/// <summary>What a kernel needs to sum input × gradient of the output over pixels, for some outputs and taps.</summary>
internal unsafe struct LanesWeightTile
{
    /// <summary>Places in a row of <see cref="Sums"/>.</summary>
    public const int Columns = 8;

    public float* Input;

    /// <summary>The distance of each tap's input from a pixel's first; as many as the kernel sums, real ones or not.</summary>
    public int* Taps;

    /// <summary>Where each pixel's first input lies.</summary>
    public int* Pixels;

    public int PixelCount;

    /// <summary>The first output's gradient at the first pixel.</summary>
    public float* Gradient;

    /// <summary>Distance between two outputs' gradients of a pixel.</summary>
    public nint Plane;

    /// <summary>Distance between two pixels' gradients of an output.</summary>
    public nint Step;

    /// <summary>A vector of 16 sums for every output and tap.</summary>
    public float* Sums;
}
