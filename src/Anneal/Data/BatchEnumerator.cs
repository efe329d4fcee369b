using System.Collections;

namespace Anneal.Data;

/// <summary>A loop over batches. Copies of it are the same loop.</summary>
public readonly struct BatchEnumerator : IEnumerator<Batch>
{
    private readonly BatchMaker _maker;
    private readonly int _loop;

    internal BatchEnumerator(BatchMaker maker, int loop)
    {
        (_maker, _loop) = (maker, loop);
    }

    /// <summary>The batch that <see cref="MoveNext"/> came to.</summary>
    /// <exception cref="InvalidOperationException">There is none: the loop has not begun, or is over.</exception>
    public Batch Current => _maker.Current(_loop);

    object IEnumerator.Current => Current;

    /// <summary>Goes on to the next batch; the one before may be filled anew from now on.</summary>
    /// <returns>False when there is none.</returns>
    public bool MoveNext() => _maker.MoveNext(_loop);

    /// <summary>Ends the loop; preparation stops.</summary>
    public void Dispose() => _maker.End(_loop);

    /// <summary>Not supported, as for every loop: begin another one.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public void Reset() => throw new NotSupportedException("A loop over batches does not go back: begin another one.");
}
