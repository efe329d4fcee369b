namespace Anneal.Comparing;

/// <summary>A comparison in words.</summary>
internal static class Sentence
{
    public static string Of(Duel duel, Judgement judgement)
    {
        if (duel.Method is TestMethod.Fisher)
            return Failures(duel, judgement);
        if (duel.Method is TestMethod.SignedRanks)
            return Ranks(duel, judgement);
        (string first, string second, int pairs) = (duel.First.Name, duel.Second.Name, duel.Paired.Pairs);
        string failed = duel.FirstSample.Failed == 0 ? "" : $"; {NeverLearned(duel.FirstSample, first)}, {NeverLearned(duel.SecondSample, second)}";
        return judgement.Verdict switch
        {
            Verdict.CannotTell when pairs == 0 => $"{first} and {second} cannot be compared: there is no seed with which both learned{failed}",
            Verdict.CannotTell when pairs == 1 => $"{first} and {second} cannot be told apart by one seed, which says nothing about the noise: run more seeds{failed}",
            Verdict.CannotTell => $"{first} and {second} gave the same results with all {Written.Seeds(pairs)}{failed}",
            Verdict.BeyondNoise => $"{Ahead(duel, judgement.Better)} (paired by {Written.Seeds(pairs)}, {Evidence(duel, judgement)}){failed}",
            _ => $"{first} is not told apart from {second} by {Written.Seeds(pairs)}: {Difference(duel)} ({Evidence(duel, judgement)}){Needed(judgement.Needed)}{failed}",
        };
    }

    private static string Failures(Duel duel, Judgement judgement)
    {
        string text = $"{NeverLearned(duel.SecondSample, duel.Second.Name)}, {NeverLearned(duel.FirstSample, duel.First.Name)} ({Evidence(duel, judgement)}){(judgement.Verdict is Verdict.BeyondNoise ? "" : "; that may be chance")}";
        return duel.Paired.Pairs == 0 || duel.Paired.Difference == 0 ? text : $"{text}; {(duel.Paired.Pairs == 1 ? "with the one seed" : $"with the {Written.Seeds(duel.Paired.Pairs)}")} with which both learned, {Ahead(duel, judgement.Better)}";
    }

    private static string Ranks(Duel duel, Judgement judgement)
    {
        string verdict = judgement.Verdict is Verdict.BeyondNoise ? "is better than" : "is not told apart from";
        string both = duel.Paired.Pairs == 0 || duel.Paired.Difference == 0 ? "" : $"; with the {Written.Seeds(duel.Paired.Pairs)} with which both learned, {Ahead(duel, judgement.Better)}";
        return $"{duel.First.Name} {verdict} {duel.Second.Name} by {Written.Seeds(duel.Shared)}, never to learn being worst ({Evidence(duel, judgement)}): {NeverLearned(duel.SecondSample, duel.Second.Name)}, {NeverLearned(duel.FirstSample, duel.First.Name)}{both}";
    }

    private static string NeverLearned(Sample sample, string name)
        => sample.Failed == 0
            ? FormattableString.Invariant($"{name} learned with all {sample.Runs}")
            : FormattableString.Invariant($"{sample.Failed} of {Written.Seeds(sample.Runs)} of {name} never learned");

    // Who leads by the shared seeds, which need not be who stands first: not all seeds are shared.
    private static string Ahead(Duel duel, Better better)
    {
        bool isFirst = duel.Paired.Difference > 0 == better is Better.Higher;
        (string ahead, string behind) = isFirst ? (duel.First.Name, duel.Second.Name) : (duel.Second.Name, duel.First.Name);
        return $"{ahead} is better than {behind} by {Difference(duel)}";
    }

    private static string Difference(Duel duel)
    {
        double size = Math.Abs(duel.Paired.Difference!.Value);
        return duel.Paired.HalfWidth is double error ? Written.WithError(size, error) : Written.Plain(size);
    }

    private static string Evidence(Duel duel, Judgement judgement)
    {
        string method = duel.Method switch
        {
            TestMethod.StudentT => "t-test",
            TestMethod.SignFlips => "exact test by turned signs",
            TestMethod.SignedRanks => "exact test of signed ranks",
            _ => "Fisher's exact test",
        };
        string p = Written.P(judgement.CorrectedP!.Value);
        if (judgement.Tests == 1)
            return $"{method}, {p}";
        // Who sees an interval without 0 beside "not told apart" wants to know why.
        string alone = duel.P <= judgement.Level && judgement.CorrectedP > judgement.Level ? $"{Written.P(duel.P.Value)} alone, " : "";
        return FormattableString.Invariant($"{method}, {alone}{p} after Holm{(alone.Length > 0 ? $" for {judgement.Tests} comparisons" : "")}");
    }

    private static string Needed(int? needed) => needed is int count ? $"; about {Written.Seeds(count)} would tell" : "";
}

/// <summary>What became of a comparison among the others.</summary>
internal readonly record struct Judgement(double? CorrectedP, int Tests, double Level, Verdict Verdict, int? Needed, Better Better);
