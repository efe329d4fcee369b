namespace Anneal.Comparing;

/// <summary>What several runs of the same thing gave: how many, where they lie, how far they spread, and how many failed.</summary>
/// <remarks>
/// A run whose result is not finite has failed. It is counted and never averaged: the mean is that of the runs that did not fail, and the text says
/// how many did.
/// </remarks>
public sealed record Sample
{
    /// <summary>The confidence of <see cref="HalfWidth"/>.</summary>
    public const double Confidence = 0.95;

    private Sample()
    {
    }

    /// <summary>All runs, those that failed included.</summary>
    public int Runs { get; private init; }

    /// <summary>Runs that gave a finite number.</summary>
    public int Count { get; private init; }

    /// <summary>Runs that gave NaN or an infinite number.</summary>
    public int Failed => Runs - Count;

    /// <summary>The mean x̄; null when every run failed.</summary>
    public double? Mean { get; private init; }

    /// <summary>s = √(Σ(x − x̄)²/(n − 1)); null for fewer than two numbers, which have no spread.</summary>
    public double? StandardDeviation { get; private init; }

    /// <summary>The least; null when every run failed.</summary>
    public double? Minimum { get; private init; }

    /// <summary>The largest; null when every run failed.</summary>
    public double? Maximum { get; private init; }

    /// <summary>The middle one, or the mean of the middle two; null when every run failed.</summary>
    public double? Median { get; private init; }

    /// <summary>Half of the 95 % confidence interval of the mean, t₀.₉₇₅(n − 1)·s/√n; null for fewer than two numbers.</summary>
    public double? HalfWidth { get; private init; }

    /// <summary>The summary of some results.</summary>
    /// <param name="results">One number per run, in any order; at least one.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Sample Of(params ReadOnlySpan<double> results)
    {
        if (results.IsEmpty)
            throw new ArgumentException("There is no result to summarise: give one number per run, NaN for one that failed.", nameof(results));
        List<double> finite = new(results.Length);
        foreach (double result in results)
        {
            if (double.IsFinite(result))
                finite.Add(result);
        }

        if (finite.Count == 0)
            return new() { Runs = results.Length };
        // Sorted, so that the order of the runs changes no digit of a sum.
        finite.Sort();
        // Counted from the least one, so that a large common part costs no digits.
        double least = finite[0], above = finite.Sum(value => value - least) / finite.Count;
        double? deviation = finite.Count < 2 ? null : Math.Sqrt(finite.Sum(value => (value - least - above) * (value - least - above)) / (finite.Count - 1));
        int half = finite.Count / 2;
        return new()
        {
            Runs = results.Length,
            Count = finite.Count,
            Mean = least + above,
            StandardDeviation = deviation,
            Minimum = least,
            Maximum = finite[^1],
            Median = finite.Count % 2 == 1 ? finite[half] : finite[half - 1] + ((finite[half] - finite[half - 1]) / 2),
            HalfWidth = deviation is double spread ? StudentT.Quantile((1 + Confidence) / 2, finite.Count - 1) * spread / Math.Sqrt(finite.Count) : null,
        };
    }

    /// <summary>The mean and half of its 95 % interval, <c>0.8853 ± 0.0021</c>, and how many runs failed.</summary>
    public override string ToString()
    {
        string failed = Failed == 0 ? "" : $"{Failed} of {Runs} failed";
        if (Mean is not double mean)
            return failed;
        string text = HalfWidth is double error ? Written.WithError(mean, error) : Written.Plain(mean);
        string[] remarks = [.. new[] { HalfWidth is null ? "one run, no spread" : "", failed }.Where(remark => remark.Length > 0)];
        return remarks.Length == 0 ? text : $"{text} ({string.Join("; ", remarks)})";
    }
}
