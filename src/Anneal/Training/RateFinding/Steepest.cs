namespace Anneal.Training.RateFinding;

/// <summary>The most negative slope in log rate.</summary>
internal sealed class Steepest : RateRule
{
    public override string Name => "steepest";

    public override string Formula => "the rate up to that of the lowest loss where (sᵢ₊₁ − sᵢ₋₁) / (ln ηᵢ₊₁ − ln ηᵢ₋₁) is the most negative";

    public override string Source => "Smith 2015, where the loss falls; as fastai's steep and Lightning's suggestion, with central differences";

    private protected override double? Read(RateCurve curve)
    {
        (double? rate, double steepest) = (null, 0);
        for (int i = 1; i < curve.Lowest; i++)
        {
            double slope = (curve.Smoothed[i + 1] - curve.Smoothed[i - 1]) / Math.Log(curve.Rates[i + 1] / curve.Rates[i - 1]);
            if (slope < steepest)
                (rate, steepest) = (curve.Rates[i], slope);
        }

        return rate;
    }
}
