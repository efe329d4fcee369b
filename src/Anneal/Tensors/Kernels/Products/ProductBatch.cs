using Anneal.Threads;

namespace Anneal.Tensors.Kernels.Products;

/// <summary>Many products of one size.</summary>
internal sealed unsafe class ProductBatch<T> : Job
    where T : unmanaged
{
    // As for a single product: multiplications that are worth another thread, and those of a chunk.
    private const long WorthThreads = 2_000_000;
    private const long ChunkWork = 250_000;

    [ThreadStatic]
    private static ProductBatch<T>? _own;

    private delegate*<int, int, int, T*, nint, nint, T*, nint, nint, T*, nint, bool, int, T*, void> _multiply;
    private T* _a;
    private T* _b;
    private T* _c;
    private nint _aStep, _aRow, _aColumn, _bStep, _bRow, _bColumn, _cStep, _cRow;
    private int _count, _m, _n, _k, _productsOfChunk;
    private bool _add;

    public static void Multiply(
        delegate*<int, int, int, T*, nint, nint, T*, nint, nint, T*, nint, bool, int, T*, void> multiply,
        int count, int m, int n, int k, T* a, nint aStep, nint aRow, nint aColumn, T* b, nint bStep, nint bRow, nint bColumn, T* c, nint cStep, nint cRow, bool add, int threads)
    {
        long work = Math.Max(1, (long)m * n * k);
        if (threads == 1 || work >= 4 * WorthThreads || work * count < WorthThreads)
        {
            for (int i = 0; i < count; i++)
                multiply(m, n, k, a + (i * aStep), aRow, aColumn, b + (i * bStep), bRow, bColumn, c + (i * cStep), cRow, add, threads, null);
            return;
        }

        ProductBatch<T> own = _own ??= new();
        own._multiply = multiply;
        own._a = a;
        own._b = b;
        own._c = c;
        (own._aStep, own._aRow, own._aColumn) = (aStep, aRow, aColumn);
        (own._bStep, own._bRow, own._bColumn) = (bStep, bRow, bColumn);
        (own._cStep, own._cRow, own._add) = (cStep, cRow, add);
        (own._count, own._m, own._n, own._k) = (count, m, n, k);
        own._productsOfChunk = (int)Math.Max(1, ChunkWork / work);
        Workers.Run(own, (count + own._productsOfChunk - 1) / own._productsOfChunk, threads);
    }

    protected override void Chunk(int index)
    {
        int end = Math.Min(_count, (index + 1) * _productsOfChunk);
        for (int i = index * _productsOfChunk; i < end; i++)
            _multiply(_m, _n, _k, _a + (i * _aStep), _aRow, _aColumn, _b + (i * _bStep), _bRow, _bColumn, _c + (i * _cStep), _cRow, _add, 1, null);
    }
}
