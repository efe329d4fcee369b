using Anneal.Controllers;
using Anneal.Training;

namespace Anneal.Tests.Training;

public class EarlyStoppingTests
{
    [Fact]
    public void Patience_counts_from_the_best_value_and_not_from_the_last()
    {
        EarlyStopping stopping = new() { Patience = 2 };
        // Falls again after 0.9, but never below the best.
        double[] values = [1, 0.5, 0.9, 0.8, 0.7];
        Assert.Equal([true, true, false, false, false], values.Select((value, index) => stopping.Observe(index + 1, value, Direction.Minimize)));
        Assert.True(stopping.IsOver);
        Assert.Equal((0.5, 2, 3), (stopping.Best!.Value, stopping.BestEpoch, stopping.Stalled));
    }

    [Fact]
    public void Less_than_the_margin_and_what_is_no_number_are_no_improvement()
    {
        EarlyStopping stopping = new("validation_accuracy") { Patience = 1, MinimumDelta = 0.01 };
        Assert.True(stopping.Observe(1, 0.5, Direction.Maximize));
        Assert.False(stopping.Observe(2, 0.505, Direction.Maximize));
        Assert.True(stopping.Observe(3, 0.52, Direction.Maximize));
        Assert.False(stopping.Observe(4, double.PositiveInfinity, Direction.Maximize));
        Assert.False(stopping.Observe(5, double.NaN, Direction.Maximize));
        Assert.True(stopping.IsOver);
        Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping { Patience = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping { MinimumDelta = double.NaN });
    }
}
