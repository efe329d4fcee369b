using Anneal.Data;

namespace Anneal.Tests.Data;

/// <summary>Numbers that depend on seed and keys alone.</summary>
public class RandomNumbersTests
{
    [Fact]
    public void Seeds_and_keys_in_their_order_tell_streams_apart()
    {
        ulong[] first = [new RandomNumbers(1).Next(), new RandomNumbers(2).Next(), new RandomNumbers(-1).Next(), new RandomNumbers(1, 0).Next(), new RandomNumbers(1, 2, 3).Next(), new RandomNumbers(1, 3, 2).Next(), new RandomNumbers(2, 1, 3).Next()];
        Assert.Equal(first.Length, first.Distinct().Count());
        Assert.Equal(first[4], new RandomNumbers(1, 2, 3).Next());
    }

    [Theory, InlineData(1), InlineData(2), InlineData(7), InlineData(100)]
    public void Whole_numbers_are_equally_likely(int limit)
    {
        const int each = 4000;
        RandomNumbers random = new(limit);
        var seen = new int[limit];
        for (int i = 0; i < each * limit; i++)
            seen[random.Below(limit)]++;
        Assert.All(seen, count => Assert.InRange(count, each - (5 * Math.Sqrt(each)), each + (5 * Math.Sqrt(each))));
    }

    [Fact]
    public void A_limit_near_the_largest_favours_no_half()
    {
        const int limit = 3 << 29, times = 30000;
        RandomNumbers random = new(1);
        int low = Enumerable.Range(0, times).Count(_ => random.Below(limit) < limit / 2);
        Assert.InRange(low, (times / 2) - 500, (times / 2) + 500);
        Assert.InRange(random.Below(int.MaxValue), 0, int.MaxValue - 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomNumbers(1).Below(0));
    }

    [Fact]
    public void Fractions_lie_from_0_to_below_1()
    {
        RandomNumbers random = new(4);
        double[] values = [.. Enumerable.Range(0, 10000).Select(_ => random.Uniform())];
        Assert.All(values, value => Assert.InRange(value, 0, 1 - 1e-16));
        Assert.InRange(values.Average(), 0.49, 0.51);
    }
}
