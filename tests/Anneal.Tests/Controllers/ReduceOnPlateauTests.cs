using System.Text.Json;
using Anneal.Controllers;
using Anneal.Schedules;

namespace Anneal.Tests.Controllers;

/// <summary>The plateau rule as a table: what is remembered after each metric.</summary>
public class ReduceOnPlateauTests
{
    private static readonly double[] _metrics = [1, 0.9, 0.95, double.NaN, 0.92, 0.91, 0.5, 0.6, 0.6, 0.6, 0.6, 0.55, 0.4, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6];

    /// <summary>Patience 1, factor 0.5, cooldown 2, margin 0.1 absolute: one row per memory and metric.</summary>
    public static TheoryData<PlateauMemory, double, PlateauMemory> Table => new()
    {
        { new(), 3, new(1, 3, 0, 0) },
        { new(1, 3, 0, 0), 2.8, new(1, 2.8, 0, 0) },
        { new(1, 3, 0, 0), 2.95, new(1, 3, 1, 0) },
        { new(1, 3, 0, 0), 2.9, new(1, 3, 1, 0) },
        { new(1, 3, 0, 0), 4, new(1, 3, 1, 0) },
        { new(1, 3, 1, 0), 2.8, new(1, 2.8, 0, 0) },
        { new(1, 3, 1, 0), 3, new(0.5, 3, 0, 2) },
        { new(0.5, 3, 0, 2), 3, new(0.5, 3, 0, 1) },
        { new(0.5, 3, 0, 2), 2, new(0.5, 2, 0, 1) },
        { new(0.5, 3, 0, 1), 3, new(0.5, 3, 0, 0) },
        { new(0.5, 3, 0, 0), 3, new(0.5, 3, 1, 0) },
        { new(1, null, 0, 0), double.NaN, new(1, null, 1, 0) },
        { new(1, null, 1, 0), double.NaN, new(0.5, null, 0, 2) },
        { new(1, 3, 0, 0), double.NaN, new(1, 3, 1, 0) },
        { new(1, 3, 0, 0), double.PositiveInfinity, new(1, 3, 1, 0) },
        { new(1, null, 0, 0), double.PositiveInfinity, new(1, null, 1, 0) },
        { new(1, null, 0, 0), double.NegativeInfinity, new(1, null, 1, 0) },
        { new(1, -3, 0, 0), -3.2, new(1, -3.2, 0, 0) },
        { new(1, -3, 0, 0), -3.05, new(1, -3, 1, 0) },
    };

    [Theory, MemberData(nameof(Table))]
    public void One_metric_leads_from_one_memory_to_the_next(PlateauMemory before, double metric, PlateauMemory after)
    {
        ReduceOnPlateau plateau = new() { Patience = 1, Factor = 0.5, Cooldown = 2, Threshold = 0.1, Margin = Margin.Absolute };
        Assert.Equal(after, plateau.After(before, metric));
        plateau.Memory = before;
        Assert.Equal(before.Scale != after.Scale, plateau.Observe(metric));
        Assert.Equal(after, plateau.Memory);
    }

    [Fact]
    public void Observe_tells_whether_the_scale_has_changed()
    {
        ReduceOnPlateau plateau = new() { Patience = 0, Factor = 0.5 };
        Assert.False(plateau.Observe(1));
        Assert.True(plateau.Observe(1));
        Assert.Equal(0.5, plateau.Scale);
    }

    [Fact]
    public void A_constant_metric_drops_at_calls_4_9_and_14_as_PyTorch_does()
        => Assert.Equal([4, 9, 14], Drops(new() { Patience = 2, Cooldown = 2, Factor = 0.5 }, Enumerable.Repeat(1.0, 16)));

    [Theory]
    [InlineData(Direction.Minimize, Margin.Relative, 10, 8.9, true)]
    [InlineData(Direction.Minimize, Margin.Relative, 10, 9.1, false)]
    [InlineData(Direction.Minimize, Margin.Absolute, 10, 9.8, true)]
    [InlineData(Direction.Minimize, Margin.Absolute, 10, 9.95, false)]
    [InlineData(Direction.Maximize, Margin.Relative, 10, 11.1, true)]
    [InlineData(Direction.Maximize, Margin.Relative, 10, 10.9, false)]
    [InlineData(Direction.Maximize, Margin.Absolute, 10, 10.2, true)]
    [InlineData(Direction.Maximize, Margin.Absolute, 10, 10.05, false)]
    [InlineData(Direction.Minimize, Margin.Relative, -10, -11.1, true)]
    [InlineData(Direction.Minimize, Margin.Relative, -10, -9.5, false)]
    [InlineData(Direction.Minimize, Margin.Relative, -10, -10.5, false)]
    [InlineData(Direction.Maximize, Margin.Relative, -10, -8.9, true)]
    [InlineData(Direction.Maximize, Margin.Relative, -10, -10.5, false)]
    [InlineData(Direction.Maximize, Margin.Relative, -10, -9.5, false)]
    [InlineData(Direction.Minimize, Margin.Relative, 0, -1e-300, true)]
    public void An_improvement_is_more_than_the_margin_in_the_right_direction(Direction direction, Margin margin, double best, double metric, bool improves)
    {
        ReduceOnPlateau plateau = new() { Direction = direction, Margin = margin, Threshold = 0.1 };
        PlateauMemory after = plateau.After(new(1, best), metric);
        Assert.Equal(improves ? new(1, metric, 0, 0) : new PlateauMemory(1, best, 1, 0), after);
    }

