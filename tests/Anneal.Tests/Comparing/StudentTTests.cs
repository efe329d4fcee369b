using Anneal.Comparing;

namespace Anneal.Tests.Comparing;

public class StudentTTests
{
    // The 97.5 % column that every statistics book prints.
    [Theory]
    [InlineData(1, 12.706), InlineData(2, 4.303), InlineData(3, 3.182), InlineData(4, 2.776), InlineData(5, 2.571), InlineData(6, 2.447), InlineData(9, 2.262)]
    [InlineData(10, 2.228), InlineData(20, 2.086), InlineData(29, 2.045), InlineData(60, 2.000), InlineData(120, 1.980), InlineData(1_000_000_000, 1.960)]
    public void The_quantile_is_that_of_the_printed_tables(double freedom, double expected)
        => Assert.Equal(expected, Math.Round(StudentT.Quantile(0.975, freedom), 3));

    // mpmath 1.3.0 with 30 digits.
    [Theory, InlineData(3, 3.18244630528371), InlineData(9, 2.262157162798206), InlineData(29, 2.045229642132704), InlineData(1000, 1.962339080826408)]
    public void The_quantile_is_the_exact_one(double freedom, double expected) => Agree.Within(1e-13, expected, StudentT.Quantile(0.975, freedom));

    [Theory, InlineData(2, 1_000_000, 0.04550053385131921), InlineData(3, 2.5, 0.07257609554903184)]
    public void Large_and_broken_degrees_of_freedom_keep_ten_digits(double t, double freedom, double expected) => Agree.Within(1e-10, expected, StudentT.TwoSided(t, freedom));

    [Fact]
    public void One_two_and_four_degrees_of_freedom_follow_their_closed_forms()
    {
        foreach (double p in new[] { 1e-6, 0.0005, 0.01, 0.025, 0.3, 0.499, 0.5, 0.6, 0.95, 0.975, 0.9999 })
        {
            double product = 4 * p * (1 - p), root = Math.Sqrt(product);
            Near(Math.Tan(Math.PI * (p - 0.5)), StudentT.Quantile(p, 1));
            Near((2 * p - 1) * Math.Sqrt(2 / product), StudentT.Quantile(p, 2));
            Near(Math.Sign(p - 0.5) * 2 * Math.Sqrt((Math.Cos(Math.Acos(root) / 3) / root) - 1), StudentT.Quantile(p, 4));
        }

        // The closed form for 4 cancels near the middle, so a little is absolute.
        static void Near(double expected, double actual) => Assert.True(Math.Abs(expected - actual) <= 1e-10 * Math.Max(1, Math.Abs(expected)) + 2e-8 * (Math.Abs(expected) < 1e-2 ? 1 : 0), $"{expected:R} and {actual:R}");
    }

    [Fact]
    public void The_tails_are_the_finite_sums_for_any_whole_degree_of_freedom()
    {
        foreach (int freedom in new[] { 1, 2, 3, 4, 5, 7, 10, 19, 30, 101, 1000 })
        {
            foreach (double t in new[] { 0, 1e-3, 0.1, 0.7, 1, 1.96, 2.5, 4, 9 })
            {
                double inside = FiniteSum(t, freedom);
                Assert.Equal(1 - inside, StudentT.TwoSided(t, freedom), 1e-12);
                Assert.Equal(0.5 + (inside / 2), StudentT.Cumulative(t, freedom), 1e-12);
                Assert.Equal(0.5 - (inside / 2), StudentT.Cumulative(-t, freedom), 1e-12);
            }
        }
    }

    [Fact]
    public void Far_tails_keep_their_digits()
    {
        // 1 − t/√(2 + t²) = 2/(t² + 2 + t·√(t² + 2)) for two degrees of freedom.
        foreach (double t in new[] { 10.0, 1e3, 1e6, 1e9 })
            Agree.Within(1e-12, 2 / ((t * t) + 2 + (t * Math.Sqrt((t * t) + 2))), StudentT.TwoSided(t, 2));
    }

    [Fact]
    public void Quantile_and_distribution_are_inverse()
    {
        foreach (double freedom in new[] { 0.5, 1, 2.5, 3, 8, 33, 12345, 1e7 })
        {
            foreach (double p in new[] { 1e-9, 1e-3, 0.2, 0.7, 0.99 })
                Agree.Within(1e-10, p, StudentT.Cumulative(StudentT.Quantile(p, freedom), freedom), $"{freedom}");
        }
    }

    [Fact]
    public void Infinite_numbers_lie_at_the_ends()
        => Assert.Equal((0.0, 1.0), (StudentT.Cumulative(double.NegativeInfinity, 3), StudentT.Cumulative(double.PositiveInfinity, 3)));

    [Fact]
    public void What_is_no_probability_or_no_freedom_is_refused()
    {
        Assert.Contains("above 0 and below 1", Agree.Refused(() => StudentT.Quantile(1, 3)));
        Assert.Contains("n − 1", Agree.Refused(() => StudentT.Cumulative(1, 0)));
        Assert.Contains("signs", Agree.Refused(() => StudentT.TwoSided(double.NaN, 2)));
    }

    // P(|T| < t), Abramowitz and Stegun 26.7.3 and 26.7.4.
    private static double FiniteSum(double t, int freedom)
    {
        double angle = Math.Atan(t / Math.Sqrt(freedom)), sine = Math.Sin(angle), cosine = Math.Cos(angle);
        double term = freedom % 2 == 1 ? cosine : 1, sum = freedom == 1 ? 0 : term;
        for (int k = freedom % 2 == 1 ? 3 : 2; k <= freedom - 2; k += 2)
            sum += term *= (k - 1.0) / k * cosine * cosine;
        return freedom % 2 == 1 ? 2 / Math.PI * (angle + (sine * sum)) : sine * sum;
    }
}
