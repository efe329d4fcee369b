using Anneal.Threads;

namespace Anneal.Tensors.Kernels;

/// <summary>Work on the planes of images in lanes, each on its own: a plane is one channel of 16 images.</summary>
internal abstract class LanesPlanesJob : Job
{
    // Numbers that a thread works on in some 20 microseconds.
    private const int Worthwhile = 64 * 1024;

    private int _planes;
    private int _planesPerChunk;

    /// <summary>Bits of a vector.</summary>
    protected int Width { get; private set; }

    /// <summary>Does planes of so many numbers.</summary>
    protected void Run(int planes, long planeLength, int threads)
    {
        Width = LanesWidth.Current;
        _planes = planes;
        _planesPerChunk = (int)Math.Clamp(Worthwhile / 2 / Math.Max(planeLength, 1), 1, Math.Max(planes, 1));
        Workers.Run(this, (planes + _planesPerChunk - 1) / _planesPerChunk, planes * planeLength < 2 * Worthwhile ? 1 : threads);
    }

    protected sealed override void Chunk(int index) => Planes(index * _planesPerChunk, Math.Min((index + 1) * _planesPerChunk, _planes));

    /// <summary>Does the planes from one to before another.</summary>
    protected abstract void Planes(int from, int to);
}