    [Fact]
    public void A_negative_metric_that_gets_slightly_worse_is_no_improvement_where_the_peers_say_it_is()
    {
        ReduceOnPlateau plateau = new();
        plateau.Observe(-1);
        plateau.Observe(-0.99995);
        Assert.Equal(new PlateauMemory(1, -1, 1, 0), plateau.Memory);
    }

    [Fact]
    public void A_first_metric_of_infinity_does_not_stop_later_ones_from_improving()
    {
        ReduceOnPlateau plateau = new() { Patience = 1 };
        Assert.Empty(Drops(plateau, [double.PositiveInfinity, 5, 4, 3, 2, 1]));
        Assert.Equal(1, plateau.Memory.Best);
    }

    [Fact]
    public void The_scale_never_falls_below_the_minimum_and_a_drop_to_nothing_new_is_no_change()
    {
        ReduceOnPlateau plateau = new() { Patience = 0, Factor = 0.1, MinimumScale = 0.05 };
        Assert.Equal([2, 3], Drops(plateau, Enumerable.Repeat(1.0, 6)));
        Assert.Equal(0.05, plateau.Scale);
    }

    [Fact]
    public void A_restored_scale_below_the_minimum_is_never_raised()
    {
        ReduceOnPlateau plateau = new() { Patience = 0, MinimumScale = 0.05, Memory = new(0.01, 1) };
        plateau.Observe(1);
        Assert.Equal(0.01, plateau.Scale);
    }

    [Fact]
    public void Stopping_after_any_metric_and_going_on_from_the_saved_memory_changes_nothing()
    {
        ReduceOnPlateau whole = Build();
        PlateauMemory[] expected = [.. _metrics.Select(metric => Watch(whole, metric))];
        Assert.Equal(4, expected.Select(memory => memory.Scale).Distinct().Count());
        for (int stop = 0; stop <= _metrics.Length; stop++)
        {
            ReduceOnPlateau before = Build();
            foreach (double metric in _metrics[..stop])
                before.Observe(metric);
            string saved = JsonSerializer.Serialize(before.Memory);
            ReduceOnPlateau after = Build();
            after.Memory = JsonSerializer.Deserialize<PlateauMemory>(saved);
            Assert.Equal(expected[stop..], _metrics[stop..].Select(metric => Watch(after, metric)));
        }

        static ReduceOnPlateau Build() => new() { Patience = 2, Factor = 0.5, Cooldown = 1 };
    }

    [Fact]
    public void The_rule_itself_has_no_memory()
    {
        ReduceOnPlateau plateau = new() { Patience = 0 };
        Assert.Equal(plateau.After(new(1, 1), 2), plateau.After(new(1, 1), 2));
        Assert.Equal(new PlateauMemory(), plateau.Memory);
    }

    [Fact]
    public void Any_schedule_can_be_scaled_by_it()
    {
        Schedule schedule = Schedule.Linear(1, 0, over: 4).WarmedUp(1);
        Assert.Equal([0.5, 1, 0.375, 0.25, 0.0625], Follow(schedule, new ReduceOnPlateau { Patience = 1, Factor = 0.5 }, steps: 5));

        static IEnumerable<double> Follow(Schedule schedule, IController controller, int steps)
        {
            for (int step = 0; step < steps; step++)
            {
                controller.Observe(1);
                yield return schedule.At(step) * controller.Scale;
            }
        }
    }

    [Fact]
    public void A_default_memory_is_the_one_before_the_first_metric()
        => Assert.Equal((1, null, 0, 0), (new PlateauMemory().Scale, new PlateauMemory().Best, new PlateauMemory().Stalled, new PlateauMemory().Cooling));

    [Fact]
    public void Wrong_settings_are_refused_with_what_would_be_right()
    {
        Refused(() => new() { Factor = 1 }, "Factor must be at least 0 and below 1, or nothing would be reduced, not 1.");
        Refused(() => new() { Factor = double.NaN }, "Factor must be at least 0 and below 1");
        Refused(() => new() { Patience = -1 }, "Patience must be at least 0, not -1.");
        Refused(() => new() { Cooldown = -1 }, "Cooldown must be at least 0, not -1.");
        Refused(() => new() { Threshold = -1 }, "Threshold must be a finite number of at least 0, not -1.");
        Refused(() => new() { Threshold = double.PositiveInfinity }, "Threshold must be a finite number of at least 0");
        Refused(() => new() { MinimumScale = 1.5 }, "MinimumScale must be between 0 and 1, not 1.5.");
    }

    private static void Refused(Func<ReduceOnPlateau> build, string message)
        => Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(build).Message, StringComparison.Ordinal);

    private static PlateauMemory Watch(ReduceOnPlateau plateau, double metric)
    {
        plateau.Observe(metric);
        return plateau.Memory;
    }

    /// <summary>The calls, counted from 1, at which the scale changed.</summary>
    private static int[] Drops(ReduceOnPlateau plateau, IEnumerable<double> metrics)
        => [.. metrics.Select((metric, i) => plateau.Observe(metric) ? i + 1 : 0).Where(call => call > 0)];
}
