using System.Runtime.Intrinsics;
using Anneal.Threads;

namespace Anneal.Tensors.Kernels;

/// <summary>Work on the planes of images in lanes, each on its own: a plane is one channel of 16 images.</summary>
internal abstract class LanesPlanesJob : Job
{
    // Numbers that a thread works on in some 20 microseconds.
    private const int Worthwhile = 64 * 1024;

    private int _planes;
    private int _planesPerChunk;
    private int _width;

    /// <summary>Does planes of so many numbers.</summary>
    protected void Run(int planes, long planeLength, int threads)
    {
        _width = LanesWidth.Current;
        _planes = planes;
        _planesPerChunk = (int)Math.Clamp(Worthwhile / 2 / Math.Max(planeLength, 1), 1, Math.Max(planes, 1));
        Workers.Run(this, (planes + _planesPerChunk - 1) / _planesPerChunk, planes * planeLength < 2 * Worthwhile ? 1 : threads);
    }

    protected sealed override void Chunk(int index)
    {
        for (int plane = index * _planesPerChunk; plane < Math.Min((index + 1) * _planesPerChunk, _planes); plane++)
        {
            switch (_width)
            {
                case 512:
                    Plane<Vector512<float>, Lanes512>(plane);
                    break;
                case 256:
                    Plane<Vector256<float>, Lanes256>(plane);
                    break;
                default:
                    Plane<Vector128<float>, Lanes128>(plane);
                    break;
            }
        }
    }

    /// <summary>Does one plane, with vectors of the machine's width.</summary>
    protected abstract void Plane<TVector, TLanes>(int plane)
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>;
}
