namespace Anneal.Tensors.Kernels;

/// <summary>Outputs that share their kernel positions: all of them forward, those of one remainder by the stride backward.</summary>
internal unsafe struct LanesPhase
{
    /// <summary>The first output's row.</summary>
    public int Row;

    /// <summary>The first output's column.</summary>
    public int Column;

    public int Rows;

    public int Columns;

    /// <summary>Kernel positions that play a part.</summary>
    public int Positions;

    /// <summary>For every input channel of a group and position, the distance in the view from an output pixel's first input.</summary>
    public int* Taps;

    /// <summary>For every output pixel of a band, where its first input lies in the view.</summary>
    public int* Pixels;

    /// <summary>For every output pixel of a band, where it lies in the output.</summary>
    public int* Places;

    /// <summary>For every group, tile of output channels, input channel and position, the tile's weights side by side.</summary>
    public float* Weights;
}
