using System.Collections;

namespace Anneal.Data;

/// <summary>The batches of one epoch from a place on; every loop over it gives the same ones.</summary>
public readonly struct EpochBatches : IEnumerable<Batch>
{
    private readonly BatchLoader _loader;
    private readonly int _epoch;
    private readonly int _from;

    internal EpochBatches(BatchLoader loader, int epoch, int from)
    {
        (_loader, _epoch, _from) = (loader, epoch, from);
    }

    /// <summary>Begins a loop; disposing of it, as <c>foreach</c> does, gives its buffers to the next.</summary>
    public BatchEnumerator GetEnumerator()
    {
        BatchMaker maker = _loader.Rent();
        return new(maker, maker.Begin(_epoch, _from));
    }

    IEnumerator<Batch> IEnumerable<Batch>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
