namespace Anneal.Comparing;

/// <summary>Two contenders, the better-placed one first, before the correction for all comparisons is known.</summary>
internal sealed record Duel(Contender First, Contender Second, Sample FirstSample, Sample SecondSample, PairedTest Paired, TestMethod Method, double? P)
{
    public int Shared => Paired.Pairs + Paired.LeftOut;

    public static Duel Of(Contender first, Contender second, Better better, double level)
    {
        int[] seeds = [.. first.Results.Keys.Where(second.Results.ContainsKey).Order()];
        PairedTest paired = PairedTest.Of([.. seeds.Select(seed => first.Results[seed])], [.. seeds.Select(seed => second.Results[seed])], level);
        (Sample one, Sample other) = (Sample.Of(first.InOrder), Sample.Of(second.InOrder));
        if ((long)one.Failed * other.Runs == (long)other.Failed * one.Runs)
            return new(first, second, one, other, paired, paired.Method, paired.P);
        // Numbers alone were selected by who failed; ranks take those who failed in.
        double[] ranks = SignedRanks.Of([.. seeds.Select(seed => first.Results[seed])], [.. seeds.Select(seed => second.Results[seed])], better);
        return ranks.Length is >= SignFlips.Fewest and <= SignFlips.Most
            ? new(first, second, one, other, paired, TestMethod.SignedRanks, SignFlips.P(ranks))
            : new(first, second, one, other, paired, TestMethod.Fisher, Fisher.P(one.Failed, one.Runs, other.Failed, other.Runs));
    }

    public Comparison Judged(double? corrected, int tests, Better better, double level)
    {
        Verdict verdict = Method is TestMethod.None ? Verdict.CannotTell : corrected <= level ? Verdict.BeyondNoise : Verdict.WithinNoise;
        int? needed = verdict is Verdict.WithinNoise && Method is not (TestMethod.Fisher or TestMethod.SignedRanks) && Paired is { StandardDeviation: > 0, Difference: double difference }
            ? Power.PairsFor(difference / Paired.StandardDeviation.Value, level / tests)
            : null;
        // At a p-value just above the bound the estimate can land on what there is already; it was not enough.
        if (needed <= Paired.Pairs)
            needed = Paired.Pairs + 1;
        return new(First.Name, Second.Name, Paired, Method, P, corrected, verdict, needed, Sentence.Of(this, new(corrected, tests, level, verdict, needed, better)));
    }
}
