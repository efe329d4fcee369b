using System.Runtime.CompilerServices;

namespace Anneal.Tensors.Kernels;

/// <summary>The loops of the gradient of the weights: sums of outputs × taps stay in registers over all pixels.</summary>
internal readonly unsafe struct LanesWeightKernel : ILanesKernel<LanesWeightTile>
{
    /// <summary>Four outputs and six taps, or three.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Four<TVector, TLanes, TSize>(LanesWeightTile* tile)
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>
        where TSize : struct, ITileSize
    {
        float* input = tile->Input;
        int* taps = tile->Taps;
        float* p0 = input + taps[0];
        float* p1 = input + taps[1];
        float* p2 = input + taps[2];
        float* p3 = TSize.Whole ? input + taps[3] : p0;
        float* p4 = TSize.Whole ? input + taps[4] : p0;
        float* p5 = TSize.Whole ? input + taps[5] : p0;
        TVector a0 = TLanes.Broadcast(0);
        TVector a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0;
        TVector b0 = a0, b1 = a0, b2 = a0, b3 = a0, b4 = a0, b5 = a0;
        TVector c0 = a0, c1 = a0, c2 = a0, c3 = a0, c4 = a0, c5 = a0;
        TVector d0 = a0, d1 = a0, d2 = a0, d3 = a0, d4 = a0, d5 = a0;
        float* gradient = tile->Gradient;
        nint plane = tile->Plane;
        nint step = tile->Step;
        nint third = 3 * plane;
        int* pixel = tile->Pixels;
        int* end = pixel + tile->PixelCount;
        for (; pixel < end; pixel++)
        {
            nint at = *pixel;
            TVector g0 = TLanes.Load(gradient);
            TVector g1 = TLanes.Load(gradient + plane);
            TVector g2 = TLanes.Load(gradient + (2 * plane));
            TVector g3 = TLanes.Load(gradient + third);
            TVector x = TLanes.Load(p0 + at);
            a0 = TLanes.MultiplyAdd(x, g0, a0);
            b0 = TLanes.MultiplyAdd(x, g1, b0);
            c0 = TLanes.MultiplyAdd(x, g2, c0);
            d0 = TLanes.MultiplyAdd(x, g3, d0);
            x = TLanes.Load(p1 + at);
            a1 = TLanes.MultiplyAdd(x, g0, a1);
            b1 = TLanes.MultiplyAdd(x, g1, b1);
            c1 = TLanes.MultiplyAdd(x, g2, c1);
            d1 = TLanes.MultiplyAdd(x, g3, d1);
            x = TLanes.Load(p2 + at);
            a2 = TLanes.MultiplyAdd(x, g0, a2);
            b2 = TLanes.MultiplyAdd(x, g1, b2);
            c2 = TLanes.MultiplyAdd(x, g2, c2);
            d2 = TLanes.MultiplyAdd(x, g3, d2);
            if (TSize.Whole)
            {
                x = TLanes.Load(p3 + at);
                a3 = TLanes.MultiplyAdd(x, g0, a3);
                b3 = TLanes.MultiplyAdd(x, g1, b3);
                c3 = TLanes.MultiplyAdd(x, g2, c3);
                d3 = TLanes.MultiplyAdd(x, g3, d3);
                x = TLanes.Load(p4 + at);
                a4 = TLanes.MultiplyAdd(x, g0, a4);
                b4 = TLanes.MultiplyAdd(x, g1, b4);
                c4 = TLanes.MultiplyAdd(x, g2, c4);
                d4 = TLanes.MultiplyAdd(x, g3, d4);
                x = TLanes.Load(p5 + at);
                a5 = TLanes.MultiplyAdd(x, g0, a5);
                b5 = TLanes.MultiplyAdd(x, g1, b5);
                c5 = TLanes.MultiplyAdd(x, g2, c5);
                d5 = TLanes.MultiplyAdd(x, g3, d5);
            }

            gradient += step;
        }

        float* sums = tile->Sums;
        TLanes.Store(a0, sums + (0 * Lanes.Count));
        TLanes.Store(a1, sums + (1 * Lanes.Count));
        TLanes.Store(a2, sums + (2 * Lanes.Count));
        if (TSize.Whole)
        {
            TLanes.Store(a3, sums + (3 * Lanes.Count));
            TLanes.Store(a4, sums + (4 * Lanes.Count));
            TLanes.Store(a5, sums + (5 * Lanes.Count));
        }

        TLanes.Store(b0, sums + (8 * Lanes.Count));
        TLanes.Store(b1, sums + (9 * Lanes.Count));
        TLanes.Store(b2, sums + (10 * Lanes.Count));
        if (TSize.Whole)
        {
            TLanes.Store(b3, sums + (11 * Lanes.Count));
            TLanes.Store(b4, sums + (12 * Lanes.Count));
            TLanes.Store(b5, sums + (13 * Lanes.Count));
        }

        TLanes.Store(c0, sums + (16 * Lanes.Count));
        TLanes.Store(c1, sums + (17 * Lanes.Count));
        TLanes.Store(c2, sums + (18 * Lanes.Count));
        if (TSize.Whole)
        {
            TLanes.Store(c3, sums + (19 * Lanes.Count));
            TLanes.Store(c4, sums + (20 * Lanes.Count));
            TLanes.Store(c5, sums + (21 * Lanes.Count));
        }

        TLanes.Store(d0, sums + (24 * Lanes.Count));
        TLanes.Store(d1, sums + (25 * Lanes.Count));
        TLanes.Store(d2, sums + (26 * Lanes.Count));
        if (TSize.Whole)
        {
            TLanes.Store(d3, sums + (27 * Lanes.Count));
            TLanes.Store(d4, sums + (28 * Lanes.Count));
            TLanes.Store(d5, sums + (29 * Lanes.Count));
        }
    }

    /// <summary>Three, two or one outputs and eight taps, or four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Few<TVector, TLanes, TSize>(LanesWeightTile* tile)
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>
        where TSize : struct, ITileSize
    {
        float* input = tile->Input;
        int* taps = tile->Taps;
        float* p0 = input + taps[0];
        float* p1 = input + taps[1];
        float* p2 = input + taps[2];
        float* p3 = input + taps[3];
        float* p4 = TSize.Whole ? input + taps[4] : p0;
        float* p5 = TSize.Whole ? input + taps[5] : p0;
        float* p6 = TSize.Whole ? input + taps[6] : p0;
        float* p7 = TSize.Whole ? input + taps[7] : p0;
        TVector a0 = TLanes.Broadcast(0);
        TVector a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
        TVector b0 = a0, b1 = a0, b2 = a0, b3 = a0, b4 = a0, b5 = a0, b6 = a0, b7 = a0;
        TVector c0 = a0, c1 = a0, c2 = a0, c3 = a0, c4 = a0, c5 = a0, c6 = a0, c7 = a0;
        float* gradient = tile->Gradient;
        nint plane = tile->Plane;
        nint step = tile->Step;
        int* pixel = tile->Pixels;
        int* end = pixel + tile->PixelCount;
        for (; pixel < end; pixel++)
        {
            nint at = *pixel;
            TVector g0 = TLanes.Load(gradient);
            TVector g1 = TSize.Rows > 1 ? TLanes.Load(gradient + plane) : g0;
            TVector g2 = TSize.Rows > 2 ? TLanes.Load(gradient + (2 * plane)) : g0;
            TVector x = TLanes.Load(p0 + at);
            a0 = TLanes.MultiplyAdd(x, g0, a0);
            b0 = TSize.Rows > 1 ? TLanes.MultiplyAdd(x, g1, b0) : b0;
            c0 = TSize.Rows > 2 ? TLanes.MultiplyAdd(x, g2, c0) : c0;
            x = TLanes.Load(p1 + at);
            a1 = TLanes.MultiplyAdd(x, g0, a1);
            b1 = TSize.Rows > 1 ? TLanes.MultiplyAdd(x, g1, b1) : b1;
            c1 = TSize.Rows > 2 ? TLanes.MultiplyAdd(x, g2, c1) : c1;
            x = TLanes.Load(p2 + at);
            a2 = TLanes.MultiplyAdd(x, g0, a2);
            b2 = TSize.Rows > 1 ? TLanes.MultiplyAdd(x, g1, b2) : b2;
            c2 = TSize.Rows > 2 ? TLanes.MultiplyAdd(x, g2, c2) : c2;
            x = TLanes.Load(p3 + at);
            a3 = TLanes.MultiplyAdd(x, g0, a3);
            b3 = TSize.Rows > 1 ? TLanes.MultiplyAdd(x, g1, b3) : b3;
            c3 = TSize.Rows > 2 ? TLanes.MultiplyAdd(x, g2, c3) : c3;
            if (TSize.Whole)
            {
                x = TLanes.Load(p4 + at);
                a4 = TLanes.MultiplyAdd(x, g0, a4);
                b4 = TSize.Rows > 1 ? TLanes.MultiplyAdd(x, g1, b4) : b4;
                c4 = TSize.Rows > 2 ? TLanes.MultiplyAdd(x, g2, c4) : c4;
                x = TLanes.Load(p5 + at);
                a5 = TLanes.MultiplyAdd(x, g0, a5);
                b5 = TSize.Rows > 1 ? TLanes.MultiplyAdd(x, g1, b5) : b5;
                c5 = TSize.Rows > 2 ? TLanes.MultiplyAdd(x, g2, c5) : c5;
                x = TLanes.Load(p6 + at);
                a6 = TLanes.MultiplyAdd(x, g0, a6);
                b6 = TSize.Rows > 1 ? TLanes.MultiplyAdd(x, g1, b6) : b6;
                c6 = TSize.Rows > 2 ? TLanes.MultiplyAdd(x, g2, c6) : c6;
                x = TLanes.Load(p7 + at);
                a7 = TLanes.MultiplyAdd(x, g0, a7);
                b7 = TSize.Rows > 1 ? TLanes.MultiplyAdd(x, g1, b7) : b7;
                c7 = TSize.Rows > 2 ? TLanes.MultiplyAdd(x, g2, c7) : c7;
            }

            gradient += step;
        }

        float* sums = tile->Sums;
        TLanes.Store(a0, sums + (0 * Lanes.Count));
        TLanes.Store(a1, sums + (1 * Lanes.Count));
        TLanes.Store(a2, sums + (2 * Lanes.Count));
        TLanes.Store(a3, sums + (3 * Lanes.Count));
        if (TSize.Whole)
        {
            TLanes.Store(a4, sums + (4 * Lanes.Count));
            TLanes.Store(a5, sums + (5 * Lanes.Count));
            TLanes.Store(a6, sums + (6 * Lanes.Count));
            TLanes.Store(a7, sums + (7 * Lanes.Count));
        }

        if (TSize.Rows > 1)
        {
            TLanes.Store(b0, sums + (8 * Lanes.Count));
            TLanes.Store(b1, sums + (9 * Lanes.Count));
            TLanes.Store(b2, sums + (10 * Lanes.Count));
            TLanes.Store(b3, sums + (11 * Lanes.Count));
            if (TSize.Whole)
            {
                TLanes.Store(b4, sums + (12 * Lanes.Count));
                TLanes.Store(b5, sums + (13 * Lanes.Count));
                TLanes.Store(b6, sums + (14 * Lanes.Count));
                TLanes.Store(b7, sums + (15 * Lanes.Count));
            }
        }

        if (TSize.Rows > 2)
        {
            TLanes.Store(c0, sums + (16 * Lanes.Count));
            TLanes.Store(c1, sums + (17 * Lanes.Count));
            TLanes.Store(c2, sums + (18 * Lanes.Count));
            TLanes.Store(c3, sums + (19 * Lanes.Count));
            if (TSize.Whole)
            {
                TLanes.Store(c4, sums + (20 * Lanes.Count));
                TLanes.Store(c5, sums + (21 * Lanes.Count));
                TLanes.Store(c6, sums + (22 * Lanes.Count));
                TLanes.Store(c7, sums + (23 * Lanes.Count));
            }
        }
    }
}
