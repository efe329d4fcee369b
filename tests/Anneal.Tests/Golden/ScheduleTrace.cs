using System.Text.Json;
using Anneal.Dialects;
using Anneal.Schedules;

namespace Anneal.Tests.Golden;

/// <summary>
/// Replays a trace of <c>golden/schedules</c>: the prefix names the dialect, <c>scheduler</c> the factory, <c>args</c> its arguments; what a file
/// says and the code does not know is an error, never skipped.
/// </summary>
internal sealed class ScheduleTrace : IGoldenFormat
{
    public string Folder => "schedules";

    public Deviation Replay(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
        TraceFile trace = new(Path.GetFileNameWithoutExtension(file), document.RootElement);
        Worst worst = new(trace);
        for (int group = 0; group < trace.BaseRates.Count; group++)
            Compare(trace, group, worst);
        return worst.Deviation();
    }

    private static void Compare(TraceFile trace, int group, Worst worst)
    {
        switch (trace.Bind(group, trace.Scheduler))
        {
            case Schedule schedule:
                Follow(trace.Curve("lrs", group)!, schedule, trace, group, worst, "rate");
                foreach (string kind in (string[])["momentums", "beta1s"])
                {
                    if (trace.Curve(kind, group) is double[] momentum)
                        Follow(momentum, (Schedule)trace.Bind(group, trace.Scheduler + "Momentum"), trace, group, worst, kind);
                }

                break;
            case PeerPlateau plateau:
                FollowMetrics(trace, group, plateau, worst);
                break;
            case object other:
                throw new InvalidDataException($"{trace.Name}: nothing replays a {other.GetType().Name}.");
        }
    }

    private static void Follow(double[] expected, Schedule schedule, TraceFile trace, int group, Worst worst, string kind)
    {
        double[]? epochs = trace.Curve("epochs");
        for (int i = 0; i < expected.Length; i++)
        {
            double position = epochs is null || i == 0 ? i : epochs[i - 1];
            double actual = position == Math.Floor(position) && !trace.IsFractional ? schedule.At((long)position) : schedule.At(position);
            worst.See(expected[i], actual, trace.BaseRates[group], $"{kind} of group {group} at {position}");
        }
    }

    private static void FollowMetrics(TraceFile trace, int group, PeerPlateau plateau, Worst worst)
    {
        double[] expected = trace.Curve("lrs", group)!;
        double[] metrics = trace.Curve("metrics")!;
        double[]? best = trace.Curve("best");
        double[]? bad = trace.Curve("num_bad_epochs");
        double[]? cooling = trace.Curve("cooldown_counter");
        worst.See(expected[0], plateau.Rate, trace.BaseRates[group], "rate before the first metric");
        for (int i = 0; i < metrics.Length; i++)
        {
            plateau.Observe(metrics[i]);
            worst.See(expected[i + 1], plateau.Rate, trace.BaseRates[group], $"rate of group {group} after metric {i}");
            if (best is not null)
                worst.See(best[i], plateau.Memory.Best, 1, $"best after metric {i}");
            if (bad is not null)
                worst.See(bad[i], plateau.Memory.Bad, 1, $"bad epochs after metric {i}");
            if (cooling is not null)
                worst.See(cooling[i], plateau.Memory.Cooling, 1, $"cooldown after metric {i}");
        }
    }

    /// <summary>The largest deviation seen, by the tolerances of the traces' README.</summary>
    private sealed class Worst(TraceFile trace)
    {
        private double _largest;
        private string _where = "equal everywhere";

        public void See(double expected, double actual, double baseRate, string where)
        {
            double difference = expected.Equals(actual) ? 0 : Math.Abs(expected - actual);
            // What a peer's rounding left at 1e-17 of the base where the rate should be 0 has no digits to agree with.
            double scale = trace.IsRecursion || Math.Abs(expected) < 1e-15 * Math.Abs(baseRate) ? Math.Abs(baseRate) : Math.Abs(expected);
            double relative = difference == 0 ? 0 : difference / scale;
            if (!(relative <= _largest))
            {
                _largest = double.IsNaN(relative) ? double.PositiveInfinity : relative;
                _where = FormattableString.Invariant($"expected {expected:R}, got {actual:R}, {where}");
            }
        }

        public Deviation Deviation()
            => new(trace.Dialect, trace.Scheduler, trace.Peer, _largest, trace.Tolerance, trace.IsRecursion ? "the base rate" : "the rate", _where);
    }
}
