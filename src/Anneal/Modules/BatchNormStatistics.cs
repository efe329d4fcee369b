using Anneal.Tensors;

namespace Anneal.Modules;

/// <summary>Running values of batch norms for weights that were not trained with them.</summary>
public static class BatchNormStatistics
{
    /// <summary>Forgets the running values of every batch norm and takes them anew, as plain means over batches. PyTorch's <c>update_bn</c>.</summary>
    /// <remarks>Averaged weights (SWA, EMA) never saw a batch: their batch norms would judge by the values of the weights that were trained. Nothing else changes, and no gradient is computed.</remarks>
    /// <param name="network">An initialised network, within the scope of the weights that are to be judged.</param>
    /// <param name="batches">Inputs, each of which goes through the network once in training mode; at least one.</param>
    /// <exception cref="ArgumentException">There is no batch; nothing was changed.</exception>
    public static void RefreshBatchNorms(this Module network, IEnumerable<Tensor> batches)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(batches);
        BatchNorm[] norms = [.. network.Descend().Select(one => one.Module).OfType<BatchNorm>()];
        using IEnumerator<Tensor> next = batches.GetEnumerator();
        if (!next.MoveNext())
            throw new ArgumentException("Running values need at least one batch to be taken from.", nameof(batches));
        try
        {
            foreach (BatchNorm norm in norms)
                norm.Refresh(true);
            using (Tensor.NoGradient())
            {
                do
                    network.Forward(next.Current, Mode.Training);
                while (next.MoveNext());
            }
        }
        finally
        {
            foreach (BatchNorm norm in norms)
                norm.Refresh(false);
        }
    }
}
