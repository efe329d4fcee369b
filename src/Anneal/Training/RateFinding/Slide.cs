namespace Anneal.Training.RateFinding;

/// <summary>The interval slide rule: an interval slides down from the high rates until the slopes at its ends agree.</summary>
internal sealed class Slide : RateRule
{
    // Of the sweep's rates: fastai's 15 of 100.
    private const double Width = 0.15;

    // Fastai's 0.005 is made for losses of about 1; ours are measured in units of what the loss fell.
    private const double Agreement = 0.005;

    public override string Name => "slide";

    public override string Formula => "the low end of an interval of 15 % of the rates that slides down until the slopes of the loss at its ends differ by at most 0.5 % of the fall, before the loss is in its noise";

    public override string Source => "Fastai's slide (Novetta), with the loss measured in units of its fall";

    private protected override double? Read(RateCurve curve)
    {
        IReadOnlyList<double> losses = curve.Smoothed;
        int width = Math.Max(1, (int)Math.Round(Width * curve.Planned));
        double unit = losses[0] - losses[curve.Lowest];
        // Behind the lowest loss there is nothing to suggest.
        int low = Math.Min(losses.Count - 1 - width, curve.Lowest);
        int found = low;
        while (low >= 0 && Math.Abs(Slope(losses, low + width) - Slope(losses, low)) > Agreement * unit)
            found = low--;
        // An interval that has slid into the noise agrees with anything.
        return found < curve.Departure || low < 0 ? null : curve.Rates[found];
    }

    private static double Slope(IReadOnlyList<double> losses, int place)
    {
        (int low, int high) = (Math.Max(0, place - 1), Math.Min(losses.Count - 1, place + 1));
        return (losses[high] - losses[low]) / (high - low);
    }
}
