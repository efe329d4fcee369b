namespace Anneal.Tensors.Kernels;

/// <summary>What a kernel needs to compute some outputs at some pixels.</summary>
internal unsafe struct LanesTile
{
    public float* Input;

    /// <summary>Where each pixel's first input lies; as many as the kernel computes, real ones or not.</summary>
    public int* Pixels;

    /// <summary>For every tap, the distance of its input from a pixel's first, and its number among the weights.</summary>
    public int* Taps;

    public int TapCount;

    /// <summary>The outputs' weights side by side, tap after tap.</summary>
    public float* Weights;

    public float* Output;

    /// <summary>Distance between two outputs' planes.</summary>
    public nint Plane;

    /// <summary>Where each pixel lies in its plane.</summary>
    public int* Places;

    /// <summary>How many pixels are real and may be written.</summary>
    public int Count;

    /// <summary>One number per output to begin with, or null.</summary>
    public float* Bias;

    /// <summary>Whether to begin with what the output holds, instead of the bias.</summary>
    public bool Add;

    /// <summary>Whether to end with max(0, ·).</summary>
    public bool Relu;
}
