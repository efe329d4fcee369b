using System.Runtime.CompilerServices;

namespace Anneal.Tensors.Kernels;

/// <summary>Carries gradients of windows that stand side by side to where each window's largest number was, and zeros everywhere else.</summary>
internal sealed unsafe class LanesUnpool : LanesPlanesJob
{
    [ThreadStatic]
    private static LanesUnpool? _own;

    private int _height;
    private int _width;
    private int _window;
    private float* _gradient;
    private byte* _positions;
    private float* _result;

    public static void Run(int planes, int height, int width, int window, float* gradient, byte* positions, float* result, int threads)
    {
        LanesUnpool job = _own ??= new();
        job._height = height;
        job._width = width;
        job._window = window;
        job._gradient = gradient;
        job._positions = positions;
        job._result = result;
        job.Run(planes, (long)height * width * Lanes.Count, threads);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    protected override void Plane<TVector, TLanes>(int plane)
    {
        int window = _window;
        (int rows, int columns) = (_height / window, _width / window);
        float* gradient = _gradient + ((nint)plane * rows * columns * Lanes.Count);
        byte* positions = _positions + ((nint)plane * rows * columns * Lanes.Count);
        float* to = _result + ((nint)plane * _height * _width * Lanes.Count);
        nint stride = (nint)_width * Lanes.Count;
        TVector zero = TLanes.Broadcast(0), one = TLanes.Broadcast(1);
        for (int i = 0; i < rows; i++, to += window * stride)
        {
            float* corner = to;
            for (int j = 0; j < columns; j++, corner += window * Lanes.Count)
            {
                for (int lane = 0; lane < Lanes.Count; lane += TLanes.Count)
                {
                    TVector value = TLanes.Load(gradient + lane);
                    TVector position = TLanes.Load(positions + lane);
                    TVector at = zero;
                    for (int k = 0; k < window; k++)
                    {
                        float* row = corner + (k * stride) + lane;
                        for (int l = 0; l < window; l++, row += Lanes.Count)
                        {
                            TLanes.Store(TLanes.WhereEqual(position, at, value), row);
                            at = TLanes.Add(at, one);
                        }
                    }
                }

                gradient += Lanes.Count;
                positions += Lanes.Count;
            }

            for (int k = 0; k < window; k++)
                new Span<float>(to + (k * stride) + ((nint)columns * window * Lanes.Count), (_width - (columns * window)) * Lanes.Count).Clear();
        }

        new Span<float>(to, (_height - (rows * window)) * _width * Lanes.Count).Clear();
    }
}
