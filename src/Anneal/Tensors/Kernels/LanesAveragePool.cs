using System.Runtime.CompilerServices;

namespace Anneal.Tensors.Kernels;

/// <summary>The average of every window, of images in lanes.</summary>
internal sealed unsafe class LanesAveragePool : LanesPlanesJob
{
    [ThreadStatic]
    private static LanesAveragePool? _own;

    private PoolShape _shape;
    private float* _input;
    private float* _output;
    private bool _backward;
    private bool _add;

    /// <summary>output = average over windows.</summary>
    /// <param name="planes">Blocks · channels.</param>
    /// <param name="shape">The windows.</param>
    /// <param name="input">In lanes.</param>
    /// <param name="output">In lanes.</param>
    /// <param name="threads">At most.</param>
    public static void Forward(int planes, in PoolShape shape, float* input, float* output, int threads)
        => Run(planes, shape, input, output, backward: false, add: false, threads);

    /// <summary>The gradient of the input: that of each window is shared out evenly.</summary>
    public static void Backward(int planes, in PoolShape shape, float* outputGradient, float* inputGradient, bool add, int threads)
        => Run(planes, shape, inputGradient, outputGradient, backward: true, add, threads);

    private static void Run(int planes, in PoolShape shape, float* input, float* output, bool backward, bool add, int threads)
    {
        LanesAveragePool job = _own ??= new();
        job._shape = shape;
        job._input = input;
        job._output = output;
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
        if (_backward && !_add)
            new Span<float>(input, (int)inputs).Clear();
        for (int i = 0; i < _shape.OutputHeight; i++)
        {
            (int top, int bottom) = _shape.Rows(i);
            for (int j = 0; j < _shape.OutputWidth; j++, output += Lanes.Count)
            {
                (int left, int right) = _shape.Columns(j);
                float share = 1f / _shape.Divisor(i, j);
                float* window = input + (((nint)top * _shape.Width) + left) * Lanes.Count;
                for (int lane = 0; lane < Lanes.Count; lane += TLanes.Count)
                {
                    if (_backward)
                        Spread<TVector, TLanes>(window + lane, bottom - top, right - left, share, output + lane);
                    else
                        Average<TVector, TLanes>(window + lane, bottom - top, right - left, share, output + lane);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Average<TVector, TLanes>(float* window, int rows, int columns, float share, float* output)
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>
    {
        TVector sum = TLanes.Broadcast(0);
        for (int i = 0; i < rows; i++)
        {
            float* row = window + ((nint)i * _shape.Width * Lanes.Count);
            for (int j = 0; j < columns; j++)
                sum = TLanes.Add(sum, TLanes.Load(row + (j * Lanes.Count)));
        }

        TLanes.Store(TLanes.Multiply(sum, TLanes.Broadcast(share)), output);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Spread<TVector, TLanes>(float* window, int rows, int columns, float share, float* gradient)
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>
    {
        TVector value = TLanes.Multiply(TLanes.Load(gradient), TLanes.Broadcast(share));
        for (int i = 0; i < rows; i++)
        {
            float* row = window + ((nint)i * _shape.Width * Lanes.Count);
            for (int j = 0; j < columns; j++)
            {
                float* to = row + (j * Lanes.Count);
                TLanes.Store(TLanes.Add(TLanes.Load(to), value), to);
            }
        }
    }
}
