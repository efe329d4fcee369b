using System.Numerics;
using Anneal.Schedules;
using FsCheck;
using FsCheck.Fluent;

namespace Anneal.Tests.Schedules.Properties;

/// <summary>Warm restarts against integer arithmetic that knows no rounding, up to a million million steps.</summary>
public class RestartProperties
{
    private const long Far = 1_000_000_000_000;

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(5), InlineData(10)]
    public void Restarts_are_exact_up_to_a_million_million_steps(int lengthen)
        => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Cases().ToArbitrary(), pair =>
        {
            (long first, long step) = pair;
            Schedule schedule = Schedule.Linear(1, 0, over: first).Repeat(lengthen: lengthen);
            (BigInteger start, BigInteger length) = CycleAt(step, first, lengthen);
            Assert.Equal(1, schedule.At((long)start));
            Assert.Equal(1, schedule.At((double)start));
            foreach (long inside in (long[])[step, (long)(start + length - 1)])
                Assert.Equal((double)(start + length - inside) / (double)length, schedule.At(inside), WithinRounding);
        }));

    [Theory, InlineData(2), InlineData(3), InlineData(5), InlineData(10)]
    public void A_number_of_growing_cycles_ends_exactly(int lengthen)
    {
        BigInteger start = 0, length = 7;
        for (int times = 1; start + length < Far; times++)
        {
            (start, length) = (start + length, length * lengthen);
            Schedule schedule = Schedule.Linear(1, 0, over: 7).Repeat(times, lengthen);
            Assert.Equal((long)start, schedule.Length);
            Assert.Equal(0, schedule.At((long)start));
            Assert.NotEqual(0, schedule.At((long)start - 1));
        }
    }

    private static Gen<(long First, long Step)> Cases()
        => from first in Gen.Choose(1, 2000)
           from high in Gen.Choose(0, 999_999)
           from low in Gen.Choose(0, 999_999)
           from size in Gen.Elements(1L, 1000, 1_000_000, Far)
           select ((long)first, ((high * 1_000_000L) + low) % size);

    private static (BigInteger Start, BigInteger Length) CycleAt(long step, long first, int lengthen)
    {
        if (lengthen == 1)
            return (step / first * first, first);
        BigInteger start = 0, length = first;
        while (start + length <= step)
            (start, length) = (start + length, length * lengthen);
        return (start, length);
    }

    // The position inside a long cycle is a double: it is exact to 1e-16 of the cycle, not of the little that is left of it.
    private static bool WithinRounding(double expected, double actual) => Math.Abs(expected - actual) <= 4e-16;
}
