namespace Anneal.Data;

/// <summary>Cuts data into batches, in an order that depends on the seed and the epoch alone.</summary>
/// <remarks>
/// The place (epoch, batch) is all there is to save: a loader like this one, asked for the same place, gives the same numbers, whatever it gave before and whoever prepares them.
/// There is nothing to dispose of: leaving a loop over an epoch early stops the preparation, and the thread behind it ends when it has had nothing to do for a moment.
/// A loader serves one thread at a time; several loops at once are fine.
/// </remarks>
public sealed class BatchLoader
{
    private BatchMaker? _idle;

    /// <summary>A loader.</summary>
    /// <param name="data">The examples.</param>
    /// <param name="batchSize">Examples of a batch, from 1 to all there are.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch size is below 1 or above the number of examples.</exception>
    public BatchLoader(Dataset data, int batchSize)
    {
        if (batchSize < 1 || batchSize > data.Count)
            throw new ArgumentOutOfRangeException(nameof(batchSize), batchSize, $"A batch of {batchSize} cannot be cut from {data.Count} examples: choose a batch size from 1 to {data.Count}.");
        (Data, BatchSize) = (data, batchSize);
    }

    /// <summary>The examples.</summary>
    public Dataset Data { get; }

    /// <summary>Examples of a batch.</summary>
    public int BatchSize { get; }

    /// <summary>The seed of order and augmentation; null, the default, keeps the order of the data.</summary>
    public int? Shuffle { get; init; }

    /// <summary>Whether the last batch of an epoch is left out when it would hold fewer examples than the others; false by default.</summary>
    public bool DropLast { get; init; }

    /// <summary>Random changes of the inputs, made in this order; none by default.</summary>
    /// <exception cref="ArgumentException">One does not fit the shape of the inputs.</exception>
    public IReadOnlyList<Augmentation> Augmentations
    {
        get;
        init
        {
            Augmentation[] all = [.. value];
            foreach (Augmentation augmentation in all)
                augmentation.Check(Data.InputShape);
            field = all;
        }
    }

    = [];

    /// <summary>How many batches a thread in the background may prepare ahead; 2 by default, 0 for none: each is prepared when it is asked for.</summary>
    /// <remarks>It changes no number. Small batches of data that lies in memory are always prepared when asked for, because handing them over would take longer.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">Below 0, or above 1000.</exception>
    public int Prefetch
    {
        get;
        init => field = value is >= 0 and <= 1000 ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Prepare 0 to 1000 batches ahead: each is kept in memory.");
    }

    = 2;

    /// <summary>How long the thread in the background waits for something to do before it ends.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Batches of an epoch.</summary>
    public int BatchesPerEpoch => DropLast ? Data.Count / BatchSize : (int)(((long)Data.Count + BatchSize - 1) / BatchSize);

    /// <summary>The batches of one epoch. Each is good until the next one is asked for.</summary>
    /// <param name="epoch">From 0.</param>
    /// <param name="from">The first batch; those before it are not even read. From 0 to <see cref="BatchesPerEpoch"/>, where none is left.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such epoch or batch.</exception>
    /// <exception cref="InvalidOperationException">There are augmentations, but no seed.</exception>
    public EpochBatches Epoch(int epoch, int from = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        if (from < 0 || from > BatchesPerEpoch)
            throw new ArgumentOutOfRangeException(nameof(from), from, $"An epoch has {BatchesPerEpoch} batches: begin with one from 0 to {BatchesPerEpoch}.");
        if (Augmentations.Count > 0 && Shuffle is null)
            throw new InvalidOperationException("Augmentations draw from the seed of the order, and there is none: set Shuffle.");
        return new(this, epoch, from);
    }

    /// <summary>Buffers and perhaps a thread for one loop; given back, they serve the next.</summary>
    internal BatchMaker Rent() => Interlocked.Exchange(ref _idle, null) ?? new BatchMaker(this);

    internal void GiveBack(BatchMaker maker) => Volatile.Write(ref _idle, maker);
}
