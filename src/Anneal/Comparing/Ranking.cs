namespace Anneal.Comparing;

/// <summary>Several ways to train in order, and which of the differences between them are more than noise.</summary>
/// <remarks>
/// <para>Order: by the share of runs that failed, fewest first; then by the mean of the others; then by name. No number is made up for a run that failed.</para>
/// <para>Each pair is compared with the seeds with which both gave a number. Where the shares of failed runs differ, the numbers that are left were
/// selected by who failed, so they are only reported: with 10 to 20 seeds the ranks of the differences decide, a run that failed being the worst (Wilcoxon's
/// signed ranks, exact), else the failures themselves are tested (Fisher's exact test over all runs).</para>
/// <para>All pairs count for Holm's correction although sentences speak of the best one only, because the best was picked by the same numbers. Whoever
/// names one contender beforehand (<c>against</c>) has fewer comparisons and sees more with as many runs. In either case the probability of even one false
/// alarm in the whole ranking is at most the level.</para>
/// </remarks>
public sealed class Ranking
{
    private Ranking(Better better, double level, IReadOnlyList<Standing> standings, IReadOnlyList<Comparison> comparisons, string pivot)
    {
        (Better, Level, Standings, AllComparisons) = (better, level, standings, comparisons);
        Comparisons = [.. comparisons.Where(comparison => comparison.First == pivot || comparison.Second == pivot)];
    }

    /// <summary>Which results are the good ones.</summary>
    public Better Better { get; }

    /// <summary>The probability of a false alarm that is put up with.</summary>
    public double Level { get; }

    /// <summary>The contenders, best first.</summary>
    public IReadOnlyList<Standing> Standings { get; }

    /// <summary>The best one, or the one named beforehand, against each of the others, in their order.</summary>
    public IReadOnlyList<Comparison> Comparisons { get; }

    /// <summary>All comparisons that were made: every pair, or the one named beforehand against each other one.</summary>
    public IReadOnlyList<Comparison> AllComparisons { get; }

    /// <summary>Who is first and what is not told apart from it, in a sentence.</summary>
    public string Summary
    {
        get
        {
            Standing best = Standings[0];
            string text = $"{best.Name} is first with {best.Sample}";
            string[] others = [.. Standings.Skip(1).Where(standing => standing.MayBeBest).Select(standing => standing.Name)];
            return Standings.Count == 1 ? text
                : others.Length == 0 ? $"{text}, and the difference to every other one is beyond the noise"
                : $"{text}; not told apart from it: {string.Join(", ", others)}";
        }
    }

    /// <summary>Ranks contenders and compares them.</summary>
    /// <param name="contenders">One or more, with different names, each with one or more results.</param>
    /// <param name="better">Which results are the good ones.</param>
    /// <param name="against">The one with which the others are compared, named before anybody saw a result; null, the default, compares all pairs.</param>
    /// <param name="level">The probability of even one false alarm that is put up with; default 0.05.</param>
    /// <exception cref="ArgumentException">There is no contender, two have one name, one has no result, or nobody is called <paramref name="against"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public static Ranking Of(IEnumerable<Contender> contenders, Better better, string? against = null, double level = 0.05)
    {
        ArgumentNullException.ThrowIfNull(contenders);
        PairedTest.CheckLevel(level);
        Contender[] ranked = Ranked([.. contenders], better);
        if (against is not null && !Array.Exists(ranked, contender => contender.Name == against))
            throw new ArgumentException($"Nobody is called '{against}'. Contenders: {string.Join(", ", ranked.Select(contender => contender.Name))}.", nameof(against));
        List<Duel> duels = [];
        for (int i = 0; i < ranked.Length; i++)
        {
            for (int j = i + 1; j < ranked.Length; j++)
            {
                if (against is null || ranked[i].Name == against || ranked[j].Name == against)
                    duels.Add(Duel.Of(ranked[i], ranked[j], better, level));
            }
        }

        double[] corrected = Holm.Correct([.. duels.Where(duel => duel.P is not null).Select(duel => duel.P!.Value)]);
        int tested = 0;
        Comparison[] comparisons = [.. duels.Select(duel => duel.Judged(duel.P is null ? null : corrected[tested++], corrected.Length, better, level))];
        Standing[] standings = [.. ranked.Select((contender, place) => new Standing(place + 1, contender.Name, Sample.Of(contender.InOrder), MayBeBest(contender)))];
        return new(better, level, standings, comparisons, against ?? ranked[0].Name);

        bool MayBeBest(Contender contender) => !Array.Exists(comparisons, one => one.First == ranked[0].Name && one.Second == contender.Name && one.Verdict is Verdict.BeyondNoise);
    }

    private static Contender[] Ranked(Contender[] contenders, Better better)
    {
        if (contenders.Length == 0)
            throw new ArgumentException("There is nobody to rank: give at least one contender.", nameof(contenders));
        HashSet<string> names = [];
        foreach (Contender contender in contenders)
        {
            if (!names.Add(contender.Name))
                throw new ArgumentException($"Two contenders are called '{contender.Name}': sentences must tell them apart.", nameof(contenders));
            if (contender.Results.Count == 0)
                throw new ArgumentException($"'{contender.Name}' has no result: leave it out, or give NaN for a run that failed.", nameof(contenders));
        }

        return [.. contenders
            .Select(contender => (Contender: contender, Sample: Sample.Of(contender.InOrder)))
            .OrderBy(one => (double)one.Sample.Failed / one.Sample.Runs)
            .ThenBy(one => better is Better.Higher ? -one.Sample.Mean : one.Sample.Mean)
            .ThenBy(one => one.Contender.Name, StringComparer.Ordinal)
            .Select(one => one.Contender)];
    }
}
