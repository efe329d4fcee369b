namespace Anneal.Training.RateFinding;

/// <summary>How a rate is read from the curve of a sweep. Each is somebody's habit; none is right everywhere.</summary>
public abstract class RateRule
{
    private protected RateRule()
    {
    }

    /// <summary>The middle of the longest descent, fastai's default.</summary>
    public static RateRule Valley { get; } = new Valley();

    /// <summary>Where the loss falls fastest, the default: noise and the rates it stands in move it least.</summary>
    public static RateRule Steepest { get; } = new Steepest();

    /// <summary>A tenth of the rate with the lowest loss.</summary>
    public static RateRule Minimum { get; } = new MinimumOverTen();

    /// <summary>Where, coming from the high rates, the slope stops changing.</summary>
    public static RateRule Slide { get; } = new Slide();

    /// <summary>All of them, in the order in which tables show them.</summary>
    public static IReadOnlyList<RateRule> All { get; } = [Valley, Steepest, Minimum, Slide];

    /// <summary>The word it is asked for by.</summary>
    public abstract string Name { get; }

    /// <summary>What it does, in one line.</summary>
    public abstract string Formula { get; }

    /// <summary>Where it comes from.</summary>
    public abstract string Source { get; }

    /// <summary>What it suggests.</summary>
    /// <param name="curve">A sweep.</param>
    /// <returns>Null where it finds nothing, or where the curve is not <see cref="RateVerdict.Usable"/>.</returns>
    public double? Suggest(RateCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        return curve.Verdict is RateVerdict.Usable ? Read(curve) : null;
    }

    /// <summary>The rule of a name.</summary>
    /// <param name="name">One of <see cref="All"/>.</param>
    /// <exception cref="FormatException">There is none.</exception>
    public static RateRule Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(rule => rule.Name == name)
            ?? throw new FormatException($"There is no rule '{name}' to read a rate by. {(Schedules.Text.Catalogue.Nearest(name, All.Select(rule => rule.Name)) is string near ? $"Did you mean '{near}'?" : $"Known: {string.Join(", ", All.Select(rule => rule.Name))}.")}");
    }

    /// <summary>Its name.</summary>
    public override string ToString() => Name;

    private protected abstract double? Read(RateCurve curve);
}
