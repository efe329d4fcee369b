namespace Anneal.Tensors.Kernels;

/// <summary>One axis of a convolution: which inputs an output needs.</summary>
/// <remarks>
/// Forward, output o takes from inputs o·stride + k·dilation − padding. Backward, the gradient of input i takes from the outputs (i + padding − k·dilation) / stride
/// that are whole: inputs of the same remainder by the stride form a convolution of stride 1.
/// </remarks>
internal readonly record struct LanesAxis(int From, int To, int Kernel, int Stride, int Padding, int Dilation, bool Backward)
{
    /// <summary>Distance between the inputs of neighbouring outputs of a remainder.</summary>
    public int InStep => Backward ? 1 : Stride;

    /// <summary>Distance between neighbouring outputs of a remainder, which is also the number of remainders.</summary>
    public int OutStep => Backward ? Stride : 1;

    /// <summary>Outputs of a remainder.</summary>
    public int Length(int remainder) => (To - remainder + OutStep - 1) / OutStep;

    /// <summary>Whether a position of the kernel plays a part in a remainder, and where the remainder's first output looks for it.</summary>
    public bool Has(int remainder, int position, out int offset)
    {
        if (!Backward)
        {
            offset = (position * Dilation) - Padding;
            return true;
        }

        int distance = remainder + Padding - (position * Dilation);
        offset = distance / Stride;
        return distance % Stride == 0;
    }

    /// <summary>The least and the largest of all offsets.</summary>
    public (int Least, int Most) Reach()
    {
        (int least, int most) = (int.MaxValue, int.MinValue);
        for (int remainder = 0; remainder < OutStep; remainder++)
        {
            for (int position = 0; position < Kernel; position++)
            {
                if (Has(remainder, position, out int offset))
                    (least, most) = (Math.Min(least, offset), Math.Max(most, offset));
            }
        }

        return least <= most ? (least, most) : (0, 0);
    }
}
