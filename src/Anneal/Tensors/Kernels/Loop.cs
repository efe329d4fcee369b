using System.Runtime.CompilerServices;
using Anneal.Threads;

namespace Anneal.Tensors.Kernels;

/// <summary>Runs a body over numbers, vector by vector to the end of the last one: memory of tensors is padded, so that no loop has a tail.</summary>
internal static class Loop
{
    // Some tens of microseconds of work.
    private const int Piece = 32 * 1024;

    /// <summary>Does <paramref name="length"/> numbers, rounded up to whole vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TBody>(TBody body, int length, int threads)
        where TBody : struct, ILoopBody
    {
        // A handful of numbers is not worth a call.
        if (length <= TBody.Width)
        {
            if (length > 0)
                body.At(0);
        }
        else
        {
            Runs(body, length, threads);
        }
    }

    private static void Runs<TBody>(TBody body, int length, int threads)
        where TBody : struct, ILoopBody
    {
        if (threads > 1 && length >= 2 * Piece)
            LoopJob<TBody>.Run(body, length, threads);
        else
            Part(body, 0, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Part<TBody>(TBody body, nint from, nint to)
        where TBody : struct, ILoopBody
    {
        for (nint i = from; i < to; i += TBody.Width)
            body.At(i);
    }

    private sealed class LoopJob<TBody> : Job
        where TBody : struct, ILoopBody
    {
        [ThreadStatic]
        private static LoopJob<TBody>? _mine;

        private TBody _body;
        private int _length;

        public static void Run(TBody body, int length, int threads)
        {
            LoopJob<TBody> job = _mine ??= new();
            (job._body, job._length) = (body, length);
            Workers.Run(job, (length + Piece - 1) / Piece, threads);
        }

        protected override void Chunk(int index)
        {
            nint from = (nint)index * Piece;
            Part(_body, from, Math.Min(from + Piece, _length));
        }
    }
}
