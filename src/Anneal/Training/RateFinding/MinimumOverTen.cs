namespace Anneal.Training.RateFinding;

/// <summary>A tenth of the rate with the lowest loss.</summary>
internal sealed class MinimumOverTen : RateRule
{
    public override string Name => "minimum";

    public override string Formula => "a tenth of the rate with the lowest smoothed loss";

    public override string Source => "Howard and Gugger 2018, fastai's minimum";

    private protected override double? Read(RateCurve curve) => curve.Rates[curve.Lowest] / 10;
}
