namespace Anneal.Data;

/// <summary>Cuts data into batches, in an order that depends on the seed and the epoch alone.</summary>
public sealed class BatchLoader
{
    /// <summary>A loader.</summary>
    public BatchLoader(Dataset data, int batchSize)
    {
        (Data, BatchSize) = (data, batchSize);
    }

    /// <summary>The examples.</summary>
    public Dataset Data { get; }

    /// <summary>Examples of a batch.</summary>
    public int BatchSize { get; }

    /// <summary>The seed of order and augmentation; null, the default, keeps the order of the data.</summary>
    public int? Shuffle { get; init; }

    /// <summary>Batches of an epoch.</summary>
    public int BatchesPerEpoch => (Data.Count + BatchSize - 1) / BatchSize;

    /// <summary>The batches of one epoch.</summary>
    /// <param name="epoch">From 0.</param>
    /// <param name="from">The first batch; those before it are not even read.</param>
    public IEnumerable<Batch> Epoch(int epoch, int from = 0)
    {
        Batch batch = new() { InputMemory = new float[BatchSize * Data.InputShape.Length], LabelMemory = Data.Classes > 0 ? new int[BatchSize] : [], TargetMemory = Data.Classes > 0 ? [] : new float[BatchSize * Data.TargetShape.Length] };
        for (int index = from; index < BatchesPerEpoch; index++)
        {
            (batch.Epoch, batch.Index, batch.Count) = (epoch, index, Math.Min(BatchSize, Data.Count - (index * BatchSize)));
            batch.InputShape = [batch.Count, .. Data.InputShape.Sizes];
            batch.TargetShape = Data.Classes > 0 ? [] : [batch.Count, .. Data.TargetShape.Sizes];
            for (int i = 0; i < batch.Count; i++)
            {
                int example = (index * BatchSize) + i;
                Data.ReadInput(example, batch.InputMemory.Span.Slice(i * Data.InputShape.Length, Data.InputShape.Length));
                if (Data.Classes > 0)
                    batch.LabelMemory[i] = Data.Label(example);
                else
                    Data.ReadTarget(example, batch.TargetMemory.AsSpan(i * Data.TargetShape.Length, Data.TargetShape.Length));
            }

            yield return batch;
        }
    }
}
