namespace Anneal.Training.RateFinding;

/// <summary>What one sweep measured: the loss after updates at each rate.</summary>
public sealed class RateCurve
{
    private readonly double _factor;

    internal RateCurve(int seed, RateSweep sweep, IReadOnlyList<double> rates, IReadOnlyList<double> losses, double start, SweepEnd end, bool moved, double? guess)
    {
        (Seed, Rates, Losses, Start, End, HasMoved, Guess, Planned, _factor) = (seed, rates, losses, start, end, moved, guess, sweep.Steps, sweep.StopFactor);
        Cap = Highest();
        Smoothed = Smooth(sweep.Smoothing);
        Lowest = Enumerable.Range(0, Smoothed.Count).MinBy(place => Smoothed[place]);
        // Before the lowest loss the curve is the network's; behind it, it is the divergence's.
        Noise = SweepStop.Noise([.. Losses.Take(Math.Max(Lowest + 1, Math.Min(10, Losses.Count)))]);
        double w = sweep.Smoothing;
        SmoothedNoise = Noise * Math.Sqrt((1 + (w * w)) * (1 - w) / ((1 + w) * (1 + w) * (1 + w)));
        Departure = Leaving();
        (Verdict, Reason) = CurveVerdict.Of(this);
    }

    /// <summary>The seed of its start and its order.</summary>
    public int Seed { get; }

    /// <summary>How many rates the sweep has.</summary>
    public int Planned { get; }

    /// <summary>The rates that were tried, ascending; fewer than the sweep has where it was stopped.</summary>
    public IReadOnlyList<double> Rates { get; }

    /// <summary>The mean loss right after the updates at each rate; the last one may be no number.</summary>
    public IReadOnlyList<double> Losses { get; }

    /// <summary>The losses smoothed: sᵢ = Σ w^|i−k|·xₖ / Σ w^|i−k|, the debiased exponential average in both directions, which does not lag. Losses that have run away count as <see cref="Cap"/>.</summary>
    public IReadOnlyList<double> Smoothed { get; }

    /// <summary>The loss before the first update.</summary>
    public double Start { get; }

    /// <summary>What losses above it count as, so that the last one does not bend the whole curve.</summary>
    public double Cap { get; }

    /// <summary>The place of the lowest smoothed loss.</summary>
    public int Lowest { get; }

    /// <summary>The place from which the smoothed loss, up to its lowest, stays below where it began by more than the noise: below it, nothing can be read. By at least three of <see cref="SmoothedNoise"/> and a twentieth of the fall.</summary>
    public int Departure { get; }

    /// <summary>The standard deviation of losses around their curve, from the differences of neighbours: what batches differ by.</summary>
    public double Noise { get; }

    /// <summary>What is left of it in a smoothed loss.</summary>
    public double SmoothedNoise { get; }

    /// <summary>The loss of the best guess that looks at no input; null where the loss is one of your own.</summary>
    public double? Guess { get; }

    /// <summary>Why the sweep ended.</summary>
    public SweepEnd End { get; }

    /// <summary>Whether any weight changed.</summary>
    public bool HasMoved { get; }

    /// <summary>Whether rates can be read from it.</summary>
    public RateVerdict Verdict { get; }

    /// <summary>Why not, in a sentence; empty for a usable curve.</summary>
    public string Reason { get; }

    /// <summary>The smoothed loss at a rate; between two tried ones, on the line between them in log rate.</summary>
    /// <param name="rate">A rate; beyond the ends of the curve those hold.</param>
    public double At(double rate)
    {
        int next = 0;
        while (next < Rates.Count && Rates[next] < rate)
            next++;
        if (next == 0 || next == Rates.Count)
            return Smoothed[Math.Min(next, Rates.Count - 1)];
        double share = Math.Log(rate / Rates[next - 1]) / Math.Log(Rates[next] / Rates[next - 1]);
        return Smoothed[next - 1] + (share * (Smoothed[next] - Smoothed[next - 1]));
    }

    private int Leaving()
    {
        double level = Smoothed[0] - Math.Max(3 * SmoothedNoise, 0.05 * (Smoothed[0] - Smoothed[Lowest]));
        int place = Lowest;
        while (place > 0 && Smoothed[place - 1] < level)
            place--;
        return place;
    }

    private double Highest()
    {
        double average = 0, missing = 1, lowest = double.PositiveInfinity, before = Start, highest = Start;
        const double weight = 0.8;
        foreach (double loss in Losses.Where(double.IsFinite))
        {
            average = (weight * average) + ((1 - weight) * loss);
            missing *= weight;
            before = Math.Max(before, loss);
            if (average / (1 - missing) < lowest)
                (lowest, highest) = (average / (1 - missing), before);
        }

        return double.IsFinite(lowest) ? Math.Max(highest, SweepStop.Limit(lowest, _factor)) : Start;
    }

    private double[] Smooth(double weight)
    {
        double[] values = [.. Losses.Select(loss => loss < Cap ? loss : Cap)];
        if (weight == 0)
            return values;
        (double Sum, double Weights)[] left = Sweep(values, weight), right = Sweep([.. values.Reverse()], weight);
        Array.Reverse(right);
        // The value itself is in both.
        return [.. values.Select((value, i) => (left[i].Sum + right[i].Sum - value) / (left[i].Weights + right[i].Weights - 1))];
    }

    private static (double Sum, double Weights)[] Sweep(double[] values, double weight)
    {
        var sums = new (double Sum, double Weights)[values.Length];
        for (int i = 0; i < values.Length; i++)
            sums[i] = i == 0 ? (values[0], 1) : ((weight * sums[i - 1].Sum) + values[i], (weight * sums[i - 1].Weights) + 1);
        return sums;
    }
}

/// <summary>Why a sweep ended.</summary>
public enum SweepEnd
{
    /// <summary>All rates were tried.</summary>
    Finished,

    /// <summary>The loss had run away.</summary>
    Diverged,

    /// <summary>The loss, or a gradient, was no number.</summary>
    NotFinite,
}
