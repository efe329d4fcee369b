namespace Anneal.Controllers;

/// <summary>Reduces the rate when a metric stops improving: after more than Patience observations without improvement, scale ← max(scale·Factor, MinimumScale).</summary>
/// <remarks>
/// The margin of a relative threshold is threshold·|best|: the peers use best·(1 − threshold), which accepts a worse value as an improvement when the
/// metric is negative. For a peer's exact behaviour see the dialects. After a reduction, Cooldown observations count neither way, but the best is kept up to date.
/// PyTorch: <c>ReduceLROnPlateau</c>, of which this is the scale; there the counting is the same.
/// </remarks>
public sealed class ReduceOnPlateau : IController
{
    /// <summary>Which way the metric improves; default minimize.</summary>
    public Direction Direction { get; init; } = Direction.Minimize;

    /// <summary>What the scale is multiplied by, from 0 to below 1; default 0.1.</summary>
    public double Factor { get; init => field = value is >= 0 and < 1 ? value : throw Bad(nameof(Factor), value, "at least 0 and below 1, or nothing would be reduced"); } = 0.1;

    /// <summary>Observations without improvement that are tolerated; the next one reduces. Default 10.</summary>
    public long Patience { get; init => field = value >= 0 ? value : throw Bad(nameof(Patience), value, "at least 0"); } = 10;

    /// <summary>The margin of an improvement, at least 0; default 1e-4.</summary>
    public double Threshold { get; init => field = double.IsFinite(value) && value >= 0 ? value : throw Bad(nameof(Threshold), value, "a finite number of at least 0"); } = 1e-4;

    /// <summary>How the threshold is read; default relative to the best value.</summary>
    public Margin Margin { get; init; } = Margin.Relative;

    /// <summary>Observations after a reduction during which nothing is counted; default 0.</summary>
    public long Cooldown { get; init => field = value >= 0 ? value : throw Bad(nameof(Cooldown), value, "at least 0"); }

    /// <summary>The scale never falls below this, from 0 to 1; default 0.</summary>
    public double MinimumScale { get; init => field = value is >= 0 and <= 1 ? value : throw Bad(nameof(MinimumScale), value, "between 0 and 1"); }

    /// <summary>Everything remembered so far. Read it to save, set it to restore; training then goes on as if it had never stopped.</summary>
    public PlateauMemory Memory { get; set; } = new();

    /// <inheritdoc/>
    public double Scale => Memory.Scale;

    /// <inheritdoc/>
    public bool Observe(double metric)
    {
        double before = Memory.Scale;
        Memory = After(Memory, metric);
        return Memory.Scale != before;
    }

    /// <summary>The memory after one more observation: the whole rule, without side effects.</summary>
    /// <param name="memory">The memory before.</param>
    /// <param name="metric">The observed value; NaN and infinity count as no improvement.</param>
    public PlateauMemory After(PlateauMemory memory, double metric)
    {
        bool improved = Improves(metric, memory.Best);
        double? best = improved ? metric : memory.Best;
        if (memory.Cooling > 0)
            return memory with { Best = best, Stalled = 0, Cooling = memory.Cooling - 1 };
        long stalled = improved ? 0 : memory.Stalled + 1;
        if (stalled <= Patience)
            return memory with { Best = best, Stalled = stalled };
        // A scale restored from elsewhere may lie below the minimum: it is never raised.
        double scale = Math.Min(memory.Scale, Math.Max(memory.Scale * Factor, MinimumScale));
        return new PlateauMemory(scale, best, 0, Cooldown);
    }

    /// <summary>How far from a best value the next must be to count as better: threshold·|best|, or the threshold itself.</summary>
    /// <param name="best">The best value so far.</param>
    public double MarginAt(double best) => Margin is Margin.Relative ? Threshold * Math.Abs(best) : Threshold;

    private bool Improves(double metric, double? best)
    {
        // An infinite best could never be left again: no margin from it is a number.
        if (!double.IsFinite(metric))
            return false;
        if (best is not double mark)
            return true;
        double margin = MarginAt(mark);
        return Direction is Direction.Minimize ? metric < mark - margin : metric > mark + margin;
    }

    private static ArgumentOutOfRangeException Bad(string name, double value, string expected)
        => new(name, value, FormattableString.Invariant($"{name} must be {expected}, not {value}."));
}
