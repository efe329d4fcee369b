using Anneal.Comparing;

namespace Anneal.Tests.Comparing;

public class HolmTests
{
    [Fact]
    public void The_smallest_is_multiplied_by_all_and_the_largest_by_one()
    {
        // R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm") is 0.03 0.06 0.06 0.02.
        double[] expected = [0.03, 0.06, 0.06, 0.02], actual = Holm.Correct(0.01, 0.04, 0.03, 0.005);
        for (int i = 0; i < 4; i++)
            Agree.Within(1e-15, expected[i], actual[i]);
    }

    [Fact]
    public void Corrected_values_keep_their_order_and_are_neither_smaller_nor_above_one()
    {
        Random random = new(4);
        for (int trial = 0; trial < 200; trial++)
        {
            double[] values = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => Math.Pow(random.NextDouble(), 3))];
            double[] corrected = Holm.Correct(values);
            Assert.All(values.Zip(corrected), pair => Assert.True(pair.Second >= pair.First && pair.Second <= 1));
            Array.Sort(values, corrected);
            Assert.Equal(corrected.Order(), corrected);
            // Never more severe than Bonferroni's.
            Assert.All(values.Zip(corrected), pair => Assert.True(pair.Second <= pair.First * values.Length));
            Agree.Within(1e-15, Math.Min(1, values[0] * values.Length), corrected[0]);
        }
    }

    [Fact]
    public void One_test_needs_no_correction() => Assert.Equal([0.04], Holm.Correct(0.04));

    [Fact]
    public void No_test_is_no_correction() => Assert.Empty(Holm.Correct());

    [Fact]
    public void What_is_no_p_value_is_refused() => Assert.Contains("from 0 to 1", Agree.Refused(() => Holm.Correct(0.1, double.NaN)));
}
