namespace Anneal.Training.RateFinding;

/// <summary>The middle of the longest decreasing subsequence. Before the loss has left its noise there are such by chance, often long ones: they do not count.</summary>
internal sealed class Valley : RateRule
{
    public override string Name => "valley";

    public override string Formula => "the rate half-way through the longest decreasing subsequence of the smoothed losses that have left the noise";

    public override string Source => "ESRI; fastai's valley, which its page says to go two thirds of the way and whose code goes half; there from the tenth rate to the fifth last";

    private protected override double? Read(RateCurve curve)
    {
        IReadOnlyList<double> losses = curve.Smoothed;
        int first = curve.Departure;
        int[] length = new int[losses.Count], before = new int[losses.Count];
        int end = first;
        for (int i = first; i < losses.Count; i++)
        {
            (length[i], before[i]) = (1, -1);
            for (int k = first; k < i; k++)
            {
                if (losses[i] < losses[k] && length[k] + 1 > length[i])
                    (length[i], before[i]) = (length[k] + 1, k);
            }

            if (length[i] > length[end])
                end = i;
        }

        int start = end;
        while (before[start] >= 0)
            start = before[start];
        return length[end] < 2 ? null : curve.Rates[start + ((end - start) / 2)];
    }
}
