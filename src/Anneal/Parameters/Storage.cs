namespace Anneal.Parameters;

/// <summary>Where a parameter's numbers lie.</summary>
internal abstract class Storage;

/// <summary>The weights and gradients of one parameter; what follows them up to the padded length is ours too when the memory is.</summary>
/// <param name="weights">At least the parameter's length.</param>
/// <param name="gradients">As long as the weights.</param>
/// <param name="arena">The arena it is a piece of; null for borrowed memory.</param>
/// <param name="offset">Where in the arena.</param>
internal sealed class Storage<T>(Memory<T> weights, Memory<T> gradients, Arena<T>? arena, int offset) : Storage
    where T : unmanaged
{
    public Memory<T> Weights => weights;

    public Memory<T> Gradients => gradients;

    public Arena<T>? Arena => arena;

    public int Offset => offset;
}

/// <summary>A stretch of memory that parameters share.</summary>
internal abstract class Arena
{
    /// <summary>Sets to zero the gradients of all that was taken.</summary>
    public abstract void ClearGradients();
}

/// <summary>A stretch of weights and the gradients beside it, from which parameters take padded pieces.</summary>
internal sealed class Arena<T>(int capacity) : Arena
    where T : unmanaged
{
    private int _used;

    public Memory<T> Weights { get; } = Aligned.Allocate<T>(capacity);

    public Memory<T> Gradients { get; } = Aligned.Allocate<T>(capacity);

    public int Free => capacity - _used;

    public override void ClearGradients() => Gradients.Span[.._used].Clear();

    public Storage<T> Take(int padded)
    {
        Storage<T> piece = new(Weights.Slice(_used, padded), Gradients.Slice(_used, padded), this, _used);
        _used += padded;
        return piece;
    }
}
