using Anneal.Parameters;
using Anneal.Tensors;

namespace Anneal.Modules;

/// <summary>Running values of batch norms for weights that were not trained with them.</summary>
public static class BatchNormStatistics
{
    /// <summary>Forgets the running values of every batch norm and takes them anew, as plain means over batches. PyTorch's <c>update_bn</c>.</summary>
    /// <remarks>Averaged weights (SWA, EMA) never saw a batch: their batch norms would judge by the values of the weights that were trained. Nothing else changes, and no gradient is computed.</remarks>
    /// <param name="network">An initialised network, within the scope of the weights that are to be judged.</param>
    /// <param name="batches">Inputs, each of which goes through the network once in training mode; at least one.</param>
    /// <param name="cancellation">Ends it between two batches with an <see cref="OperationCanceledException"/>; the running values are then those from before.</param>
    /// <exception cref="ArgumentException">There is no batch; nothing was changed.</exception>
    public static void RefreshBatchNorms(this Module network, IEnumerable<Tensor> batches, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(batches);
        BatchNorm[] norms = [.. network.Descend().Select(one => one.Module).OfType<BatchNorm>()];
        using IEnumerator<Tensor> next = batches.GetEnumerator();
        if (!next.MoveNext())
            throw new ArgumentException("Running values need at least one batch to be taken from.", nameof(batches));
        Action[] restore = [.. norms.SelectMany(norm => (ModuleBuffer?[])[norm.RunningMean, norm.RunningVariance, norm.Batches]).OfType<ModuleBuffer>().Select(Kept)];
        try
        {
            foreach (BatchNorm norm in norms)
                norm.Refresh(true);
            using (Tensor.NoGradient())
            {
                do
                {
                    cancellation.ThrowIfCancellationRequested();
                    network.Forward(next.Current, Mode.Training);
                }
                while (next.MoveNext());
            }
        }
        catch
        {
            // Means over half of the batches would judge by themselves.
            Array.ForEach(restore, put => put());
            throw;
        }
        finally
        {
            foreach (BatchNorm norm in norms)
                norm.Refresh(false);
        }
    }

    private static Action Kept(ModuleBuffer buffer)
    {
        Parameter numbers = buffer.Numbers;
        if (numbers.Store.Precision is Precision.Single)
        {
            float[] singles = numbers.Weights.ToArray();
            return () => singles.CopyTo(numbers.Weights);
        }

        double[] doubles = numbers.WeightsAs<double>().ToArray();
        return () => doubles.CopyTo(numbers.WeightsAs<double>());
    }
}
