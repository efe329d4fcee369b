namespace Anneal.Tensors.Kernels;

/// <summary>Work on the planes of images in lanes, each on its own: a plane is one channel of 16 images.</summary>
internal abstract class LanesPlanesJob : LanesJob
{
    // Numbers that a thread works on in some 20 microseconds.
    private const int Worthwhile = 64 * 1024;

    private int _planes;
    private int _planesPerChunk;

    /// <summary>Does planes of so many numbers.</summary>
    protected void Run(int planes, long planeLength, int threads)
    {
        _planes = planes;
        _planesPerChunk = (int)Math.Clamp(Worthwhile / 2 / Math.Max(planeLength, 1), 1, Math.Max(planes, 1));
        Start((planes + _planesPerChunk - 1) / _planesPerChunk, planes * planeLength < 2 * Worthwhile ? 1 : threads);
    }

    protected sealed override void Compute<TVector, TLanes>(int index)
    {
        for (int plane = index * _planesPerChunk; plane < Math.Min((index + 1) * _planesPerChunk, _planes); plane++)
            Plane<TVector, TLanes>(plane);
    }

    /// <summary>Does one plane, with vectors of the machine's width.</summary>
    protected abstract void Plane<TVector, TLanes>(int plane)
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>;
}
