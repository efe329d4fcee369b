using System.Globalization;
using Anneal.Charts;
using FsCheck;
using FsCheck.Fluent;

namespace Anneal.Tests.Charts;

public class AxisTests
{
    private static readonly Config _many = Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(7, 1);

    [Fact]
    public void Linear_ticks_ascend_within_the_range_and_number_three_to_ten() =>
        Prop.ForAll<NormalFloat, NormalFloat, int>((a, b, wished) =>
        {
            Axis axis = Axis.Linear(Math.Min(a.Get, b.Get), Math.Max(a.Get, b.Get), Math.Abs(wished % 12));
            CheckTicks(axis, slack: 1e-9 * (axis.Max - axis.Min));
        }).Check(_many);

    [Fact]
    public void Log_ticks_ascend_within_the_range_and_number_three_to_ten() =>
        Prop.ForAll<NormalFloat, NormalFloat, int>((a, b, wished) =>
        {
            double low = Math.Pow(10, a.Get % 300);
            double high = low * Math.Pow(10, Math.Abs(b.Get) % 12);
            Axis axis = Axis.Log(low, double.IsFinite(high) ? high : double.MaxValue, Math.Abs(wished % 12));
            CheckTicks(axis, slack: 1e-8 * axis.Max);
        }).Check(_many);

    [Fact]
    public void A_place_on_the_axis_and_the_value_there_are_inverse() =>
        Prop.ForAll<NormalFloat, PositiveInt, PositiveInt>((low, span, part) =>
        {
            bool log = span.Get % 2 == 0;
            double min = log ? Math.Abs(low.Get) + 1e-9 : low.Get;
            Axis axis = log ? Axis.Log(min, min * (1 + span.Get)) : Axis.Linear(min, min + span.Get);
            double fraction = 1.0 / part.Get;
            Assert.Equal(fraction, axis.Fraction(axis.At(fraction)), 1e-9 * Math.Max(1, Math.Abs(min)));
        }).Check(_many);

    [Theory]
    [InlineData(0, 1, "0 0.2 0.4 0.6 0.8 1")]
    [InlineData(0, 0.3, "0 0.05 0.1 0.15 0.2 0.25 0.3")]
    [InlineData(0, 3e-4, "0 5e-5 1e-4 1.5e-4 2e-4 2.5e-4 3e-4")]
    [InlineData(0, 1e-3, "0 2e-4 4e-4 6e-4 8e-4 1e-3")]
    [InlineData(0, 20_000, "0 5k 10k 15k 20k")]
    [InlineData(0, 3e6, "0 500k 1M 1.5M 2M 2.5M 3M")]
    [InlineData(0, 4e9, "0 1B 2B 3B 4B")]
    [InlineData(0, 1.5e-3, "0 0.0005 0.001 0.0015")]
    [InlineData(10_000, 10_010, "10000 10002 10004 10006 10008 10010")]
    [InlineData(-0.4, 0.4, "-0.4 -0.2 0 0.2 0.4")]
    [InlineData(0, 1e15, "0 2e14 4e14 6e14 8e14 1e15")]
    public void Linear_labels_have_no_float_noise(double min, double max, string labels) =>
        Assert.Equal(labels, string.Join(' ', Axis.Linear(min, max).Ticks.Select(tick => tick.Label)));

    [Theory]
    [InlineData(1e-6, 10, "1e-6 1e-5 1e-4 1e-3 1e-2 0.1 1 10")]
    [InlineData(1, 1e6, "1 10 100 1k 10k 100k 1M")]
    [InlineData(1e-3, 0.1, "0.001 0.002 0.005 0.01 0.02 0.05 0.1")]
    [InlineData(1e-12, 1, "1e-12 1e-10 1e-8 1e-6 1e-4 1e-2 1")]
    [InlineData(2.2, 7, "3 4 5 6 7")]
    public void Log_labels_are_decades_with_twos_and_fives_where_it_is_short(double min, double max, string labels) =>
        Assert.Equal(labels, string.Join(' ', Axis.Log(min, max).Ticks.Select(tick => tick.Label)));

