namespace Anneal.Training.RateFinding;

/// <summary>How rates are tried: from where to where, in how many steps, and when to stop.</summary>
public sealed record RateSweep
{
    // An epoch of so few batches is tried as a whole: then rates differ, and not the examples they met.
    private const int SmallEpoch = 20;

    // One is enough for a curve, but seeds then differ by a factor of 8 where with three they differ by 2.
    private const int Usual = 3;

    /// <summary>The lowest rate, above 0; default 1e-7.</summary>
    public double From { get; init => field = double.IsFinite(value) && value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(From), value, "The lowest rate is a positive number."); } = 1e-7;

    /// <summary>The highest rate, above <see cref="From"/>; default 10.</summary>
    public double To { get; init => field = double.IsFinite(value) && value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(To), value, "The highest rate is a positive number."); } = 10;

    /// <summary>How many rates are tried, both ends included; at least 10, default 100.</summary>
    public int Steps { get; init => field = value >= 10 ? value : throw new ArgumentOutOfRangeException(nameof(Steps), value, "Fewer than 10 rates make no curve."); } = 100;

    /// <summary>Whether rates lie at equal distances (true) or at equal ratios (false, the default).</summary>
    public bool Linear { get; init; }

    /// <summary>Updates at each rate, whose losses are averaged; null, the default, is a whole epoch where that has at most 20, else 3.</summary>
    public int? UpdatesPerRate { get; init => field = value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(UpdatesPerRate), value, "At least 1 update is made at each rate."); }

    /// <summary>The loss that ends a sweep, as a multiple of the lowest smoothed one; above 1, default 4. A loss that is no number always ends it.</summary>
    public double StopFactor { get; init => field = value > 1 ? value : throw new ArgumentOutOfRangeException(nameof(StopFactor), value, "A sweep ends at a loss above the lowest one: a factor above 1."); } = 4;

    /// <summary>How much of its neighbour a smoothed loss keeps, from 0 (the raw curve) to below 1; default 0.8, an average over about 9 rates.</summary>
    public double Smoothing { get; init => field = value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(Smoothing), value, "Smoothing is 0 (none) to below 1."); } = 0.8;

    /// <summary>How many sweeps are made, each with a start and an order of its own; at least 1, default 3.</summary>
    public int Seeds { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Seeds), value, "At least one sweep is made."); } = 3;

    /// <summary>The seed of the first sweep; default 1.</summary>
    public int FirstSeed { get; init; } = 1;

    /// <summary>The only group whose rate is tried, while the others keep theirs; null, the default, tries the rate of all.</summary>
    public string? Group { get; init; }

    /// <summary>The rule whose suggestion is recommended; default <see cref="RateRule.Steepest"/>.</summary>
    public RateRule Rule { get; init => field = value ?? throw new ArgumentNullException(nameof(Rule)); } = RateRule.Steepest;

    /// <summary>A rate of the sweep: From·(To/From)^(i/(Steps − 1)), or From + (To − From)·i/(Steps − 1) where it is linear.</summary>
    /// <param name="place">Its number, from 0 to <see cref="Steps"/> − 1.</param>
    public double RateAt(int place)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(place);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(place, Steps);
        double share = (double)place / (Steps - 1);
        return place == Steps - 1 ? To : Linear ? From + ((To - From) * share) : From * Math.Pow(To / From, share);
    }

    /// <summary>The updates at each rate, where an epoch has so many.</summary>
    internal int UpdatesOf(int epoch) => UpdatesPerRate ?? (epoch <= SmallEpoch ? epoch : Usual);

    internal void Check()
    {
        if (From >= To)
            throw new ArgumentException(FormattableString.Invariant($"The sweep goes from {From} to {To}: the first rate is the lower one."));
    }
}
