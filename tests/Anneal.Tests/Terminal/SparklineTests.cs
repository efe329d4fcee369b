using Anneal.Cli.Terminal;
using FsCheck;
using FsCheck.Fluent;

namespace Anneal.Tests.Terminal;

public class SparklineTests
{
    [Fact]
    public void Eight_rising_values_are_eight_rising_blocks() =>
        Assert.Equal("▁▂▃▄▅▆▇█", Sparkline.Draw([1, 2, 3, 4, 5, 6, 7, 8], 8));

    [Fact]
    public void Ascii_has_its_own_eight() => Assert.Equal("_.,-=+*#", Sparkline.Draw([1, 2, 3, 4, 5, 6, 7, 8], 8, unicode: false));

    [Fact]
    public void Many_values_share_a_cell_by_their_mean() => Assert.Equal("▁█", Sparkline.Draw([0, 2, 4, 6], 2));

    [Fact]
    public void Few_values_take_few_cells() => Assert.Equal("▁█", Sparkline.Draw([0, 1], 80));

    [Fact]
    public void No_values_are_no_text() => Assert.Equal("", Sparkline.Draw([], 10));

    [Fact]
    public void A_flat_curve_runs_along_the_middle() => Assert.Equal("▄▄▄", Sparkline.Draw([0.1, 0.1, 0.1], 3));

    [Fact]
    public void A_value_without_a_place_is_blank()
    {
        Assert.Equal("▁ █", Sparkline.Draw([1, double.NaN, 2], 3));
        Assert.Equal("▁ █", Sparkline.Draw([1, -5, 100], 3, log: true));
        Assert.Equal("  ", Sparkline.Draw([double.NaN, double.NaN], 2));
    }

    [Fact]
    public void A_log_scale_shows_ratios() => Assert.Equal("▁▅█", Sparkline.Draw([1e-4, 1e-2, 1], 3, log: true));

    [Fact]
    public void Any_series_fills_as_many_cells_as_it_has_values_or_room() =>
        Prop.ForAll<double[], PositiveInt>((values, width) =>
            Sparkline.Draw(values, width.Get).Length == Math.Min(values.Length, width.Get)).Check(Config.QuickThrowOnFailure.WithReplay(7, 1));

    [Fact]
    public void No_room_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => Sparkline.Draw([1], 0));
}
