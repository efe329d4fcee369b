using Anneal.Schedules;

namespace Anneal.Tests.Schedules;

/// <summary>What every ramp promises, whatever its curve: exact ends, bounds, the last value afterwards, a legal length of 0, early refusals.</summary>
internal static class RampContract
{
    /// <param name="ramp">Builds the ramp from its two values and its length.</param>
    /// <param name="way">The share of the way that is done at a progress, written as in the paper.</param>
    /// <param name="relative">How far the plain formula and ours may differ.</param>
    public static void Holds(Func<double, double, long, Schedule> ramp, Func<double, double> way, double relative = 1e-14)
    {
        foreach ((double from, double to) in ((double, double)[])[(0.3, 0.01), (0.01, 0.3), (1e-8, 7.0), (2, 2)])
        {
            Schedule schedule = ramp(from, to, 20);
            Assert.Equal(20, schedule.Length);
            Assert.Equal(from, schedule.At(0));
            Assert.Equal(to, schedule.At(20));
            Assert.Equal(to, schedule.At(21));
            Assert.Equal(to, schedule.At(20.5));
            Assert.Equal(to, schedule.At(1L << 53));
            for (double position = 0; position < 20; position += 0.25)
            {
                double expected = from + ((to - from) * way(position / 20));
                Agree.Within(relative * Math.Max(from, to) / expected, expected, schedule.At(position), $"at {position} of {schedule}");
                Assert.InRange(schedule.At(position), Math.Min(from, to), Math.Max(from, to));
            }
        }

        Schedule empty = ramp(0.3, 0.01, 0);
        Assert.Equal(0, empty.Length);
        Assert.Equal(0.01, empty.At(0));
        Assert.Equal(0.01, empty.At(0.5));

        Assert.StartsWith("over is a number of steps between 0 and 2^53, not -1.", Agree.Refusal(() => ramp(1, 2, -1)), StringComparison.Ordinal);
        Assert.Contains("2^53", Agree.Refusal(() => ramp(1, 2, (1L << 53) + 1)), StringComparison.Ordinal);
        Assert.StartsWith("from must be a finite number", Agree.Refusal(() => ramp(-1, 2, 5)), StringComparison.Ordinal);
        Assert.StartsWith("from must be a finite number", Agree.Refusal(() => ramp(double.NaN, 2, 5)), StringComparison.Ordinal);
        Assert.StartsWith("to must be a finite number", Agree.Refusal(() => ramp(1, double.PositiveInfinity, 5)), StringComparison.Ordinal);
    }
}
