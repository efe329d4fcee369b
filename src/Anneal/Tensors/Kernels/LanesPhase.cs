namespace Anneal.Tensors.Kernels;

/// <summary>Outputs that share their kernel positions: a run of rows by a run of columns.</summary>
internal unsafe struct LanesPhase
{
    /// <summary>The first of its rows, counted within the rows of its remainder.</summary>
    public int FirstRow;

    public int Rows;

    public int Columns;

    /// <summary>Kernel positions that play a part.</summary>
    public int Positions;

    /// <summary>For every input channel of a group and position, two numbers: the distance in the view from an output pixel's first input, and the number of the tap.</summary>
    public int* Taps;

    /// <summary>For every output pixel of a band, where its first input lies in the view.</summary>
    public int* Pixels;

    /// <summary>For every output pixel of a band, where it lies in its plane.</summary>
    public int* Places;
}
