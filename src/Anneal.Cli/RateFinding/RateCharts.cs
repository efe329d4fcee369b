using Anneal.Charts;
using Anneal.Cli.Terminal;
using Anneal.Training.RateFinding;
using Finding = Anneal.Training.RateFinding.RateFinding;

namespace Anneal.Cli.RateFinding;

/// <summary>The curves as pictures: loss over rate, with what the rules suggest.</summary>
internal static class RateCharts
{
    // Losses that fall further than this are shown by powers of ten.
    private const double Far = 30;

    /// <summary>For files: each seed raw and smoothed, the suggestions as marks on the seed in the middle, and the interval shaded.</summary>
    public static LineChart Picture(Finding found, string title)
    {
        bool log = IsFar(found);
        List<Series> series = [];
        foreach ((RateCurve curve, int i) in found.Curves.Select((curve, i) => (curve, i)))
        {
            // What has run away would press all else flat.
            int[] drawn = [.. Enumerable.Range(0, curve.Rates.Count).Where(place => curve.Losses[place] <= curve.Cap && (!log || curve.Losses[place] > 0))];
            series.Add(new Series("", [.. drawn.Select(place => curve.Rates[place])], [.. drawn.Select(place => curve.Losses[place])]) { Faint = true, Colour = i });
            series.Add(new Series($"seed {curve.Seed}", curve.Rates, curve.Smoothed) { Colour = i });
        }

        if (found.Range is RateRange range)
        {
            (double low, double high) = Heights(found, log);
            double[] ends = range.Low < range.High ? [range.Low, range.High] : [range.Low];
            series.Add(new Series(FormattableString.Invariant($"interval {Figure(range.Low)} to {Figure(range.High)}"), ends, [.. ends.Select(_ => low)]) { Low = [.. ends.Select(_ => low)], High = [.. ends.Select(_ => high)], Colour = found.Curves.Count });
        }

        return new LineChart
        {
            Title = title,
            XLabel = "learning rate",
            YLabel = "loss after the update",
            LogX = !found.Sweep.Linear,
            LogY = log,
            Series = series,
            Marks = [.. Marks(found).Select(mark => new MarkedPoint(mark.Rate, mark.Loss, $"{mark.Rule.Name} {Figure(mark.Rate)}"))],
        };
    }

    /// <summary>For terminals: the smoothed curve of each seed, with the first letters of the rules.</summary>
    public static IReadOnlyList<ChartLine> Lines(Finding found, Screen screen, int height)
        => new BrailleChart
        {
            Series = [.. found.Curves.Select(curve => new Series($"seed {curve.Seed}", curve.Rates, curve.Smoothed))],
            XLabel = "learning rate",
            YLabel = "smoothed loss after the update",
            LogX = !found.Sweep.Linear,
            LogY = IsFar(found),
            Width = screen.Width,
            Height = height,
            Unicode = screen.Unicode,
            Dashed = !screen.Colour && found.Curves.Count > 1,
            Marks = [.. Marks(found).Select(mark => (mark.Rate, mark.Loss, Letter(mark.Rule)))],
            Shaded = found.Range is RateRange range ? (range.Low, range.High) : null,
        }.Draw();

    /// <summary>What stands for a rule in the terminal's chart.</summary>
    public static char Letter(RateRule rule) => char.ToUpperInvariant(rule == RateRule.Slide ? 'L' : rule.Name[0]);

    /// <summary>A rate in two digits.</summary>
    public static string Figure(double rate) => Found.Rounded(rate);

    /// <summary>The lowest and the highest height of the picture.</summary>
    private static (double Low, double High) Heights(Finding found, bool log)
    {
        double[] all = [.. found.Curves.SelectMany(curve => curve.Losses.Where(loss => loss <= curve.Cap).Concat(curve.Smoothed)).Where(loss => double.IsFinite(loss) && (!log || loss > 0))];
        return (all.Min(), all.Max());
    }

    public static bool IsFar(Finding found)
    {
        double[] all = [.. found.Curves.SelectMany(curve => curve.Smoothed)];
        return all.Min() > 0 && all.Max() > Far * all.Min();
    }

    /// <summary>The rules' medians, each at the mean height of the curves there.</summary>
    public static IEnumerable<(RateRule Rule, double Rate, double Loss)> Marks(Finding found)
        => found.Verdict is not RateVerdict.Usable ? [] : found.Suggestions
            .Where(suggestion => suggestion.Rate is not null)
            .Select(suggestion => (suggestion.Rule, suggestion.Rate!.Value, found.Curves.Where(curve => curve.Verdict is RateVerdict.Usable).Average(curve => curve.At(suggestion.Rate.Value))));
}
