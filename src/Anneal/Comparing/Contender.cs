namespace Anneal.Comparing;

/// <summary>One of several ways to train, and what each of its runs gave.</summary>
/// <param name="Name">What sentences call it.</param>
/// <param name="Results">The result by seed; NaN for a run that failed, which may also be one that ended with a number no better than guessing.</param>
public sealed record Contender(string Name, IReadOnlyDictionary<int, double> Results)
{
    /// <summary>The results in the order of the seeds.</summary>
    internal double[] InOrder => [.. Results.OrderBy(result => result.Key).Select(result => result.Value)];
}

/// <summary>A contender's place.</summary>
/// <param name="Place">From 1.</param>
/// <param name="Name">The contender.</param>
/// <param name="Sample">Its results.</param>
/// <param name="MayBeBest">Whether nothing sets it apart from the first: true for the first itself, and for those whose difference from it is not beyond the noise.</param>
public sealed record Standing(int Place, string Name, Sample Sample, bool MayBeBest)
{
    /// <summary><c>2. linear 0.8841 ± 0.0030</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Place}. {Name} {Sample}");
}
