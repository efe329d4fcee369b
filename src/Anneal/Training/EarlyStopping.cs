using Anneal.Controllers;

namespace Anneal.Training;

/// <summary>Ends a run when a metric has stopped improving on its best value (not on the last one) for more than Patience epochs.</summary>
/// <param name="metric">What is watched; default <c>validation_loss</c>.</param>
public sealed class EarlyStopping(string metric = "validation_loss")
{
    /// <summary>What is watched.</summary>
    public string Metric { get; } = metric;

    /// <summary>Epochs without improvement that are tolerated; default 5.</summary>
    public int Patience { get; init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(Patience), value, "Patience is at least 0."); } = 5;

    /// <summary>By how much a value must beat the best one, in the metric's own units; default 0.</summary>
    public double MinimumDelta { get; init => field = double.IsFinite(value) && value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(MinimumDelta), value, "The margin is a finite number of at least 0."); }

    /// <summary>Which way the metric improves; null, the default, is the metric's own way.</summary>
    public Direction? Direction { get; init; }

    /// <summary>Whether the run ends with the weights and buffers of the best epoch (true) or with the last ones (false, the default), whether it stops early or not. The optimizer keeps the last state.</summary>
    public bool RestoreBest { get; init; }

    /// <summary>The best value so far; null before the first.</summary>
    public double? Best { get; private set; }

    /// <summary>The epoch of the best value; 0 before the first.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>Epochs since then.</summary>
    public int Stalled { get; private set; }

    /// <summary>Whether it is time to stop.</summary>
    public bool IsOver => Stalled > Patience;

    /// <summary>Takes in the value of an epoch; NaN and infinity are no improvement.</summary>
    /// <returns>Whether it is the best.</returns>
    internal bool Observe(int epoch, double value, Direction direction)
    {
        bool best = double.IsFinite(value)
            && (Best is not double mark || (direction is Controllers.Direction.Minimize ? value < mark - MinimumDelta : value > mark + MinimumDelta));
        if (best)
            (Best, BestEpoch) = (value, epoch);
        Stalled = best ? 0 : Stalled + 1;
        return best;
    }

    internal void Restore(double? best, int bestEpoch, int stalled) => (Best, BestEpoch, Stalled) = (best, bestEpoch, stalled);
}
