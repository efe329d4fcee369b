using System.Runtime.CompilerServices;

namespace Anneal.Tensors.Kernels;

/// <summary>The largest number of every window, of images in lanes.</summary>
/// <remarks>Of equal numbers the first counts; a number that is none wins, as in PyTorch.</remarks>
internal sealed unsafe class LanesMaxPool : LanesPlanesJob
{
    [ThreadStatic]
    private static LanesMaxPool? _own;

    private PoolShape _shape;
    private float* _input;
    private float* _output;
    private ushort* _positions;
    private bool _backward;
    private bool _add;

    /// <summary>output = max over windows; positions = which of the window's numbers it was, counted row by row within what lies inside the image.</summary>
    /// <param name="planes">Blocks · channels.</param>
    /// <param name="shape">Windows of at most 65,535 numbers.</param>
    /// <param name="input">In lanes.</param>
    /// <param name="output">In lanes.</param>
    /// <param name="positions">As many as outputs.</param>
    /// <param name="threads">At most.</param>
    public static void Forward(int planes, in PoolShape shape, float* input, float* output, ushort* positions, int threads)
        => Run(planes, shape, input, output, positions, backward: false, add: false, threads);

    /// <summary>The gradient of the input: that of each window goes to its largest number.</summary>
    public static void Backward(int planes, in PoolShape shape, float* outputGradient, ushort* positions, float* inputGradient, bool add, int threads)
        => Run(planes, shape, inputGradient, outputGradient, positions, backward: true, add, threads);

    private static void Run(int planes, in PoolShape shape, float* input, float* output, ushort* positions, bool backward, bool add, int threads)
    {
        LanesMaxPool job = _own ??= new();
        job._shape = shape;
        job._input = input;
        job._output = output;
        job._positions = positions;
        job._backward = backward;
        job._add = add;
        job.Run(planes, (long)shape.Height * shape.Width * Lanes.Count, threads);
    }

    protected override void Plane<TVector, TLanes>(int plane)
    {
        nint inputs = (nint)_shape.Height * _shape.Width * Lanes.Count;
        nint outputs = (nint)_shape.OutputHeight * _shape.OutputWidth * Lanes.Count;
        float* input = _input + (plane * inputs);
        float* output = _output + (plane * outputs);
        ushort* positions = _positions + (plane * outputs);
        if (_backward && !_add)
            new Span<float>(input, (int)inputs).Clear();
        for (int i = 0; i < _shape.OutputHeight; i++)
        {
            (int top, int bottom) = _shape.Rows(i);
            for (int j = 0; j < _shape.OutputWidth; j++)
            {
                (int left, int right) = _shape.Columns(j);
                float* window = input + (((nint)top * _shape.Width) + left) * Lanes.Count;
                for (int lane = 0; lane < Lanes.Count; lane += TLanes.Count)
                {
                    if (_backward)
                        Scatter<TVector, TLanes>(window + lane, _shape.RowCount(top, bottom), _shape.ColumnCount(left, right), output + lane, positions + lane);
                    else
                        Largest<TVector, TLanes>(window + lane, _shape.RowCount(top, bottom), _shape.ColumnCount(left, right), output + lane, positions + lane);
                }

                output += Lanes.Count;
                positions += Lanes.Count;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Largest<TVector, TLanes>(float* window, int rows, int columns, float* output, ushort* positions)
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>
    {
        TVector best = TLanes.Load(window);
        TVector position = TLanes.Broadcast(0);
        TVector one = TLanes.Broadcast(1);
        TVector at = position;
        for (int i = 0; i < rows; i++)
        {
            float* row = window + ((nint)i * _shape.DilationHeight * _shape.Width * Lanes.Count);
            for (int j = 0; j < columns; j++)
            {
                TLanes.KeepLarger(ref best, ref position, TLanes.Load(row + (j * _shape.DilationWidth * Lanes.Count)), at);
                at = TLanes.Add(at, one);
            }
        }

        TLanes.Store(best, output);
        TLanes.Store(position, positions);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Scatter<TVector, TLanes>(float* window, int rows, int columns, float* gradient, ushort* positions)
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>
    {
        TVector value = TLanes.Load(gradient);
        TVector position = TLanes.Load(positions);
        TVector one = TLanes.Broadcast(1);
        TVector at = TLanes.Broadcast(0);
        for (int i = 0; i < rows; i++)
        {
            float* row = window + ((nint)i * _shape.DilationHeight * _shape.Width * Lanes.Count);
            for (int j = 0; j < columns; j++)
            {
                float* to = row + (j * _shape.DilationWidth * Lanes.Count);
                TLanes.Store(TLanes.Add(TLanes.Load(to), TLanes.WhereEqual(position, at, value)), to);
                at = TLanes.Add(at, one);
            }
        }
    }
}
