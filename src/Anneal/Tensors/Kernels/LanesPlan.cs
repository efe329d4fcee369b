using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Anneal.Tensors.Kernels;

/// <summary>A convolution as tables of offsets, so that one kernel does every stride, padding and dilation without a check in its loop.</summary>
/// <remarks>
/// Work goes by bands: some rows of outputs of one block of images and one group. Where padding is needed the band's inputs are first copied to scratch with zeros
/// around them, the view; otherwise the view is the input itself.
/// </remarks>
internal sealed unsafe partial class LanesPlan
{
    // Inputs and outputs of a band stay in a second-level cache of 1 MiB.
    private const int ViewFloats = 128 * 1024;
    private const int OutputFloats = 96 * 1024;

    // Fewer pixels than this are not worth the rows that bands share, nor the beginning and end of a tile.
    private const int FewestPixels = 64;

    // Vectors of input under a tile of outputs that stay in a first-level cache of 32 KiB.
    private const int TileVectors = 400;

    // Columns of the widest tile.
    private const int MostColumns = 8;

    private readonly KeptBuffer<int> _tables = new();
    private readonly KeptBuffer<int> _order = new();
    private readonly KeptBuffer<float> _weights = new();
    private readonly LanesRuns _rows = new();
    private readonly LanesRuns _columns = new();
    private LanesPhase[] _phases = [];
    private LanesAxis _vertical;
    private LanesAxis _horizontal;
    private int _top;
    private int _left;
    private int _reachHeight;
    private int _viewWidth;
    private bool _direct;
    private float* _packed;

    public int Groups { get; private set; }

    public int Inputs { get; private set; }

    public int Outputs { get; private set; }

    /// <summary>Input channels whose part of a tile of outputs stays in the first-level cache.</summary>
    public int ChannelBlock { get; private set; }

    /// <summary>Rows of a phase in a band.</summary>
    public int BandRows { get; private set; }

    public int Bands { get; private set; }

    /// <summary>Pixels of a band, of all phases.</summary>
    public nint BandPixels => (nint)BandRows * _vertical.OutStep * _horizontal.To;

    public int PhaseCount { get; private set; }

    public nint OutputPlane => (nint)_vertical.To * _horizontal.To * Lanes.Count;

    private nint InputPlane => (nint)_vertical.From * _horizontal.From * Lanes.Count;

    /// <summary>Floats of scratch that a view needs.</summary>
    public nint ViewLength => _direct ? 0 : (nint)Inputs * ViewPlane;

    private int RowStride => (_direct ? _horizontal.From : _viewWidth) * Lanes.Count;

    // An odd number of vectors: planes a power of two apart would fight for the same lines of the cache.
    private int ViewPlane => _direct ? (int)InputPlane : ((ViewRows(BandRows) * _viewWidth) | 1) * Lanes.Count;

    /// <summary>How many outputs the tile takes that begins where so many are left: fours, or threes where those come out even.</summary>
    public static int TileOutputs(int left) => left < 4 ? left : left == 5 ? 3 : left % 4 != 0 && left % 3 == 0 ? 3 : left % 4 is 1 or 2 && left > 6 ? 3 : 4;

    public ref LanesPhase Phase(int index) => ref _phases[index];

    /// <summary>Floats between the views of two rows of a remainder.</summary>
    public nint ViewStep => (nint)_vertical.InStep * RowStride;

    /// <summary>Floats between two rows of a remainder in a plane of outputs.</summary>
    public nint OutputStep => (nint)_vertical.OutStep * _horizontal.To * Lanes.Count;

    /// <summary>For every tile of outputs of a group, the taps' weights side by side.</summary>
    public float* Weights(int group, int output) => _packed + (((nint)group * Outputs) + output) * Taps;

    /// <summary>Taps of the whole kernel: input channels × positions.</summary>
    public int Taps => Inputs * Positions;

    /// <summary>Positions of the whole kernel.</summary>
    public int Positions => _vertical.Kernel * _horizontal.Kernel;

    /// <summary>Parts that gradients of weights are summed in: each row of the kernel apart, over the rows of outputs where it meets more than padding, or all at once.</summary>
    public int KernelRows { get; private set; }

    /// <summary>Positions of such a part.</summary>
    public int KernelRowTaps { get; private set; }

    /// <summary>For every part the first row of outputs, and the one after the last.</summary>
    public int* Meeting { get; private set; }

    /// <summary>The numbers of the first part's taps in all input channels, the last one repeated.</summary>
    public int* Order { get; private set; }

    /// <summary>Outputs from inputs; the rows of a band are a multiple, and its outputs so many floats if that can be.</summary>
    public void Forward(in ConvolutionShape shape, float* weight, int multipleRows = 1, int bandFloats = OutputFloats)
    {
        (LanesAxis vertical, LanesAxis horizontal) = Axes(shape);
        Prepare(vertical, horizontal, shape.Groups, shape.InputsPerGroup, shape.OutputsPerGroup, multipleRows, bandFloats);
        ChooseRuns();
        BuildTables();
        PackWeights(weight, shape.InputsPerGroup * shape.Positions, shape.Positions);
    }

    /// <summary>Gradients of inputs from those of outputs.</summary>
    public void BackwardInput(in ConvolutionShape shape, float* weight)
    {
        LanesAxis vertical = new(shape.OutputHeight, shape.Height, shape.KernelHeight, shape.StrideHeight, shape.PaddingHeight, shape.DilationHeight, true);
        LanesAxis horizontal = new(shape.OutputWidth, shape.Width, shape.KernelWidth, shape.StrideWidth, shape.PaddingWidth, shape.DilationWidth, true);
        Prepare(vertical, horizontal, shape.Groups, shape.OutputsPerGroup, shape.InputsPerGroup, 1, OutputFloats);
        ChooseRuns();
        BuildTables();
        PackWeights(weight, shape.Positions, shape.InputsPerGroup * shape.Positions);
    }

