using System.Runtime.CompilerServices;

namespace Anneal.Tensors;

/// <summary>The memory of training steps: what is computed while a step is open lies on it, and is gone when the step is over.</summary>
/// <remarks>
/// Operations and their memory are used again by the next step; one like the step before allocates nothing. A tape belongs to the thread that
/// opens its steps. Tensors of a step that is over throw when they are read; parameters and tensors made outside of steps stay.
/// </remarks>
/// <example>
/// <code>
/// Tape tape = new();
/// using (tape.Step())
///     network.Forward(images, Mode.Training).CrossEntropy(labels).Backward();
/// optimizer.Update();
/// </code>
/// </example>
public sealed class Tape
{
    private Operation[] _operations = new Operation[32];
    private int _threads = Environment.ProcessorCount;
    private TapeState _outer;
    private bool _open;

    /// <summary>How many threads the kernels of a step may use; default: all processors. Results do not depend on it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int Threads
    {
        get => _threads;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _threads = value;
        }
    }

    /// <summary>Bytes that the tape holds for its steps.</summary>
    public long Capacity => Arena.Capacity;

    /// <summary>How many operations the open step has recorded.</summary>
    public int Count { get; private set; }

    /// <summary>The memory of the open step.</summary>
    internal Arena Arena { get; } = new();

    /// <summary>The operations of the open step, first to last.</summary>
    internal ReadOnlySpan<Operation> Operations => _operations.AsSpan(0, Count);

    /// <summary>Opens a step on this thread; it is over when the scope is left.</summary>
    /// <exception cref="InvalidOperationException">A step of this tape is open.</exception>
    public TapeStep Step()
    {
        if (_open)
            throw new InvalidOperationException("A step of this tape is open: leave its scope first, or use a second tape for the inner one.");
        Ambient ambient = Ambient.Current;
        _outer = new(ambient.Tape, ambient.Threads);
        (_open, ambient.Tape, ambient.Threads) = (true, this, _threads);
        return new(this);
    }

    /// <summary>The operation that comes next: the one that stood here in the last step where it is of the same kind.</summary>
    internal TOperation Next<TOperation>()
        where TOperation : Operation, new()
    {
        if (Count == _operations.Length)
            Array.Resize(ref _operations, Count * 2);
        // Operations are sealed, so the type itself will do.
        Operation? known = _operations[Count];
        if (known?.GetType() != typeof(TOperation))
            _operations[Count] = known = new TOperation();
        Count++;
        return Unsafe.As<TOperation>(known);
    }

    /// <summary>Ends the open step.</summary>
    internal void End()
    {
        if (!_open)
            return;
        foreach (Operation operation in Operations)
            operation.Retire();
        Count = 0;
        Arena.Reset();
        Ambient ambient = Ambient.Current;
        (_open, ambient.Tape, ambient.Threads) = (false, _outer.Tape, _outer.Threads);
    }

    private readonly record struct TapeState(Tape? Tape, int Threads);
}
