using Anneal.Threads;

namespace Anneal.Tensors;

/// <summary>Shares the heads of an attention among threads. Each head is done by one of them, so that results do not depend on how many there are.</summary>
internal sealed class AttentionJob : Job
{
    // Multiplications and additions that are worth another thread: some tens of microseconds.
    private const long Piece = 1 << 21;

    [ThreadStatic]
    private static Scratch? _mine;

    private Attention? _attention;
    private int _pairs;
    private int _together;
    private bool _back;

    public void Run(Attention attention, int pairs, long work, bool back)
    {
        (_attention, _pairs, _back) = (attention, pairs, back);
        if (pairs == 0)
            return;
        _together = (int)Math.Clamp(Piece / Math.Max(1, work / pairs), 1, pairs);
        int chunks = (pairs + _together - 1) / _together;
        if (attention.Threads > 1 && chunks > 1)
        {
            Workers.Run(this, chunks, attention.Threads);
            return;
        }

        for (int i = 0; i < chunks; i++)
            Chunk(i);
    }

    protected override void Chunk(int index)
    {
        nint scratch = _back ? (_mine ??= new()).AtLeast(_attention!.Room) : 0;
        int until = Math.Min((index + 1) * _together, _pairs);
        for (int pair = index * _together; pair < until; pair++)
            _attention!.Do(pair, _back, scratch);
    }

    // Kept for as long as the thread lives.
    private sealed class Scratch
    {
        private Memory<byte> _memory;
        private nint _address;

        public nint AtLeast(long bytes)
        {
            if (_memory.Length < bytes)
                _memory = NumberMemory.Allocate(bytes, out _address);
            return _address;
        }
    }
}
