using System.Runtime.CompilerServices;

namespace Anneal.Tensors.Kernels;

/// <summary>Convolution, bias, max(0, ·) and the largest of every square window in one: what the convolution gives never goes to memory.</summary>
/// <remarks>Windows stand side by side; rows and columns that fill none are left out. Cutting off before or after taking the largest gives the same.</remarks>
internal sealed unsafe class LanesConvolutionPool : LanesJob
{
    /// <summary>The position of a window whose largest number is not above 0: no gradient goes back.</summary>
    public const byte Dead = 255;

    // Outputs of a band, kept in the second-level cache.
    private const int BandFloats = 24 * 1024;

    [ThreadStatic]
    private static LanesConvolutionPool? _own;

    [ThreadStatic]
    private static KeptBuffer<float>? _scratch;

    private readonly LanesPlan _plan = new();
    private int _window;
    private int _height;
    private int _columns;
    private float* _input;
    private float* _bias;
    private float* _output;
    private byte* _positions;

    /// <summary>output = max over windows of max(0, bias + weight ⋆ input); positions = which of the window it was, row by row, or <see cref="Dead"/>.</summary>
    /// <param name="images">N.</param>
    /// <param name="shape">Of the convolution.</param>
    /// <param name="window">Rows and columns of a window, at most 15.</param>
    /// <param name="input">In lanes.</param>
    /// <param name="weight">[outputs, inputs / groups, kernel height, kernel width].</param>
    /// <param name="bias">One per output, or null.</param>
    /// <param name="output">In lanes, [outputs, ⌊height / window⌋, ⌊width / window⌋].</param>
    /// <param name="positions">As many as outputs.</param>
    /// <param name="threads">At most.</param>
    public static void Forward(int images, in ConvolutionShape shape, int window, float* input, float* weight, float* bias, float* output, byte* positions, int threads)
    {
        LanesConvolutionPool job = _own ??= new();
        job._plan.Forward(shape, weight, window, BandFloats);
        job._window = window;
        job._height = shape.OutputHeight / window;
        job._columns = shape.OutputWidth;
        job._input = input;
        job._bias = bias;
        job._output = output;
        job._positions = positions;
        job.Start(Lanes.Blocks(images) * shape.Groups * job._plan.Bands, LanesConvolution.Sensible(images, shape, threads));
    }

    /// <summary>The gradient of what the convolution gave, before it was cut off and pooled.</summary>
    /// <param name="images">N.</param>
    /// <param name="shape">Of the convolution.</param>
    /// <param name="window">Rows and columns of a window.</param>
    /// <param name="outputGradient">Of the pooled output, in lanes.</param>
    /// <param name="positions">From the way forward.</param>
    /// <param name="convolutionGradient">In lanes, [outputs, height, width]; overwritten.</param>
    /// <param name="threads">At most.</param>
    public static void Backward(int images, in ConvolutionShape shape, int window, float* outputGradient, byte* positions, float* convolutionGradient, int threads)
        => LanesUnpool.Run(Lanes.Blocks(images) * shape.Outputs, shape.OutputHeight, shape.OutputWidth, window, outputGradient, positions, convolutionGradient, threads);

    protected override void Compute<TVector, TLanes>(int index)
    {
        (index, int bandIndex) = Math.DivRem(index, _plan.Bands);
        (int block, int group) = Math.DivRem(index, _plan.Groups);
        int row = bandIndex * _plan.BandRows;
        nint plane = (nint)_plan.BandRows * _columns * Lanes.Count;
        float* scratch = (_scratch ??= new()).Get((plane * _plan.Outputs) + _plan.ViewLength);
        LanesBand band = new()
        {
            Plan = _plan,
            View = _plan.View(_input, block, group, row, _plan.BandRows, scratch + (plane * _plan.Outputs)),
            Group = group,
            Row = row,
            ToOutput = _plan.Outputs,
            Output = scratch,
            OutputPlane = plane,
            Bias = _bias == null ? null : _bias + (group * _plan.Outputs),
        };
        band.Run<TVector, TLanes>();
        int pooledRow = row / _window;
        int rows = Math.Min(_plan.BandRows / _window, _height - pooledRow);
        int pooledColumns = _columns / _window;
        nint first = (nint)index * _plan.Outputs;
        for (int output = 0; output < _plan.Outputs; output++)
        {
            for (int i = 0; i < rows; i++)
            {
                nint to = ((((first + output) * _height) + pooledRow + i) * pooledColumns) * Lanes.Count;
                float* from = scratch + (output * plane) + ((nint)i * _window * _columns * Lanes.Count);
                if (_window == 2)
                    PoolPairs<TVector, TLanes>(from, pooledColumns, _output + to, _positions + to);
                else
                    Pool<TVector, TLanes>(from, pooledColumns, _output + to, _positions + to);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void PoolPairs<TVector, TLanes>(float* from, int columns, float* to, byte* positions)
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>
    {
        TVector zero = TLanes.Broadcast(0), one = TLanes.Broadcast(1), two = TLanes.Broadcast(2), three = TLanes.Broadcast(3), dead = TLanes.Broadcast(Dead);
        float* below = from + ((nint)_columns * Lanes.Count);
        for (int i = 0; i < columns; i++)
        {
            for (int lane = 0; lane < Lanes.Count; lane += TLanes.Count)
            {
                TVector best = TLanes.Load(from + lane);
                TVector position = zero;
                TLanes.KeepLarger(ref best, ref position, TLanes.Load(from + Lanes.Count + lane), one);
                TLanes.KeepLarger(ref best, ref position, TLanes.Load(below + lane), two);
                TLanes.KeepLarger(ref best, ref position, TLanes.Load(below + Lanes.Count + lane), three);
                TLanes.Store(TLanes.Relu(best), to + lane);
                TLanes.Store(TLanes.WherePositive(best, position, dead), positions + lane);
            }

            from += 2 * Lanes.Count;
            below += 2 * Lanes.Count;
            to += Lanes.Count;
            positions += Lanes.Count;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Pool<TVector, TLanes>(float* from, int columns, float* to, byte* positions)
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>
    {
        int window = _window;
        nint rowStride = (nint)_columns * Lanes.Count;
        TVector one = TLanes.Broadcast(1);
        for (int i = 0; i < columns; i++)
        {
            for (int lane = 0; lane < Lanes.Count; lane += TLanes.Count)
            {
                TVector best = TLanes.Load(from + lane);
                TVector position = TLanes.Broadcast(0);
                TVector at = position;
                for (int j = 0; j < window * window; j++)
                {
                    TLanes.KeepLarger(ref best, ref position, TLanes.Load(from + (j / window * rowStride) + (j % window * Lanes.Count) + lane), at);
                    at = TLanes.Add(at, one);
                }

                TLanes.Store(TLanes.Relu(best), to + lane);
                TLanes.Store(TLanes.WherePositive(best, position, TLanes.Broadcast(Dead)), positions + lane);
            }

            from += window * Lanes.Count;
            to += Lanes.Count;
            positions += Lanes.Count;
        }
    }
}
