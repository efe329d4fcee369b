using Anneal.Comparing;

namespace Anneal.Tests.Comparing;

public class PairedTestTests
{
    [Fact]
    public void Student_s_own_example_gives_his_p()
    {
        // Extra hours of sleep by two drugs, ten patients (Student 1908; R's data set sleep): t = −4.0621, p = 0.002833, interval −2.4598858 to −0.7001142.
        double[] one = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2], other = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
        PairedTest test = PairedTest.Of(one, other);
        Assert.Equal(-1.58, test.Difference!.Value, 1e-12);
        Assert.Equal((2.4598858 - 0.7001142) / 2, test.HalfWidth!.Value, 1e-7);
        double t = test.Difference.Value * Math.Sqrt(10) / test.StandardDeviation!.Value;
        Assert.Equal((-4.0621, 0.002833), (Math.Round(t, 4), Math.Round(StudentT.TwoSided(t, 9), 6)));
        // Ten pairs are decided by signs: no difference is positive and one is 0, so all minus and all plus, with either sign of the 0.
        Assert.Equal((TestMethod.SignFlips, 4.0 / 1024, Verdict.BeyondNoise), (test.Method, test.P, test.Verdict));
    }

    [Fact]
    public void Few_pairs_are_decided_by_t()
    {
        PairedTest test = PairedTest.Of([2, 4, 9], [1, 2, 6]);
        // Differences 1, 2, 3: t = 2·√3 with two degrees of freedom.
        double t = 2 * Math.Sqrt(3);
        Assert.Equal((3, 2.0, 1.0, TestMethod.StudentT, Verdict.WithinNoise), (test.Pairs, test.Difference, test.StandardDeviation, test.Method, test.Verdict));
        Agree.Within(1e-13, 1 - (t / Math.Sqrt(2 + (t * t))), test.P!.Value);
    }

    [Fact]
    public void Turned_signs_count_what_a_loop_over_all_of_them_counts()
    {
        Random random = new(3);
        for (int n = SignFlips.Fewest; n <= 13; n++)
        {
            // Whole numbers make ties.
            double[] differences = [.. Enumerable.Range(0, n).Select(_ => random.Next(-3, 6) * 0.1)];
            double observed = Math.Abs(differences.Sum());
            int count = Enumerable.Range(0, 1 << n).Count(signs => Math.Abs(differences.Select((difference, i) => (signs >> i & 1) == 0 ? difference : -difference).Sum()) >= observed - 1e-9);
            Agree.Within(1e-15, count / Math.Pow(2, n), PairedTest.Of(differences, new double[n]).P!.Value);
        }
    }

    [Fact]
    public void Neither_test_depends_on_order_or_on_what_both_have_in_common_and_turning_it_around_turns_the_sign()
    {
        Random random = new(11);
        foreach (int n in new[] { 2, 3, 5, 9, 10, 12, 25 })
        {
            double[] a = [.. Enumerable.Range(0, n).Select(_ => random.NextDouble())], b = [.. Enumerable.Range(0, n).Select(_ => random.NextDouble())];
            PairedTest test = PairedTest.Of(a, b), turned = PairedTest.Of(b, a);
            Assert.Equal(test.Verdict, turned.Verdict);
            Agree.Within(1e-12, -test.Difference!.Value, turned.Difference!.Value);
            Agree.Within(1e-12, test.HalfWidth!.Value, turned.HalfWidth!.Value);
            Agree.Within(1e-12, test.P!.Value, turned.P!.Value);
            int[] order = [.. Enumerable.Range(0, n)];
            random.Shuffle(order);
            Assert.Equal(test, PairedTest.Of([.. order.Select(i => a[i])], [.. order.Select(i => b[i])]));
            PairedTest shifted = PairedTest.Of([.. a.Select(value => value + 100)], [.. b.Select(value => value + 100)]);
            Agree.Within(1e-9, test.P!.Value, shifted.P!.Value);
        }
    }

    [Fact]
    public void One_pair_or_none_tells_nothing()
    {
        PairedTest one = PairedTest.Of([0.9, double.NaN], [0.5, 0.5]);
        Assert.Equal((1, 1, 0.4, null, null, Verdict.CannotTell, TestMethod.None), (one.Pairs, one.LeftOut, one.Difference, one.P, one.HalfWidth, one.Verdict, one.Method));
        PairedTest none = PairedTest.Of([], []);
        Assert.Equal((0, null, Verdict.CannotTell), (none.Pairs, none.Difference, none.Verdict));
    }

    [Fact]
    public void The_same_results_tell_nothing_even_when_rounding_parts_them()
    {
        PairedTest test = PairedTest.Of([0.1 + 0.2, 0.7], [0.3, 0.7]);
        Assert.Equal((0.0, 1.0, Verdict.CannotTell), (test.Difference, test.P, test.Verdict));
    }

    [Fact]
    public void One_and_the_same_difference_is_judged_by_its_signs()
    {
        // 0.85 − 0.84 and 0.75 − 0.74 differ by rounding.
        PairedTest five = PairedTest.Of([0.85, 0.75, 0.65, 0.55, 0.45], [0.84, 0.74, 0.64, 0.54, 0.44]);
        Assert.Equal((TestMethod.SignFlips, 1.0 / 16, null, 0.0, Verdict.WithinNoise), (five.Method, five.P, five.HalfWidth, five.StandardDeviation, five.Verdict));
        PairedTest six = PairedTest.Of([1, 2, 3, 4, 5, 6], [0, 1, 2, 3, 4, 5]);
        Assert.Equal((1.0 / 32, Verdict.BeyondNoise), (six.P, six.Verdict));
    }

    [Fact]
    public void Without_a_true_difference_p_is_uniform()
    {
        Random random = new(2026);
        foreach (int n in new[] { 2, 3, 6, 12 })
        {
            const int trials = 4000;
            double[] p = [.. Enumerable.Range(0, trials).Select(_ => PairedTest.Of(Normal.Many(random, n), Normal.Many(random, n)).P!.Value)];
            Array.Sort(p);
            // Kolmogorov and Smirnov: the largest gap exceeds 1.63/√trials once in a hundred; steps of the turned signs add 2^(1 − 12).
            double gap = p.Select((value, i) => Math.Max(((i + 1.0) / trials) - value, value - (i / (double)trials))).Max();
            Assert.True(gap < (1.63 / Math.Sqrt(trials)) + 0.001, $"{n} pairs: {gap}");
        }
    }

    [Fact]
    public void Rows_of_different_length_and_levels_that_are_none_are_refused()
    {
        Assert.Contains("3 and 2", Agree.Refused(() => PairedTest.Of([1, 2, 3], [1, 2])));
        Assert.Contains("false alarms", Agree.Refused(() => PairedTest.Of([1], [1], level: 0)));
    }
}
