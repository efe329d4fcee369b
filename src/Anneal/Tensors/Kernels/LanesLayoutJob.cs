using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Anneal.Threads;

namespace Anneal.Tensors.Kernels;

/// <summary>Carries images into lanes and back, block by block.</summary>
internal sealed unsafe class LanesLayoutJob : Job
{
    private const int Square = 8;

    // Floats that a thread moves in some 20 microseconds.
    private const int Worthwhile = 64 * 1024;

    [ThreadStatic]
    private static LanesLayoutJob? _own;

    private int _images;
    private int _size;
    private float* _plain;
    private float* _lanes;
    private Direction _direction;

    public enum Direction
    {
        Pack,
        Unpack,
        UnpackAdding,
    }

    public static void Run(int images, int size, float* plain, float* lanes, Direction direction, int threads)
    {
        LanesLayoutJob job = _own ??= new();
        job._images = images;
        job._size = size;
        job._plain = plain;
        job._lanes = lanes;
        job._direction = direction;
        Workers.Run(job, Lanes.Blocks(images), (long)images * size < 2 * Worthwhile ? 1 : threads);
    }

    protected override void Chunk(int index)
    {
        int first = index * Lanes.Count;
        float* lanes = _lanes + ((nint)first * _size);
        int count = Math.Min(Lanes.Count, _images - first);
        for (int lane = 0; lane < Lanes.Count; lane += Square)
            Eight(_plain + ((nint)(first + lane) * _size), lanes + lane, Math.Clamp(count - lane, 0, Square));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Eight(float* plain, float* lanes, int count)
    {
        int size = _size;
        int done = 0;
        if (count == Square && Avx.IsSupported)
        {
            done = size / Square * Square;
            if (_direction == Direction.Pack)
            {
                for (int i = 0; i < done; i += Square)
                    Transpose(plain + i, size, lanes + ((nint)i * Lanes.Count), Lanes.Count, false);
            }
            else
            {
                for (int i = 0; i < done; i += Square)
                    Transpose(lanes + ((nint)i * Lanes.Count), Lanes.Count, plain + i, size, _direction == Direction.UnpackAdding);
            }
        }

        for (int i = done; i < size; i++)
        {
            float* at = lanes + ((nint)i * Lanes.Count);
            for (int lane = 0; lane < Square; lane++)
            {
                float* image = plain + ((nint)lane * size) + i;
                if (_direction == Direction.Pack)
                    at[lane] = lane < count ? *image : 0;
                else if (lane < count)
                    *image = _direction == Direction.Unpack ? at[lane] : *image + at[lane];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(float* from, nint fromRow, float* to, nint toRow, bool add)
    {
        Vector256<float> r0 = Vector256.Load(from), r1 = Vector256.Load(from + fromRow);
        Vector256<float> r2 = Vector256.Load(from + (2 * fromRow)), r3 = Vector256.Load(from + (3 * fromRow));
        Vector256<float> r4 = Vector256.Load(from + (4 * fromRow)), r5 = Vector256.Load(from + (5 * fromRow));
        Vector256<float> r6 = Vector256.Load(from + (6 * fromRow)), r7 = Vector256.Load(from + (7 * fromRow));
        (r0, r1) = (Avx.UnpackLow(r0, r1), Avx.UnpackHigh(r0, r1));
        (r2, r3) = (Avx.UnpackLow(r2, r3), Avx.UnpackHigh(r2, r3));
        (r4, r5) = (Avx.UnpackLow(r4, r5), Avx.UnpackHigh(r4, r5));
        (r6, r7) = (Avx.UnpackLow(r6, r7), Avx.UnpackHigh(r6, r7));
        (r0, Vector256<float> s1) = Pair(r0, r2);
        (r1, Vector256<float> s3) = Pair(r1, r3);
        (r4, Vector256<float> s5) = Pair(r4, r6);
        (r5, Vector256<float> s7) = Pair(r5, r7);
        Put(Avx.Permute2x128(r0, r4, 0x20), to, add);
        Put(Avx.Permute2x128(s1, s5, 0x20), to + toRow, add);
        Put(Avx.Permute2x128(r1, r5, 0x20), to + (2 * toRow), add);
        Put(Avx.Permute2x128(s3, s7, 0x20), to + (3 * toRow), add);
        Put(Avx.Permute2x128(r0, r4, 0x31), to + (4 * toRow), add);
        Put(Avx.Permute2x128(s1, s5, 0x31), to + (5 * toRow), add);
        Put(Avx.Permute2x128(r1, r5, 0x31), to + (6 * toRow), add);
        Put(Avx.Permute2x128(s3, s7, 0x31), to + (7 * toRow), add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> Low, Vector256<float> High) Pair(Vector256<float> left, Vector256<float> right)
        => (Avx.UnpackLow(left.AsDouble(), right.AsDouble()).AsSingle(), Avx.UnpackHigh(left.AsDouble(), right.AsDouble()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(Vector256<float> value, float* to, bool add) => (add ? value + Vector256.Load(to) : value).Store(to);
}
