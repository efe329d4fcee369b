using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Anneal.Tensors.Kernels;

/// <summary>What some rows of one block of images and one group add to the gradients of weights and bias.</summary>
internal unsafe struct LanesWeightBand
{
    // Taps of a tile with four outputs, and of one with fewer.
    private const int FourWide = 6;
    private const int FewWide = 8;

    // For so many taps it pays to lay the gradients of a tile's outputs side by side first.
    private const int ManyTaps = 96;

    public LanesPlan Plan;

    /// <summary>What <see cref="LanesPlan.View"/> gave.</summary>
    public float* View;

    /// <summary>The gradient of the group's first plane, at the band's first row.</summary>
    public float* Gradient;

    /// <summary>Room for four planes of the band.</summary>
    public float* Scratch;

    /// <summary>The first of the rows.</summary>
    public int Row;

    /// <summary>The first of the group's outputs to sum for.</summary>
    public int FromOutput;

    /// <summary>The one after the last.</summary>
    public int ToOutput;

    /// <summary>The group's weights' gradient.</summary>
    public float* Weights;

    /// <summary>The group's biases' gradient.</summary>
    public float* Bias;

    public readonly void Add<TVector, TLanes>()
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>
    {
        ref LanesPhase phase = ref Plan.Phase(0);
        int end = Math.Min(phase.Rows, Row + Plan.BandRows);
        float* sums = stackalloc float[4 * LanesWeightTile.Columns * Lanes.Count];
        int* places = stackalloc int[FewWide];
        int* numbers = stackalloc int[FewWide];
        LanesWeightTile tile;
        tile.Sums = sums;
        tile.Taps = places;
        for (int output = FromOutput, rows; output < ToOutput; output += rows)
        {
            rows = LanesPlan.TileOutputs(Plan.Outputs - output);
            Lay(&tile, output, rows, (end - Row) * phase.Columns);
            int half = (rows == 4 ? FourWide : FewWide) / 2;
            int step = TLanes.ManyRegisters ? 2 * half : half;
            // Either all taps in turn, or those of a few channels and one row of the kernel after the other: the channels' inputs stay in the first-level cache.
            int taps = Plan.Inputs * Plan.KernelRowTaps;
            for (int tap = 0; tap < taps; tap += step)
            {
                int columns = Math.Min(step, taps - tap);
                for (int i = 0; i < Plan.KernelRows; i++)
                {
                    (int first, int last) = (Math.Max(Plan.Meeting[2 * i], Row), Math.Min(Plan.Meeting[(2 * i) + 1], end));
                    if (first >= last)
                        continue;
                    for (int j = 0; j < FewWide; j++)
                    {
                        // Taps that are not there look where the last one does.
                        numbers[j] = Plan.Order[Math.Min(tap + j, taps)] + (i * Plan.KernelRowTaps);
                        places[j] = phase.Taps[2 * numbers[j]];
                    }

                    tile.Pixels = phase.Pixels + ((first - Row) * phase.Columns);
                    tile.PixelCount = (last - first) * phase.Columns;
                    Compute<TVector, TLanes>(tile, rows, columns > half);
                    for (int j = 0; j < rows; j++)
                        AddRow(sums + (j * LanesWeightTile.Columns * Lanes.Count), numbers, columns, Weights + ((nint)(output + j) * Plan.Taps));
                }
            }
        }
    }

    /// <summary>Says where the gradients of a tile's outputs lie, side by side if it pays to lay them so; their sums are the gradients of the bias.</summary>
    private readonly void Lay(LanesWeightTile* tile, int output, int rows, int pixels)
    {
        float* planes = Gradient + (output * Plan.OutputPlane);
        bool laid = Plan.Taps >= ManyTaps;
        for (int i = 0; i < rows; i++)
            Bias[output + i] += LayPlane(planes + (i * Plan.OutputPlane), pixels, laid ? Scratch + (i * Lanes.Count) : null, rows * Lanes.Count);
        tile->Gradient = laid ? Scratch : planes;
        tile->Plane = laid ? Lanes.Count : Plan.OutputPlane;
        tile->Step = laid ? rows * Lanes.Count : Lanes.Count;
    }

    /// <summary>Sums with all lanes.</summary>
    private readonly void Compute<TVector, TLanes>(LanesWeightTile tile, int rows, bool whole)
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>
    {
        // The band's first pixel lies at the beginning of the view and of the gradients.
        float* gradient = tile.Gradient + ((tile.Pixels - Plan.Phase(0).Pixels) * tile.Step);
        float* sums = tile.Sums;
        for (int lane = 0; lane < Lanes.Count; lane += TLanes.Count)
        {
            tile.Input = View + lane;
            tile.Gradient = gradient + lane;
            tile.Sums = sums + lane;
            LanesKernels<LanesWeightTile, LanesWeightKernel>.Run<TVector, TLanes>(&tile, rows, whole);
        }
    }

    /// <summary>Adds the sums of vectors of 16 to the taps' numbers.</summary>
    private static void AddRow(float* sums, int* numbers, int count, float* to)
    {
        int i = 0;
        for (; Sse3.IsSupported && i + 4 <= count; i += 4, sums += 4 * Lanes.Count)
        {
            Vector128<float> left = Sse3.HorizontalAdd(Quarter(sums), Quarter(sums + Lanes.Count));
            Vector128<float> right = Sse3.HorizontalAdd(Quarter(sums + (2 * Lanes.Count)), Quarter(sums + (3 * Lanes.Count)));
            Vector128<float> four = Sse3.HorizontalAdd(left, right);
            float* at = to + numbers[i];
            if (numbers[i + 3] == numbers[i] + 3)
            {
                (Vector128.Load(at) + four).Store(at);
                continue;
            }

            *at += four[0];
            to[numbers[i + 1]] += four[1];
            to[numbers[i + 2]] += four[2];
            to[numbers[i + 3]] += four[3];
        }

        for (; i < count; i++, sums += Lanes.Count)
        {
            Vector128<float> quarter = Quarter(sums);
            to[numbers[i]] += quarter[0] + quarter[1] + (quarter[2] + quarter[3]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Quarter(float* sums)
        => Vector128.Load(sums) + Vector128.Load(sums + 4) + (Vector128.Load(sums + 8) + Vector128.Load(sums + 12));

    /// <summary>The sum over pixels and lanes of a plane; where room is given, lays its pixels there a stride apart, so that a kernel reads one stretch of memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float LayPlane(float* plane, int pixels, float* to, int stride)
    {
        Vector256<float> low = default, high = default;
        for (int i = 0; i < pixels; i++, plane += Lanes.Count)
        {
            Vector256<float> left = Vector256.Load(plane), right = Vector256.Load(plane + 8);
            low += left;
            high += right;
            if (to == null)
                continue;
            left.Store(to);
            right.Store(to + 8);
            to += stride;
        }

        return Vector256.Sum(low + high);
    }
}
