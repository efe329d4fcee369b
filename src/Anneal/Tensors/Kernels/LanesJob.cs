using System.Runtime.Intrinsics;
using Anneal.Threads;

namespace Anneal.Tensors.Kernels;

/// <summary>Work on images in lanes, with vectors of the machine's width whichever thread does it.</summary>
internal abstract class LanesJob : Job
{
    private int _width;

    /// <summary>Does all chunks.</summary>
    protected void Start(int chunks, int threads)
    {
        _width = LanesWidth.Current;
        Workers.Run(this, chunks, threads);
    }

    protected sealed override void Chunk(int index)
    {
        switch (_width)
        {
            case 512:
                Compute<Vector512<float>, Lanes512>(index);
                break;
            case 256:
                Compute<Vector256<float>, Lanes256>(index);
                break;
            default:
                Compute<Vector128<float>, Lanes128>(index);
                break;
        }
    }

    /// <summary>Does one chunk.</summary>
    protected abstract void Compute<TVector, TLanes>(int index)
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>;
}
