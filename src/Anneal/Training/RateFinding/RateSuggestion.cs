namespace Anneal.Training.RateFinding;

/// <summary>What one rule suggests.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="BySeed">Its rate for each curve; null where it finds none.</param>
/// <param name="Rate">Their median in log rate; null where there is none.</param>
public sealed record RateSuggestion(RateRule Rule, IReadOnlyList<double?> BySeed, double? Rate)
{
    internal static RateSuggestion Of(RateRule rule, IReadOnlyList<RateCurve> curves)
    {
        double?[] rates = [.. curves.Select(curve => rule.Suggest(curve))];
        double? middle = Diagnoses.Middle.Of(rates.OfType<double>().Select(rate => Math.Log(rate))) is double log ? Math.Exp(log) : null;
        return new(rule, rates, middle);
    }
}

/// <summary>Rates from a lower to a higher one.</summary>
/// <param name="Low">The lower.</param>
/// <param name="High">The higher.</param>
public readonly record struct RateRange(double Low, double High)
{
    /// <summary>Whether a rate lies in it, its ends included.</summary>
    /// <param name="rate">The rate.</param>
    public bool Contains(double rate) => rate >= Low && rate <= High;
}
