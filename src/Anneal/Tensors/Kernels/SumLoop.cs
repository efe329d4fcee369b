using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Threads;

namespace Anneal.Tensors.Kernels;

/// <summary>What a sum is taken of, one vector's worth of numbers at a time.</summary>
internal interface ISumBody<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The summands from an index on; those beyond the last may be anything.</summary>
    Vector<T> At(nint i);
}

/// <summary>Sums over something computed on the way, cut by size so that the result does not depend on threads.</summary>
internal static class SumLoop
{
    private const int Piece = 32 * 1024;
    private const int Block = 128;

    /// <summary>The sum of <paramref name="length"/> numbers.</summary>
    public static double Run<T, TBody>(TBody body, int length, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TBody : struct, ISumBody<T>
        => length <= Piece ? Part<T, TBody>(body, 0, length) : SumJob<T, TBody>.Run(body, length, threads);

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static double Part<T, TBody>(TBody body, nint from, nint to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TBody : struct, ISumBody<T>
    {
        double total = 0;
        while (from < to)
        {
            nint end = Math.Min(from + Block, to);
            Vector<T> sum = Vector<T>.Zero;
            for (; from <= end - Vector<T>.Count; from += Vector<T>.Count)
                sum += body.At(from);
            if (from < end)
                sum += Tail.Keep(body.At(from), (int)(end - from));
            total += double.CreateTruncating(Vector.Sum(sum));
            from = end;
        }

        return total;
    }

    private sealed class SumJob<T, TBody> : Job
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TBody : struct, ISumBody<T>
    {
        [ThreadStatic]
        private static SumJob<T, TBody>? _mine;

        private TBody _body;
        private int _length;
        private double[] _parts = [];

        public static double Run(TBody body, int length, int threads)
        {
            SumJob<T, TBody> job = _mine ??= new();
            int pieces = (length + Piece - 1) / Piece;
            if (job._parts.Length < pieces)
                job._parts = new double[pieces];
            (job._body, job._length) = (body, length);
            Workers.Run(job, pieces, threads);
            double total = 0;
            for (int i = 0; i < pieces; i++)
                total += job._parts[i];
            return total;
        }

        protected override void Chunk(int index)
        {
            nint from = (nint)index * Piece;
            _parts[index] = Part<T, TBody>(_body, from, Math.Min(from + Piece, _length));
        }
    }
}
