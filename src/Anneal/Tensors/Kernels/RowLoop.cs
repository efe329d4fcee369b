using Anneal.Threads;

namespace Anneal.Tensors.Kernels;

/// <summary>What is done with rows that do not need each other.</summary>
internal interface IRowsBody
{
    /// <summary>Does the rows from one up to another.</summary>
    void Rows(int from, int to);
}

/// <summary>Runs over rows, several at a time on several threads where that is worth it.</summary>
internal static class RowLoop
{
    // Numbers of a few nanoseconds each: some tens of microseconds.
    private const int Piece = 8 * 1024;

    /// <summary>Does all rows.</summary>
    /// <param name="body">What to do.</param>
    /// <param name="rows">How many there are.</param>
    /// <param name="length">Numbers in a row.</param>
    /// <param name="threads">How many threads may help.</param>
    public static void Run<TBody>(TBody body, int rows, int length, int threads)
        where TBody : struct, IRowsBody
    {
        if (threads > 1 && (long)rows * length >= 2 * Piece)
            RowJob<TBody>.Run(body, rows, Math.Max(1, Piece / Math.Max(1, length)), threads);
        else
            body.Rows(0, rows);
    }

    private sealed class RowJob<TBody> : Job
        where TBody : struct, IRowsBody
    {
        [ThreadStatic]
        private static RowJob<TBody>? _mine;

        private TBody _body;
        private int _rows;
        private int _chunk;

        public static void Run(TBody body, int rows, int chunk, int threads)
        {
            RowJob<TBody> job = _mine ??= new();
            (job._body, job._rows, job._chunk) = (body, rows, chunk);
            Workers.Run(job, (rows + chunk - 1) / chunk, threads);
        }

        protected override void Chunk(int index) => _body.Rows(index * _chunk, Math.Min((index + 1) * _chunk, _rows));
    }
}
