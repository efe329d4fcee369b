using System.Globalization;
using Anneal.Charts;

namespace Anneal.Tests.Charts;

public class MarkedPointTests
{
    [Fact]
    public void A_mark_stands_in_the_picture_with_its_label()
        => Assert.Contains("steepest", new LineChart { Series = [new("loss", [3, 1, 2])], Marks = [new MarkedPoint(1, 1, "steepest")] }.ToSvg());

    [Fact]
    public void A_ticks_label_reads_back_as_its_value()
        => Assert.All(Axis.Linear(0, 0.5).Ticks, (Tick tick) => Assert.Equal(tick.Value, double.Parse(tick.Label, CultureInfo.InvariantCulture), 12));
}
