namespace Anneal.Tensors;

/// <summary>Memory for the tensors of one step, handed out by moving a mark and taken back all at once.</summary>
/// <remarks>Blocks are kept from step to step, so that the second step finds its memory where the first left it.</remarks>
internal sealed class Arena
{
    private const int Line = 64;
    private const long Smallest = 1 << 18;
    private const long Largest = 1 << 26;

    // Below this it is cheaper to take new memory than to look for old.
    private const long WorthKeeping = 1 << 14;

    private readonly List<Block> _blocks = [];
    private readonly Dictionary<long, Stack<nint>> _returned = [];
    private int _block = -1;
    private nint _next;
    private nint _end;

    /// <summary>Bytes that all blocks hold together.</summary>
    public long Capacity { get; private set; }

    /// <summary>Memory of at least so many bytes, on a cache line, with a line to spare behind it; its content is whatever was there.</summary>
    public nint Take(long bytes)
    {
        long rounded = (bytes + Line - 1) & -Line;
        nint address = _next;
        if (rounded < WorthKeeping && rounded <= _end - address)
        {
            _next = address + (nint)rounded;
            return address;
        }

        return TakeMuch(rounded);
    }

    private nint TakeMuch(long rounded)
    {
        if (rounded >= WorthKeeping && _returned.TryGetValue(rounded, out Stack<nint>? known) && known.TryPop(out nint address))
            return address;
        while (rounded > _end - _next)
        {
            if (_block + 1 == _blocks.Count)
            {
                _blocks.Add(new(Math.Max(rounded, Math.Clamp(Capacity, Smallest, Largest))));
                Capacity += _blocks[^1].Length;
            }

            Open(_block + 1);
        }

        address = _next;
        _next += (nint)rounded;
        return address;
    }

    private void Open(int block)
    {
        _block = block;
        _next = _blocks[block].Address;
        _end = _next + (nint)_blocks[block].Length;
    }

    /// <summary>Gives memory back before the step is over; the next of the same size gets it.</summary>
    public void Return(nint address, long bytes)
    {
        long rounded = (bytes + Line - 1) & -Line;
        if (rounded < WorthKeeping)
            return;
        if (!_returned.TryGetValue(rounded, out Stack<nint>? known))
            _returned.Add(rounded, known = []);
        known.Push(address);
    }

    /// <summary>Takes everything back.</summary>
    public void Reset()
    {
        if (_blocks.Count > 0)
            Open(0);
        foreach (Stack<nint> known in _returned.Values)
            known.Clear();
    }

    private sealed class Block
    {
        public Block(long length)
        {
            Memory = NumberMemory.Allocate(length, out nint address);
            (Address, Length) = (address, length);
        }

        /// <summary>Keeps the memory while the block lives.</summary>
        public Memory<byte> Memory { get; }

        public nint Address { get; }

        public long Length { get; }
    }
}
