using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Threads;

namespace Anneal.Tensors.Kernels.Products;

/// <summary>
/// A matrix product cut into blocks that the caches hold. Each number of the result is the same sum in the same order wherever the cuts are,
/// so neither they nor the threads can be seen in it.
/// </summary>
internal sealed unsafe class Product<T, TVector, TVectors> : Job
    where T : unmanaged, INumberBase<T>
    where TVector : struct
    where TVectors : struct, IVectors<T, TVector>
{
    // Below this many multiplications waking another thread costs more than it saves.
    private const long WorthThreads = 2_000_000;

    // Multiplications in a chunk: some microseconds, so that no thread waits long for the last one.
    private const long ChunkWork = 250_000;

    // With fewer rows the second factor is read too seldom to be worth laying out anew.
    private const int RowsInPlace = 24;

    [ThreadStatic]
    private static Product<T, TVector, TVectors>? _own;

    private T* _a;
    private T* _b;
    private T* _c;
    private T* _from;
    private T* _packed;
    private nint _aRow, _aColumn, _bRow, _bColumn, _cRow, _fromRow;
    private int _rows, _columns, _depth;
    private bool _inPlace, _gathers, _packs;
    private int _rowsOfChunk, _panelsOfChunk, _rowChunks;

    private static int BlockDepth => 1280 / sizeof(T);

    private static int BlockColumns => 4096 / sizeof(T);

    private static int BlockRows => 192;

    private static int PanelWidth => Tiles<T, TVector, TVectors>.Width;

    /// <summary>C = A B, plus what C held or a row that is added to each of its rows; see <see cref="Gemm"/>.</summary>
    public static void Multiply(int m, int n, int k, T* a, nint aRow, nint aColumn, T* b, nint bRow, nint bColumn, T* c, nint cRow, bool add, int threads, T* bias)
    {
        if (m == 0 || n == 0)
            return;
        if (k == 0)
        {
            if (!add)
                Fill(m, n, c, cRow, bias);
            return;
        }

        if (IsSmall(m, n, k, a, aRow, aColumn, b, bRow, bColumn, c, cRow, add ? c : bias, add ? cRow : 0))
            return;
        Product<T, TVector, TVectors> own = _own ??= new();
        (own._aRow, own._aColumn, own._bRow, own._bColumn, own._cRow) = (aRow, aColumn, bRow, bColumn, cRow);
        own._from = add ? c : bias;
        own._fromRow = add ? cRow : 0;
        own.Blocks(m, n, k, a, b, c, (long)m * n * k >= WorthThreads ? threads : 1);
    }

    protected override void Chunk(int index)
    {
        if (_packs)
            Pack(index);
        else
            Tiled(index);
    }

    private static void Fill(int m, int n, T* c, nint cRow, T* bias)
    {
        for (int i = 0; i < m; i++, c += cRow)
        {
            if (bias == null)
                new Span<T>(c, n).Clear();
            else
                new Span<T>(bias, n).CopyTo(new Span<T>(c, n));
        }
    }

    // Few rows, few columns or little at all. With few rows or columns the large factor is read once or twice, so it is used as it lies.
    private static bool IsSmall(int m, int n, int k, T* a, nint aRow, nint aColumn, T* b, nint bRow, nint bColumn, T* c, nint cRow, T* from, nint fromRow)
    {
        if (Math.Min(m, n) > 2 && SmallProduct<T, TVector, TVectors>.Suits(m, n, k))
        {
            SmallProduct<T, TVector, TVectors>.Multiply(m, n, k, a, aRow, aColumn, b, bRow, bColumn, from, fromRow, c, cRow);
            return true;
        }

        if (aColumn == 1 && bRow == 1 && k >= TVectors.Count && Math.Min(m, n) <= Dots<T, TVector, TVectors>.MostRows)
        {
            if (m <= n)
                Dots<T, TVector, TVectors>.Multiply(m, n, k, a, aRow, b, bColumn, from, fromRow, 1, c, cRow, 1);
            else
                Dots<T, TVector, TVectors>.Multiply(n, m, k, b, bColumn, a, aRow, from, 1, fromRow, c, 1, cRow);
            return true;
        }

        if (bColumn == 1 && m <= Rows<T, TVector, TVectors>.Most)
        {
            for (int i = 0; i < m; i++)
                Rows<T, TVector, TVectors>.Multiply(n, k, a + (i * aRow), aColumn, b, bRow, from == null ? null : from + (i * fromRow), c + (i * cRow));
            return true;
        }

        if (n == 1 && aRow == 1 && cRow == 1 && (from == null || fromRow == 1))
        {
            Rows<T, TVector, TVectors>.Multiply(m, k, b, bRow, a, aColumn, from, c);
            return true;
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Blocks(int m, int n, int k, T* a, T* b, T* c, int threads)
    {
        Scratch scratch = Scratch.Own;
        T* start = _from;
        nint startRow = _fromRow;
        _rows = m;
        _inPlace = _bColumn == 1 && m <= RowsInPlace;
        // Rows that lie far apart cost more in the caches than copying them together.
        _gathers = (long)m * k > 500_000 && n > 4 * PanelWidth;
        int depthBlocks = (k + BlockDepth - 1) / BlockDepth;
        int depthOfBlock = (k + depthBlocks - 1) / depthBlocks;
        for (int j = 0; j < n; j += BlockColumns)
        {
            _columns = Math.Min(BlockColumns, n - j);
            int panels = (_columns + PanelWidth - 1) / PanelWidth;
            for (int p = 0; p < k; p += depthOfBlock)
            {
                _depth = Math.Min(depthOfBlock, k - p);
                _a = a + (p * _aColumn);
                _b = b + (p * _bRow) + (j * _bColumn);
                _c = c + j;
                _from = p > 0 ? _c : start == null ? null : start + j;
                _fromRow = p > 0 ? _cRow : startRow;
                _packed = (T*)scratch.Part(0, (nint)panels * PanelWidth * _depth * sizeof(T));
                _packs = true;
                if (!_inPlace)
                    Run(panels, threads > 1 && (long)_columns * _depth >= 32_768 ? threads : 1);
                else if (_columns % TVectors.Count != 0)
                    Pack(panels - 1);
                _packs = false;
                Run(Cut(panels, threads), threads);
            }
        }
    }

    private void Run(int chunks, int threads)
    {
        if (threads > 1 && chunks > 1)
        {
            Workers.Run(this, chunks, threads);
            return;
        }

        for (int i = 0; i < chunks; i++)
            Chunk(i);
    }

    // Into rows first, and into columns too where rows alone are too few or too much work.
    private int Cut(int panels, int threads)
    {
        _rowsOfChunk = BlockRows;
        _panelsOfChunk = panels;
        if (threads > 1)
        {
            long row = (long)_columns * _depth;
            // What does not fit the second cache should not be read for a few rows only.
            long least = row > 100_000 ? 96 : 12;
            _rowsOfChunk = (int)Math.Clamp((ChunkWork / row / 12 * 12) + 12, least, BlockRows);
            if (_rows < 4 * _rowsOfChunk)
                _panelsOfChunk = (int)Math.Clamp(ChunkWork / ((long)Math.Min(_rows, _rowsOfChunk) * PanelWidth * _depth), 1, panels);
        }

        _rowChunks = (_rows + _rowsOfChunk - 1) / _rowsOfChunk;
        return _rowChunks * ((panels + _panelsOfChunk - 1) / _panelsOfChunk);
    }

    private void Pack(int panel)
    {
        int at = panel * PanelWidth;
        int columns = Math.Min(PanelWidth, _columns - at);
        Panels<T, TVector, TVectors>.Pack(_depth, columns, Tiles<T, TVector, TVectors>.Padded(columns), _b + (at * _bColumn), _bRow, _bColumn, _packed + ((nint)at * _depth));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Tiled(int chunk)
    {
        int firstRow = chunk % _rowChunks * _rowsOfChunk;
        int rows = Math.Min(_rowsOfChunk, _rows - firstRow);
        int firstColumn = chunk / _rowChunks * _panelsOfChunk * PanelWidth;
        int endColumn = Math.Min(_columns, firstColumn + (_panelsOfChunk * PanelWidth));
        T* a = _a + (firstRow * _aRow);
        nint aRow = _aRow, aColumn = _aColumn;
        if (_gathers)
            Gather(rows, ref a, ref aRow, ref aColumn);
        for (int j = firstColumn; j < endColumn; j += PanelWidth)
        {
            int columns = Math.Min(PanelWidth, endColumn - j);
            bool lies = _inPlace && columns % TVectors.Count == 0;
            T* from = _from == null ? null : _from + (firstRow * _fromRow) + j;
            Tiles<T, TVector, TVectors>.Multiply(
                rows, columns, _depth, a, aRow, aColumn, lies ? _b + j : _packed + ((nint)j * _depth), lies ? _bRow : Tiles<T, TVector, TVectors>.Padded(columns),
                from, _fromRow, _c + (firstRow * _cRow) + j, _cRow);
        }
    }

    // Copies a block of the first factor, so that what a tile reads lies close together, whichever way it lies.
    private void Gather(int rows, ref T* a, ref nint aRow, ref nint aColumn)
    {
        bool across = aColumn == 1;
        (int lines, int length) = across ? (rows, _depth) : (_depth, rows);
        (nint line, nint step) = across ? (aRow, aColumn) : (aColumn, aRow);
        // An odd number of cache lines: lines that follow each other do not meet in the same places of the cache.
        nint stride = ((((length * sizeof(T)) + 63) / 64) | 1) * (64 / sizeof(T));
        T* to = (T*)Scratch.Own.Part(1, stride * lines * sizeof(T));
        for (int i = 0; i < lines; i++)
        {
            T* source = a + (i * line);
            T* into = to + (i * stride);
            if (step == 1)
            {
                new ReadOnlySpan<T>(source, length).CopyTo(new Span<T>(into, length));
            }
            else
            {
                for (int p = 0; p < length; p++)
                    into[p] = source[p * step];
            }
        }

        a = to;
        aRow = across ? stride : 1;
        aColumn = across ? 1 : stride;
    }
}
