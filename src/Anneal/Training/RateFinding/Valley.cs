namespace Anneal.Training.RateFinding;

/// <summary>The middle of the longest decreasing subsequence.</summary>
internal sealed class Valley : RateRule
{
    public override string Name => "valley";

    public override string Formula => "the rate half-way through the longest decreasing subsequence of the smoothed losses";

    public override string Source => "ESRI; fastai's valley, which its page says to go two thirds of the way and whose code goes half";

    private protected override double? Read(RateCurve curve)
    {
        IReadOnlyList<double> losses = curve.Smoothed;
        int[] length = new int[losses.Count], before = new int[losses.Count];
        int end = 0;
        for (int i = 0; i < losses.Count; i++)
        {
            (length[i], before[i]) = (1, -1);
            for (int k = 0; k < i; k++)
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
