using System.Runtime.ExceptionServices;

namespace Anneal.Data;

/// <summary>Makes the batches of one loop at a time in buffers of its own, ahead of the loop where that pays.</summary>
/// <remarks>
/// Batches are claimed in order, by the thread in the background or by the loop itself when it gets there first: the loop waits only for a batch that is in the making, never for a thread to wake up.
/// Both wait at one gate, and never at the same time: the thread when no buffer is free, the loop when the thread makes the very batch it wants. So a pulse always reaches the right one.
/// </remarks>
internal sealed class BatchMaker
{
    // Copying fewer numbers than this takes less time than waking a thread for it.
    private const int WorthHandingOver = 16384;

    private readonly object _gate = new();
    private readonly BatchLoader _loader;
    private readonly BatchFiller _filler;
    private readonly Batch[] _ring;
    private readonly bool _ahead;

    // Counted on with every loop, so that one that is over can tell.
    private int _loop;
    // The batch the loop is at, and whether it has it.
    private int _current;
    private Batch? _held;
    // The first batch that nobody has made or makes, and the one behind the last; 0 when no loop is in progress.
    private int _claimed;
    private int _end;
    // The batch that the thread makes, and the one it failed at.
    private int _making = -1;
    private int _failed = -1;
    private ExceptionDispatchInfo? _failure;
    private bool _threadLives;

    public BatchMaker(BatchLoader loader)
    {
        (_loader, _filler) = (loader, new(loader));
        _ahead = loader.Prefetch > 0 && (_filler.Numbers >= WorthHandingOver || !loader.Data.IsInMemory);
        _ring = new Batch[_ahead ? loader.Prefetch + 1 : 1];
        for (int i = 0; i < _ring.Length; i++)
            _ring[i] = _filler.Buffer();
    }

    private bool MayGoAhead => _failure is null && _claimed < _end && _claimed < _current + _ring.Length;

    /// <summary>Begins a loop and returns its number.</summary>
    public int Begin(int epoch, int from)
    {
        lock (_gate)
        {
            // A loop that was left early may have left the thread in the middle of a batch.
            while (_making >= 0)
                Monitor.Wait(_gate);
            _filler.Turn(epoch);
            (_current, _claimed, _end, _held, _failure) = (from - 1, from, _loader.BatchesPerEpoch, null, null);
            GoAhead();
            return ++_loop;
        }
    }

    public Batch Current(int loop)
        => loop == _loop && _held is Batch held ? held
            : throw new InvalidOperationException("The loop over the batches has not begun, or is over: it has no current batch.");

    public bool MoveNext(int loop)
    {
        if (loop != _loop || _end == 0)
            return false;
        if (_current == _end - 1)
        {
            End(loop);
            return false;
        }

        try
        {
            Batch next = _ring[(_current + 1) % _ring.Length];
            if (IsMine())
                _filler.Fill(next, _current);
            _held = next;
            return true;
        }
        catch
        {
            End(loop);
            throw;
        }
    }

    /// <summary>Ends a loop, if it is still the one in progress.</summary>
    public void End(int loop)
    {
        lock (_gate)
        {
            if (loop != _loop || _end == 0)
                return;
            (_end, _held) = (0, null);
        }

        _loader.GiveBack(this);
    }

    /// <summary>Goes on to the next batch; true when nobody has begun it, so that the loop has to make it itself.</summary>
    private bool IsMine()
    {
        lock (_gate)
        {
            _held = null;
            _current++;
            bool mine = _current == _claimed;
            if (mine)
                _claimed++;
            GoAhead();
            while (_making == _current)
                Monitor.Wait(_gate);
            if (_failure is not null && _failed == _current)
                _failure.Throw();
            return mine;
        }
    }

    private void GoAhead()
    {
        if (!_ahead || !MayGoAhead)
            return;
        if (_threadLives)
        {
            Monitor.Pulse(_gate);
            return;
        }

        new Thread(Work) { IsBackground = true, Name = "Anneal batches" }.UnsafeStart();
        _threadLives = true;
    }

    private void Work()
    {
        while (Claim() is int batch and >= 0)
        {
            ExceptionDispatchInfo? failure = null;
            try
            {
                _filler.Fill(_ring[batch % _ring.Length], batch);
            }
            catch (Exception exception)
            {
                // Thrown again where the loop asks for this batch; nobody will if the loop was left.
                failure = ExceptionDispatchInfo.Capture(exception);
            }

            lock (_gate)
            {
                (_making, _failed, _failure) = (-1, batch, failure);
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>The next batch for the thread; −1 when there was none for so long that it should end.</summary>
    private int Claim()
    {
        lock (_gate)
        {
            while (!MayGoAhead)
            {
                if (!Monitor.Wait(_gate, _loader.Patience) && !MayGoAhead)
                {
                    _threadLives = false;
                    return -1;
                }
            }

            return _making = _claimed++;
        }
    }
}
