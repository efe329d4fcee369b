using System.Runtime.CompilerServices;

namespace Anneal.Tensors.Kernels;

/// <summary>The loops of a convolution: sums of outputs × pixels stay in registers over all taps.</summary>
internal readonly unsafe struct LanesTileKernel : ILanesKernel<LanesTile>
{
    /// <summary>Four outputs at six pixels, or at three.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Four<TVector, TLanes, TSize>(LanesTile* tile)
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>
        where TSize : struct, ITileSize
    {
        float* input = tile->Input;
        int* pixels = tile->Pixels;
        float* p0 = input + pixels[0];
        float* p1 = input + pixels[1];
        float* p2 = input + pixels[2];
        float* p3 = TSize.Whole ? input + pixels[3] : p0;
        float* p4 = TSize.Whole ? input + pixels[4] : p0;
        float* p5 = TSize.Whole ? input + pixels[5] : p0;
        TVector a0 = TLanes.Broadcast(0);
        TVector a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0;
        TVector b0 = a0, b1 = a0, b2 = a0, b3 = a0, b4 = a0, b5 = a0;
        TVector c0 = a0, c1 = a0, c2 = a0, c3 = a0, c4 = a0, c5 = a0;
        TVector d0 = a0, d1 = a0, d2 = a0, d3 = a0, d4 = a0, d5 = a0;
        int* tap = tile->Taps;
        int* end = tap + (2 * (nint)tile->TapCount);
        float* all = tile->Weights;
        for (; tap < end; tap += 2)
        {
            nint at = tap[0];
            float* weights = all + ((nint)tap[1] * 4);
            TVector x0 = TLanes.Load(p0 + at);
            TVector x1 = TLanes.Load(p1 + at);
            TVector x2 = TLanes.Load(p2 + at);
            TVector x3 = TSize.Whole ? TLanes.Load(p3 + at) : x0;
            TVector x4 = TSize.Whole ? TLanes.Load(p4 + at) : x0;
            TVector x5 = TSize.Whole ? TLanes.Load(p5 + at) : x0;
            TVector w = TLanes.Broadcast(weights[0]);
            a0 = TLanes.MultiplyAdd(x0, w, a0);
            a1 = TLanes.MultiplyAdd(x1, w, a1);
            a2 = TLanes.MultiplyAdd(x2, w, a2);
            if (TSize.Whole)
            {
                a3 = TLanes.MultiplyAdd(x3, w, a3);
                a4 = TLanes.MultiplyAdd(x4, w, a4);
                a5 = TLanes.MultiplyAdd(x5, w, a5);
            }

            w = TLanes.Broadcast(weights[1]);
            b0 = TLanes.MultiplyAdd(x0, w, b0);
            b1 = TLanes.MultiplyAdd(x1, w, b1);
            b2 = TLanes.MultiplyAdd(x2, w, b2);
            if (TSize.Whole)
            {
                b3 = TLanes.MultiplyAdd(x3, w, b3);
                b4 = TLanes.MultiplyAdd(x4, w, b4);
                b5 = TLanes.MultiplyAdd(x5, w, b5);
            }

            w = TLanes.Broadcast(weights[2]);
            c0 = TLanes.MultiplyAdd(x0, w, c0);
            c1 = TLanes.MultiplyAdd(x1, w, c1);
            c2 = TLanes.MultiplyAdd(x2, w, c2);
            if (TSize.Whole)
            {
                c3 = TLanes.MultiplyAdd(x3, w, c3);
                c4 = TLanes.MultiplyAdd(x4, w, c4);
                c5 = TLanes.MultiplyAdd(x5, w, c5);
            }

            w = TLanes.Broadcast(weights[3]);
            d0 = TLanes.MultiplyAdd(x0, w, d0);
            d1 = TLanes.MultiplyAdd(x1, w, d1);
            d2 = TLanes.MultiplyAdd(x2, w, d2);
            if (TSize.Whole)
            {
                d3 = TLanes.MultiplyAdd(x3, w, d3);
                d4 = TLanes.MultiplyAdd(x4, w, d4);
                d5 = TLanes.MultiplyAdd(x5, w, d5);
            }
        }

        End<TVector, TLanes>(tile, 0, 0, a0, a1, a2);
        End<TVector, TLanes>(tile, 1, 0, b0, b1, b2);
        End<TVector, TLanes>(tile, 2, 0, c0, c1, c2);
        End<TVector, TLanes>(tile, 3, 0, d0, d1, d2);
        if (!TSize.Whole)
            return;
        End<TVector, TLanes>(tile, 0, 3, a3, a4, a5);
        End<TVector, TLanes>(tile, 1, 3, b3, b4, b5);
        End<TVector, TLanes>(tile, 2, 3, c3, c4, c5);
        End<TVector, TLanes>(tile, 3, 3, d3, d4, d5);
    }

    /// <summary>Three, two or one outputs at eight pixels, or at four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Few<TVector, TLanes, TSize>(LanesTile* tile)
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>
        where TSize : struct, ITileSize
    {
        float* input = tile->Input;
        int* pixels = tile->Pixels;
        float* p0 = input + pixels[0];
        float* p1 = input + pixels[1];
        float* p2 = input + pixels[2];
        float* p3 = input + pixels[3];
        float* p4 = TSize.Whole ? input + pixels[4] : p0;
        float* p5 = TSize.Whole ? input + pixels[5] : p0;
        float* p6 = TSize.Whole ? input + pixels[6] : p0;
        float* p7 = TSize.Whole ? input + pixels[7] : p0;
        TVector a0 = TLanes.Broadcast(0);
        TVector a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
        TVector b0 = a0, b1 = a0, b2 = a0, b3 = a0, b4 = a0, b5 = a0, b6 = a0, b7 = a0;
        TVector c0 = a0, c1 = a0, c2 = a0, c3 = a0, c4 = a0, c5 = a0, c6 = a0, c7 = a0;
        int* tap = tile->Taps;
        int* end = tap + (2 * (nint)tile->TapCount);
        float* all = tile->Weights;
        for (; tap < end; tap += 2)
        {
            nint at = tap[0];
            float* weights = all + ((nint)tap[1] * TSize.Rows);
            TVector w0 = TLanes.Broadcast(weights[0]);
            TVector w1 = TSize.Rows > 1 ? TLanes.Broadcast(weights[1]) : w0;
            TVector w2 = TSize.Rows > 2 ? TLanes.Broadcast(weights[2]) : w0;
            TVector x = TLanes.Load(p0 + at);
            a0 = TLanes.MultiplyAdd(x, w0, a0);
            b0 = TSize.Rows > 1 ? TLanes.MultiplyAdd(x, w1, b0) : b0;
            c0 = TSize.Rows > 2 ? TLanes.MultiplyAdd(x, w2, c0) : c0;
            x = TLanes.Load(p1 + at);
            a1 = TLanes.MultiplyAdd(x, w0, a1);
            b1 = TSize.Rows > 1 ? TLanes.MultiplyAdd(x, w1, b1) : b1;
            c1 = TSize.Rows > 2 ? TLanes.MultiplyAdd(x, w2, c1) : c1;
            x = TLanes.Load(p2 + at);
            a2 = TLanes.MultiplyAdd(x, w0, a2);
            b2 = TSize.Rows > 1 ? TLanes.MultiplyAdd(x, w1, b2) : b2;
            c2 = TSize.Rows > 2 ? TLanes.MultiplyAdd(x, w2, c2) : c2;
            x = TLanes.Load(p3 + at);
            a3 = TLanes.MultiplyAdd(x, w0, a3);
            b3 = TSize.Rows > 1 ? TLanes.MultiplyAdd(x, w1, b3) : b3;
            c3 = TSize.Rows > 2 ? TLanes.MultiplyAdd(x, w2, c3) : c3;
            if (TSize.Whole)
            {
                x = TLanes.Load(p4 + at);
                a4 = TLanes.MultiplyAdd(x, w0, a4);
                b4 = TSize.Rows > 1 ? TLanes.MultiplyAdd(x, w1, b4) : b4;
                c4 = TSize.Rows > 2 ? TLanes.MultiplyAdd(x, w2, c4) : c4;
                x = TLanes.Load(p5 + at);
                a5 = TLanes.MultiplyAdd(x, w0, a5);
                b5 = TSize.Rows > 1 ? TLanes.MultiplyAdd(x, w1, b5) : b5;
                c5 = TSize.Rows > 2 ? TLanes.MultiplyAdd(x, w2, c5) : c5;
                x = TLanes.Load(p6 + at);
                a6 = TLanes.MultiplyAdd(x, w0, a6);
                b6 = TSize.Rows > 1 ? TLanes.MultiplyAdd(x, w1, b6) : b6;
                c6 = TSize.Rows > 2 ? TLanes.MultiplyAdd(x, w2, c6) : c6;
                x = TLanes.Load(p7 + at);
                a7 = TLanes.MultiplyAdd(x, w0, a7);
                b7 = TSize.Rows > 1 ? TLanes.MultiplyAdd(x, w1, b7) : b7;
                c7 = TSize.Rows > 2 ? TLanes.MultiplyAdd(x, w2, c7) : c7;
            }
        }

        End<TVector, TLanes>(tile, 0, 0, a0, a1, a2, a3);
        if (TSize.Rows > 1)
            End<TVector, TLanes>(tile, 1, 0, b0, b1, b2, b3);
        if (TSize.Rows > 2)
            End<TVector, TLanes>(tile, 2, 0, c0, c1, c2, c3);
        if (!TSize.Whole)
            return;
        End<TVector, TLanes>(tile, 0, 4, a4, a5, a6, a7);
        if (TSize.Rows > 1)
            End<TVector, TLanes>(tile, 1, 4, b4, b5, b6, b7);
        if (TSize.Rows > 2)
            End<TVector, TLanes>(tile, 2, 4, c4, c5, c6, c7);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void End<TVector, TLanes>(LanesTile* tile, int row, int column, TVector s0, TVector s1, TVector s2, TVector s3)
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>
    {
        End<TVector, TLanes>(tile, row, column, s0, s1, s2);
        EndOne<TVector, TLanes>(tile, row, column + 3, s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void End<TVector, TLanes>(LanesTile* tile, int row, int column, TVector s0, TVector s1, TVector s2)
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>
    {
        EndOne<TVector, TLanes>(tile, row, column, s0);
        EndOne<TVector, TLanes>(tile, row, column + 1, s1);
        EndOne<TVector, TLanes>(tile, row, column + 2, s2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EndOne<TVector, TLanes>(LanesTile* tile, int row, int column, TVector sum)
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>
    {
        if (column >= tile->Count)
            return;
        float* to = tile->Output + (row * tile->Plane) + tile->Places[column];
        if (tile->Add)
            sum = TLanes.Add(sum, TLanes.Load(to));
        else if (tile->Bias != null)
            sum = TLanes.Add(sum, TLanes.Broadcast(tile->Bias[row]));
        TLanes.Store(tile->Relu ? TLanes.Relu(sum) : sum, to);
    }
}
