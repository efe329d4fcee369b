using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Dialects;

public static partial class Timm
{
    /// <summary>The curve with the restarts that timm's floored logarithm misses: there the cycle before ends one step late.</summary>
    private static Schedule WithMissed(
        Schedule curve, Func<double, double, Schedule> cycle, long tInitial, double lr, double lrMin, double mul, double decay, long limit, Func<Call> written)
    {
        List<long> steps = [];
        List<double> instead = [];
        double start = 0;
        for (int i = 1; mul > 1 && i <= limit && start <= Guard.MaxSteps; i++)
        {
            start += tInitial * Math.Pow(mul, i - 1);
            if (start != Math.Floor(start) || start > Guard.MaxSteps)
                continue;
            double found = Math.Floor(Math.Log(1 - (start / tInitial * (1 - mul))) / Math.Log(mul));
            if (found >= i)
                continue;
            steps.Add((long)start);
            instead.Add(cycle(lr * Math.Pow(decay, found), lrMin).Value(tInitial));
        }

        return steps.Count == 0 ? curve : new MissedRestarts(written() with { Dialect = "timm" }, curve, new(steps), new(instead));
    }

    private sealed record MissedRestarts(Call Written, Schedule Exact, Values<long> Steps, Values<double> Instead) : Schedule
    {
        public override long? Length => Exact.Length;

        internal override Call Form => Written;

        internal override IReadOnlyList<Schedule> Parts => [Exact];

        public bool Equals(MissedRestarts? other) => other is not null && ToString() == other.ToString();

        public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

        internal override IEnumerable<ActivePart> ActiveAt(double step)
        {
            yield return new(Exact, step, step == Math.Floor(step) && Steps.Span.Contains((long)step) ? "a restart that timm's logarithm misses: the end of the cycle before stands here" : "timm's cycles");
        }

        internal override double Value(long step)
        {
            int missed = Steps.Span.IndexOf(step);
            return missed < 0 ? Exact.Value(step) : Instead[missed];
        }

        internal override double Value(double step) => step == Math.Floor(step) ? Value((long)step) : Exact.Value(step);
    }
}
