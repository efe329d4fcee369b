namespace Anneal.Comparing;

/// <summary>Fisher's exact test: whether two groups of runs fail differently often.</summary>
internal static class Fisher
{
    /// <summary>P of a table at most as probable as this one, with the same sums: two-sided.</summary>
    public static double P(int failed, int runs, int otherFailed, int otherRuns)
    {
        int allFailed = failed + otherFailed;
        double observed = LogProbability(failed), sum = 0;
        for (int k = Math.Max(0, allFailed - otherRuns); k <= Math.Min(allFailed, runs); k++)
        {
            double probability = LogProbability(k);
            // Tables that are equally probable on paper count as equally probable.
            if (probability <= observed + 1e-9)
                sum += Math.Exp(probability);
        }

        return Math.Min(1, sum);

        double LogProbability(int k) => LogChoose(runs, k) + LogChoose(otherRuns, allFailed - k) - LogChoose(runs + otherRuns, allFailed);
    }

    private static double LogChoose(int n, int k)
    {
        double sum = 0;
        for (int i = 1; i <= k; i++)
            sum += Math.Log((n - k + i) / (double)i);
        return sum;
    }
}
