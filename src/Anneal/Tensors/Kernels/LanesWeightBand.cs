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

    public LanesPlan Plan;

    /// <summary>What <see cref="LanesPlan.View"/> gave.</summary>
    public float* View;

    /// <summary>The gradient of the group's first plane, at the band's first row.</summary>
    public float* Gradient;

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
        for (int output = FromOutput, rows; output < ToOutput; output += rows)
        {
            rows = LanesPlan.TileOutputs(Plan.Outputs - output);
            for (int i = 0; i < rows; i++)
                Bias[output + i] += Total(Gradient + ((output + i) * Plan.OutputPlane), (end - Row) * phase.Columns);
            if (!Plan.KernelRowsApart)
                Taps<TVector, TLanes>(phase, output, rows, 0, Plan.Taps, Plan.Taps, Row, end);
            for (int i = 0; Plan.KernelRowsApart && i < Plan.KernelHeight; i++)
            {
                // The rows of outputs that meet more than padding.
                (int first, int last) = Plan.RowsMeeting(i);
                Taps<TVector, TLanes>(phase, output, rows, i * Plan.KernelWidth, Plan.KernelWidth, Plan.Inputs * Plan.KernelWidth, Math.Max(first, Row), Math.Min(last, end));
            }
        }
    }

    /// <summary>Sums over rows of outputs for taps that come in stretches, one in every input channel.</summary>
    private readonly void Taps<TVector, TLanes>(in LanesPhase phase, int output, int rows, int firstTap, int stretch, int taps, int from, int to)
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>
    {
        if (from >= to)
            return;
        float* sums = stackalloc float[4 * LanesWeightTile.Columns * Lanes.Count];
        int* places = stackalloc int[FewWide];
        int* numbers = stackalloc int[FewWide];
        LanesWeightTile tile;
        tile.Taps = places;
        tile.Pixels = phase.Pixels + ((from - Row) * phase.Columns);
        tile.PixelCount = (to - from) * phase.Columns;
        tile.Plane = Plan.OutputPlane;
        int half = (rows == 4 ? FourWide : FewWide) / 2;
        int step = TLanes.ManyRegisters ? 2 * half : half;
        float* gradient = Gradient + (output * tile.Plane) + ((from - Row) * Plan.OutputStep);
        for (int tap = 0; tap < taps; tap += step)
        {
            int columns = Math.Min(step, taps - tap);
            for (int i = 0; i < FewWide; i++)
            {
                // Taps that are not there look where the last one does.
                (int channel, int position) = Math.DivRem(tap + Math.Min(i, columns - 1), stretch);
                int number = (channel * Plan.Positions) + firstTap + position;
                (places[i], numbers[i]) = (phase.Taps[2 * number], number);
            }

            for (int lane = 0; lane < Lanes.Count; lane += TLanes.Count)
            {
                tile.Input = View + lane;
                tile.Gradient = gradient + lane;
                tile.Sums = sums + lane;
                Compute<TVector, TLanes>(&tile, rows, columns > half);
            }

            for (int i = 0; i < rows; i++)
                AddRow(sums + (i * LanesWeightTile.Columns * Lanes.Count), numbers, columns, Weights + ((nint)(output + i) * Plan.Taps));
        }
    }

    private static void Compute<TVector, TLanes>(LanesWeightTile* tile, int rows, bool whole)
        where TVector : struct
        where TLanes : struct, ILanesVector<TVector>
    {
        switch (rows)
        {
            case 4 when whole:
                LanesWeightKernel.Four<TVector, TLanes, WholeTile>(tile);
                break;
            case 4:
                LanesWeightKernel.Four<TVector, TLanes, HalfTile>(tile);
                break;
            case 3 when whole:
                LanesWeightKernel.Few<TVector, TLanes, WholeTile>(tile);
                break;
            case 3:
                LanesWeightKernel.Few<TVector, TLanes, HalfTile>(tile);
                break;
            case 2 when whole:
                LanesWeightKernel.Few<TVector, TLanes, WholeTileOfTwo>(tile);
                break;
            case 2:
                LanesWeightKernel.Few<TVector, TLanes, HalfTileOfTwo>(tile);
                break;
            case 1 when whole:
                LanesWeightKernel.Few<TVector, TLanes, WholeTileOfOne>(tile);
                break;
            default:
                LanesWeightKernel.Few<TVector, TLanes, HalfTileOfOne>(tile);
                break;
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

    /// <summary>The sum over pixels and lanes of a plane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Total(float* plane, int pixels)
    {
        Vector256<float> low = default, high = default, secondLow = default, secondHigh = default;
        float* end = plane + ((nint)pixels * Lanes.Count);
        for (; plane < end - Lanes.Count; plane += 2 * Lanes.Count)
        {
            low += Vector256.Load(plane);
            high += Vector256.Load(plane + 8);
            secondLow += Vector256.Load(plane + 16);
            secondHigh += Vector256.Load(plane + 24);
        }

        if (plane < end)
        {
            low += Vector256.Load(plane);
            high += Vector256.Load(plane + 8);
        }

        return Vector256.Sum(low + high + (secondLow + secondHigh));
    }
}