    /// <summary>For gradients of weights: inputs as <see cref="Forward"/> sees them, in a single phase with all taps.</summary>
    public void BackwardWeight(in ConvolutionShape shape)
    {
        (LanesAxis vertical, LanesAxis horizontal) = Axes(shape);
        Prepare(vertical, horizontal, shape.Groups, shape.InputsPerGroup, shape.OutputsPerGroup, 1, OutputFloats);
        _rows.Build(_vertical, false);
        _columns.Build(_horizontal, false);
        BuildTables();
        ChooseKernelRows();
    }

    /// <summary>The inputs of a band of one block of images and one group, with zeros where the padding is.</summary>
    /// <param name="input">All the inputs.</param>
    /// <param name="block">Of 16 images.</param>
    /// <param name="group">Of channels.</param>
    /// <param name="row">The band's first row of a phase.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="scratch"><see cref="ViewLength"/> floats.</param>
    public float* View(float* input, int block, int group, int row, int rows, float* scratch)
    {
        float* planes = input + ((((nint)block * Groups) + group) * Inputs * InputPlane);
        int first = (row * _vertical.InStep) + _top;
        if (_direct)
            return planes + (((nint)first * _horizontal.From) + _left) * Lanes.Count;

        CopyPlanes(planes, first, ViewRows(rows), scratch);
        return scratch;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void CopyPlanes(float* planes, int first, int rows, float* scratch)
    {
        // Columns of the view before, inside and after the image.
        int before = Math.Clamp(-_left, 0, _viewWidth);
        int skipped = Math.Max(_left, 0);
        int inside = Math.Clamp(_horizontal.From - skipped, 0, _viewWidth - before);
        int after = _viewWidth - before - inside;
        (nint plane, nint viewPlane, nint row, int width) = (InputPlane, ViewPlane, (nint)_horizontal.From * Lanes.Count, _viewWidth);
        int height = _vertical.From;
        for (int channel = 0; channel < Inputs; channel++)
        {
            float* source = planes + (channel * plane) + (skipped * Lanes.Count);
            float* to = scratch + (channel * viewPlane);
            for (int i = first; i < first + rows; i++)
            {
                bool outside = (uint)i >= (uint)height;
                to = Zero(to, outside ? width : before);
                if (outside)
                    continue;
                float* from = source + (i * row);
                for (float* end = from + ((nint)inside * Lanes.Count); from < end; from += Lanes.Count, to += Lanes.Count)
                {
                    Vector256.Load(from).Store(to);
                    Vector256.Load(from + 8).Store(to + 8);
                }

                to = Zero(to, after);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float* Zero(float* to, int pixels)
    {
        for (float* end = to + ((nint)pixels * Lanes.Count); to < end; to += Lanes.Count)
        {
            Vector256<float>.Zero.Store(to);
            Vector256<float>.Zero.Store(to + 8);
        }

        return to;
    }

    private int ViewRows(int rows) => ((rows - 1) * _vertical.InStep) + _reachHeight;

    private static (LanesAxis Vertical, LanesAxis Horizontal) Axes(in ConvolutionShape shape) => (
        new(shape.Height, shape.OutputHeight, shape.KernelHeight, shape.StrideHeight, shape.PaddingHeight, shape.DilationHeight, false),
        new(shape.Width, shape.OutputWidth, shape.KernelWidth, shape.StrideWidth, shape.PaddingWidth, shape.DilationWidth, false));

    private void Prepare(LanesAxis vertical, LanesAxis horizontal, int groups, int inputs, int outputs, int multipleRows, int bandFloats)
    {
        (_vertical, _horizontal, Groups, Inputs, Outputs) = (vertical, horizontal, groups, inputs, outputs);
        (int top, int bottom) = vertical.Reach();
        (int left, int right) = horizontal.Reach();
        (_top, _left, _reachHeight) = (top, left, bottom - top + 1);
        int rows = vertical.Length(0);
        _viewWidth = ((horizontal.Length(0) - 1) * horizontal.InStep) + right - left + 1;
        int height = ViewRows(rows);
        bool inside = top >= 0 && left >= 0 && top + height <= vertical.From && left + _viewWidth <= horizontal.From;
        _direct = inside && (inputs <= 4 || (vertical.From * horizontal.From) % 16 != 0);
        ChooseBands(rows, multipleRows, bandFloats);
        int span = _reachHeight * ((6 * horizontal.InStep) + right - left);
        int most = Math.Max(1, TileVectors / span);
        int blocks = (inputs + most - 1) / most;
        ChannelBlock = (inputs + blocks - 1) / blocks;
    }

    private void ChooseBands(int rows, int multiple, int bandFloats)
    {
        int fitting = rows;
        if (!_direct)
            fitting = Math.Min(fitting, 1 + (((ViewFloats / (Inputs * _viewWidth * Lanes.Count)) - _reachHeight) / _vertical.InStep));
        fitting = Math.Min(fitting, bandFloats / (Outputs * _horizontal.To * _vertical.OutStep * Lanes.Count));
        int fewest = Math.Min(rows, (FewestPixels + _horizontal.Length(0) - 1) / _horizontal.Length(0));
        fitting = Math.Max(Math.Max(fitting, fewest) / multiple, 1) * multiple;
        Bands = (rows + fitting - 1) / fitting;
        int even = (rows + Bands - 1) / Bands;
        BandRows = (even + multiple - 1) / multiple * multiple;
        Bands = (rows + BandRows - 1) / BandRows;
    }
}
