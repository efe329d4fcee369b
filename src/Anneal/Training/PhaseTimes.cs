namespace Anneal.Training;

/// <summary>A part of a training step.</summary>
public enum TrainingPhase
{
    /// <summary>Waiting for the next batch.</summary>
    Loading,

    /// <summary>The network, the loss and the metrics.</summary>
    Forward,

    /// <summary>The way back.</summary>
    Backward,

    /// <summary>Clipping, the optimizer and averages.</summary>
    Update,

    /// <summary>One batch of a validation.</summary>
    Validation,
}

/// <summary>How long each phase took: totals and percentiles, from counts in classes 4.4 % wide, so that a long run needs no more memory than a short one.</summary>
public sealed class PhaseTimes
{
    // 16 classes to a doubling; from 1 ns to about 4,000 s.
    private const int PerDoubling = 16;
    private const int Classes = 42 * PerDoubling;

    private readonly long[][] _counts = [.. Enum.GetValues<TrainingPhase>().Select(_ => new long[Classes])];
    private readonly double[] _seconds = new double[Enum.GetValues<TrainingPhase>().Length];

    /// <summary>Seconds spent in a phase.</summary>
    /// <param name="phase">The phase.</param>
    public double Total(TrainingPhase phase) => _seconds[(int)phase];

    /// <summary>How often a phase was measured.</summary>
    /// <param name="phase">The phase.</param>
    public long Count(TrainingPhase phase) => _counts[(int)phase].Sum();

    /// <summary>The time that a share of all times did not exceed.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="percent">From 0 to 100: 50 is the median.</param>
    /// <returns>Seconds, to within 2.2 %; 0 when the phase was never measured.</returns>
    public double Percentile(TrainingPhase phase, double percent)
    {
        if (percent is not (>= 0 and <= 100))
            throw new ArgumentOutOfRangeException(nameof(percent), percent, "A percentile is between 0 and 100.");
        long[] counts = _counts[(int)phase];
        long wanted = Math.Max(1, (long)Math.Ceiling(counts.Sum() * (percent / 100)));
        long seen = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            seen += counts[i];
            if (seen >= wanted)
                return Math.Pow(2, (i + 0.5) / PerDoubling) * 1e-9;
        }

        return 0;
    }

    internal void Add(TrainingPhase phase, TimeSpan time)
    {
        double nanoseconds = Math.Max(1, time.Ticks * 100.0);
        _counts[(int)phase][Math.Min(Classes - 1, (int)(Math.Log2(nanoseconds) * PerDoubling))]++;
        _seconds[(int)phase] += time.TotalSeconds;
    }
}
