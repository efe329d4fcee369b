using Anneal.Training.Diagnoses;

namespace Anneal.Training.RateFinding;

/// <summary>What sweeps found: the curves, what each rule reads from them, and what to make of it.</summary>
public sealed class RateFinding
{
    // Seeds further apart than this say nothing together; usual are factors up to 5.
    private const double MostApart = 50;

    // A loss that leaves its noise before this place falls from the beginning on.
    private const int Early = 3;

    private RateFinding(IReadOnlyList<RateCurve> curves, RateSweep sweep)
    {
        (Curves, Sweep) = (curves, sweep);
        Suggestions = [.. RateRule.All.Select(rule => RateSuggestion.Of(rule, curves))];
        double[] all = [.. Suggestions.SelectMany(suggestion => suggestion.BySeed).OfType<double>()];
        (Verdict, Reason) = Judge();
        if (Verdict is not RateVerdict.Usable)
            return;
        Rate = Recommended.Rate;
        Range = new(all.Min(), all.Max());
    }

    /// <summary>The curves, by seed.</summary>
    public IReadOnlyList<RateCurve> Curves { get; }

    /// <summary>How the rates were tried.</summary>
    public RateSweep Sweep { get; }

    /// <summary>What each rule suggests, whether or not it is usable.</summary>
    public IReadOnlyList<RateSuggestion> Suggestions { get; }

    /// <summary>From the lowest to the highest suggestion over all rules and seeds; null where no rate is usable.</summary>
    public RateRange? Range { get; }

    /// <summary>The recommended rate, that of <see cref="RateSweep.Rule"/>; null where none is usable.</summary>
    public double? Rate { get; }

    /// <summary>Whether a rate is usable, and if not, why: what most of the curves say.</summary>
    public RateVerdict Verdict { get; }

    /// <summary>Why no rate is usable; empty where one is.</summary>
    public string Reason { get; }

    /// <summary>All of it in a sentence.</summary>
    public string Sentence => Rate is double rate ? Advice(rate) : $"No usable range: {Reason}";

    private RateSuggestion Recommended => Suggestions.First(suggestion => suggestion.Rule == Sweep.Rule);

    /// <summary>Puts curves together.</summary>
    /// <param name="curves">At least one, by seed.</param>
    /// <param name="sweep">How they were made.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static RateFinding Of(IReadOnlyList<RateCurve> curves, RateSweep sweep)
    {
        ArgumentNullException.ThrowIfNull(curves);
        ArgumentNullException.ThrowIfNull(sweep);
        return curves.Count > 0 ? new(curves, sweep) : throw new ArgumentException("A finding needs at least one curve.", nameof(curves));
    }

    /// <summary>The sentence.</summary>
    public override string ToString() => Sentence;

    private (RateVerdict Verdict, string Reason) Judge()
    {
        // A start that is dead says nothing about rates, as long as others live.
        RateCurve[] failed = [.. Curves.Where(curve => curve.Verdict is not RateVerdict.Usable)];
        int dead = failed.Count(curve => curve.Verdict is RateVerdict.NothingMoves);
        if (failed.Length == Curves.Count || 2 * (failed.Length - dead) >= Curves.Count - dead)
        {
            RateCurve usual = failed.GroupBy(curve => curve.Verdict).MaxBy(group => group.Count())!.First();
            int same = failed.Count(curve => curve.Verdict == usual.Verdict);
            string which = same == Curves.Count ? "" : FormattableString.Invariant($"with {same} of {Curves.Count} seeds ");
            return (usual.Verdict, which + usual.Reason);
        }

        double[] rates = [.. Recommended.BySeed.OfType<double>()];
        if (rates.Length == 0)
            return (RateVerdict.NeverFalls, $"the rule '{Sweep.Rule.Name}' finds no rate: choose another, or try more rates.");
        return rates.Max() > MostApart * rates.Min()
            ? (RateVerdict.SeedsDisagree, $"the seeds disagree: {string.Join(", ", rates.Select(Words.About))} by the rule '{Sweep.Rule.Name}'. Make more updates at each rate, or take larger batches.")
            : (RateVerdict.Usable, "");
    }

    private string Advice(double rate)
    {
        double[] seeds = [.. Recommended.BySeed.OfType<double>()];
        string of = seeds.Length > 1 ? $", {Words.About(seeds.Min())} to {Words.About(seeds.Max())} over {seeds.Length} seeds" : "";
        string left = seeds.Length < Curves.Count ? FormattableString.Invariant($" {Curves.Count - seeds.Length} of {Curves.Count} seeds gave none{(Curves.Any(curve => curve.Verdict is RateVerdict.NothingMoves) ? ": their start is dead" : "")}.") : "";
        string open = Curves.All(curve => curve.End is SweepEnd.Finished && curve.Lowest >= 0.95 * (curve.Rates.Count - 1)) ? $" The loss was still falling at the highest rate, {Words.Figure(Sweep.To)}: a higher one may do." : "";
        string late = Curves.All(curve => curve.Departure < Early) ? $" The loss falls from the lowest rate on: begin lower than {Words.Figure(Sweep.From)} to see where it begins." : "";
        return $"Take a peak of about {Words.About(rate)} ({Sweep.Rule.Name}{of}); all rules and seeds lie between {Words.About(Range!.Value.Low)} and {Words.About(Range.Value.High)}.{left}{open}{late}";
    }
}
