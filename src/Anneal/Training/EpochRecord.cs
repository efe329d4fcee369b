namespace Anneal.Training;

/// <summary>What an epoch measured.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="Step">Updates made when it ended.</param>
/// <param name="LearningRate">The rate of its last update.</param>
/// <param name="Seconds">How long it took, validation and checkpoints included.</param>
/// <param name="Examples">Training examples it saw.</param>
/// <param name="Values">The metrics by name: <c>train_loss</c>, <c>validation_accuracy</c>, … in the order of their names.</param>
public sealed record EpochRecord(int Epoch, long Step, double LearningRate, double Seconds, long Examples, IReadOnlyDictionary<string, double> Values)
{
    /// <summary>One metric.</summary>
    /// <param name="metric">Its name.</param>
    /// <exception cref="KeyNotFoundException">It was not measured.</exception>
    public double this[string metric]
        => Values.TryGetValue(metric, out double value) ? value : throw new KeyNotFoundException($"The epoch has no metric '{metric}'; it has {string.Join(", ", Values.Keys)}.");
}
