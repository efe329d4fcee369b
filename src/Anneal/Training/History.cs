using Anneal.Controllers;

namespace Anneal.Training;

/// <summary>What a run measured: the loss and the rate of every update, the metrics of every epoch, and where the time went.</summary>
public sealed class History
{
    private readonly List<EpochRecord> _epochs = [];
    private readonly List<double> _losses = [];
    private readonly List<double> _rates = [];

    /// <summary>The epochs in order.</summary>
    public IReadOnlyList<EpochRecord> Epochs => _epochs;

    /// <summary>The loss of every step, in order.</summary>
    public IReadOnlyList<double> Losses => _losses;

    /// <summary>The rate of every step, in order.</summary>
    public IReadOnlyList<double> Rates => _rates;

    /// <summary>How long the phases of a step took. Not part of checkpoints: it counts from where the process began.</summary>
    public PhaseTimes Phases { get; } = new();

    /// <summary>The values of a metric, epoch by epoch.</summary>
    /// <param name="metric">Its name, such as <c>validation_loss</c>.</param>
    /// <exception cref="KeyNotFoundException">It was not measured.</exception>
    public IReadOnlyList<double> Of(string metric) => [.. _epochs.Select(epoch => epoch[metric])];

    /// <summary>The epoch in which a metric was best; the first of equals.</summary>
    /// <param name="metric">Its name.</param>
    /// <param name="direction">Which way it improves.</param>
    /// <returns>Null when no epoch has a finite value.</returns>
    public EpochRecord? Best(string metric, Direction direction)
    {
        EpochRecord? best = null;
        foreach (EpochRecord epoch in _epochs)
        {
            double value = epoch[metric];
            if (double.IsFinite(value) && (best is null || (direction is Direction.Minimize ? value < best[metric] : value > best[metric])))
                best = epoch;
        }

        return best;
    }

    internal void Add(double loss, double rate)
    {
        _losses.Add(loss);
        _rates.Add(rate);
    }

    internal void Add(EpochRecord epoch) => _epochs.Add(epoch);

    internal void Replace(IEnumerable<EpochRecord> epochs, IEnumerable<double> losses, IEnumerable<double> rates)
    {
        _epochs.Clear();
        _losses.Clear();
        _rates.Clear();
        _epochs.AddRange(epochs);
        _losses.AddRange(losses);
        _rates.AddRange(rates);
    }
}
