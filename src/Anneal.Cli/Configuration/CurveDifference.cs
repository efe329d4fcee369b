using System.Globalization;
using Anneal.Cli.Outputs;
using Anneal.Schedules;

namespace Anneal.Cli.Configuration;

/// <summary>Two curves over one run in numbers: where they begin, where they end, and where they are furthest apart.</summary>
/// <param name="First">The rates of the first update.</param>
/// <param name="Last">The rates of the last update.</param>
/// <param name="Furthest">The update at which the rates differ most, and the rates there.</param>
internal sealed record CurveDifference((double Theirs, double Ours) First, (double Theirs, double Ours) Last, (long Step, double Theirs, double Ours) Furthest)
{
    private const long MostSteps = 200_000;

    // Rounding is no difference.
    private const double Noise = 1e-9;

    /// <summary>Compares them at every update; of very long runs at evenly spread ones.</summary>
    public static CurveDifference Of(Schedule theirs, Schedule ours, long updates)
    {
        // A peer's schedule may refuse what lies behind its end, which reads as no number.
        (Curve peers, Curve own) = (new("", theirs), new("", ours));
        (long Step, double Theirs, double Ours) furthest = (0, peers.At(0), own.At(0));
        long every = Math.Max(1, updates / MostSteps);
        for (long step = 0; step < updates; step += every)
        {
            (double a, double b) = (peers.At(step), own.At(step));
            if (Math.Abs(a - b) > Math.Abs(furthest.Theirs - furthest.Ours))
                furthest = (step, a, b);
        }

        return new((peers.At(0), own.At(0)), (peers.At(updates - 1), own.At(updates - 1)), furthest);
    }

    /// <summary>The same in a sentence.</summary>
    public string Sentence(string peer, string ours)
        => Same(Furthest.Theirs, Furthest.Ours)
            ? $"It is the same as ours, {ours}."
            : $"{peer}'s curve is kept as it is. Ours for the same intention, {ours}, differs: the first update has {Rate(First.Theirs)} ({(Same(First.Theirs, First.Ours) ? "ours too" : $"ours {Rate(First.Ours)}")}), the last one {Rate(Last.Theirs)} ({(Same(Last.Theirs, Last.Ours) ? "ours too" : $"ours {Rate(Last.Ours)}")}); they are furthest apart at update {Furthest.Step.ToString(CultureInfo.InvariantCulture)}, {Rate(Furthest.Theirs)} and {Rate(Furthest.Ours)}.";

    private static bool Same(double theirs, double ours) => Math.Abs(theirs - ours) <= Noise * Math.Max(Math.Abs(theirs), Math.Abs(ours));

    /// <summary>A rate with three digits.</summary>
    public static string Rate(double rate) => double.IsNaN(rate) ? "none, as the schedule is over," : rate.ToString("G3", CultureInfo.InvariantCulture);
}
