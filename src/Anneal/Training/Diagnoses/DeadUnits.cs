using Anneal.Data;
using Anneal.Modules;
using Anneal.Tensors;

namespace Anneal.Training.Diagnoses;

/// <summary>Finds the units of a network's ReLUs that are zero whatever comes in: no gradient passes them, so they stay so.</summary>
public static class DeadUnits
{
    /// <summary>Sends batches through the network in evaluation mode, and notes which units ever were above zero.</summary>
    /// <param name="network">An initialised network; it stays as it is.</param>
    /// <param name="batches">What to judge by; reading ends as soon as every unit has been seen alive.</param>
    /// <param name="tape">The memory to compute in and its number of threads, with no open step; null, the default, takes a new one.</param>
    /// <returns>The ReLUs in the order in which they compute; those that fuse with a layer before them, and those inside blocks, too.</returns>
    /// <exception cref="ArgumentException">The batches do not fit the network.</exception>
    public static IReadOnlyList<DeadLayer> Scan(Module network, IEnumerable<Batch> batches, Tape? tape = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(batches);
        tape ??= new();
        // Whoever watches sees every module by itself: chains do not fuse.
        using ReluObserver observer = new(network, tape);
        foreach (Batch batch in batches)
        {
            using (tape.Step())
            {
                observer.Begin();
                network.Predict(batch.InputTensor(network.Parameters.Precision));
            }

            if (observer.AllAlive)
                break;
        }

        return observer.Layers;
    }
}