    [Fact]
    public void A_tick_stands_exactly_where_its_label_says() =>
        Prop.ForAll<NormalFloat, PositiveInt>((low, span) =>
        {
            Axis axis = Axis.Linear(low.Get, low.Get + span.Get / 1000.0);
            Assert.All(axis.Ticks, tick => Assert.Equal(Read(tick.Label), tick.Value, 1e-14 * Math.Abs(tick.Value)));
        }).Check(_many);

    [Theory]
    [InlineData(0.1, false)]
    [InlineData(0, false)]
    [InlineData(-3, false)]
    [InlineData(1e300, false)]
    [InlineData(0.1, true)]
    public void One_value_stands_in_the_middle(double value, bool log)
    {
        Axis axis = Axis.Fit([value, value], log, padding: 0.04);
        Assert.Equal(0.5, axis.Fraction(value), 1e-12);
        Assert.True(axis.Min < axis.Max);
    }

    [Fact]
    public void Rounding_noise_is_not_spread_over_the_chart() =>
        Assert.InRange(Axis.Fit([0.3, 0.1 + 0.2]).Fraction(0.1 + 0.2), 0.499, 0.501);

    [Fact]
    public void A_counted_quantity_has_ticks_at_whole_numbers_only()
    {
        Assert.Equal(["0", "1", "2"], Axis.Linear(0, 2, whole: true).Ticks.Select(tick => tick.Label));
        Assert.Equal(["0", "1"], Axis.Linear(0, 1, whole: true).Ticks.Select(tick => tick.Label));
        Assert.Empty(Axis.Linear(0.2, 0.8, whole: true).Ticks);
    }

    [Fact]
    public void The_widest_range_of_doubles_has_ticks() =>
        CheckTicks(Axis.Linear(-double.MaxValue, double.MaxValue), slack: double.MaxValue * 1e-9);

    [Fact]
    public void Values_without_a_place_are_passed_over()
    {
        Axis axis = Axis.Fit([double.NaN, -1, 0, 1, 100, double.PositiveInfinity], log: true);
        Assert.Equal((1.0, 100.0), (axis.Min, axis.Max));
        Assert.False(axis.Shows(0));
        Assert.True(axis.Shows(1e9));
    }

    [Fact]
    public void Padding_leaves_room_at_both_ends()
    {
        Axis axis = Axis.Fit([0, 10], padding: 0.1);
        Assert.Equal((-1.0, 11.0), (axis.Min, axis.Max));
    }

    [Fact]
    public void Errors_name_the_remedy()
    {
        Assert.Contains("use a linear axis", Assert.Throws<ArgumentException>(() => Axis.Fit([-1, 0], log: true)).Message);
        Assert.Contains("check what was recorded", Assert.Throws<ArgumentException>(() => Axis.Fit([double.NaN])).Message);
        Assert.Contains("drop the values", Assert.Throws<ArgumentOutOfRangeException>(() => Axis.Log(0, 1)).Message);
        Assert.Contains("swap the two", Assert.Throws<ArgumentOutOfRangeException>(() => Axis.Linear(2, 1)).Message);
        Assert.Contains("not finite", Assert.Throws<ArgumentOutOfRangeException>(() => Axis.Linear(0, double.NaN)).Message);
    }

    private static void CheckTicks(Axis axis, double slack)
    {
        double[] values = [.. axis.Ticks.Select(tick => tick.Value)];
        Assert.InRange(values.Length, 3, 10);
        Assert.Equal(values.Order().Distinct(), values);
        Assert.Equal(values.Length, axis.Ticks.Select(tick => tick.Label).Distinct().Count());
        Assert.True(values[0] >= axis.Min - slack && values[^1] <= axis.Max + slack, $"{values[0]}..{values[^1]} leaves {axis.Min}..{axis.Max}");
    }

    private static double Read(string label)
    {
        double unit = label[^1] switch { 'k' => 1e3, 'M' => 1e6, 'B' => 1e9, _ => 1 };
        return unit * double.Parse(label.TrimEnd('k', 'M', 'B'), CultureInfo.InvariantCulture);
    }
}
