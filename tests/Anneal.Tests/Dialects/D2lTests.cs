using Anneal.Dialects;
using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Tests.Dialects;

public class D2lTests
{
    [Fact]
    public void The_factor_tracker_is_what_the_chapter_means_unless_the_slip_is_asked_for()
    {
        Assert.Equal(Schedule.Exponential(2, 0.9).AtLeast(0.01), D2lJava.DemoFactorTracker());
        Assert.Equal(D2lJava.SquareRootTracker(0.3), D2lJava.DemoFactorTracker(cellVariableLr: 0.3));
    }

    [Fact]
    public void The_factor_scheduler_never_uses_its_base()
        => Assert.Equal([1, 0.5, 0.3, 0.3], D2lPyTorch.FactorScheduler(0.5, 0.3, 2).Sample(4));

    [Fact]
    public void A_factor_scheduler_below_its_floor_starts_at_the_floor()
        => Assert.Equal([1, 2, 4], D2lPyTorch.FactorScheduler(2, 1, 0.1).Sample(3));

    [Fact]
    public void The_warm_up_shortens_the_cosine_so_that_both_end_where_the_cosine_alone_does()
    {
        Assert.Equal(D2lJava.DemoCosineTracker().Length, D2lJava.CosineWarmupTracker().Length);
        Assert.Equal(Schedule.Parse("linear(0, 0.5, over: 5) then cosine(0.5, 0.01, over: 15)"), D2lJava.CosineWarmupTracker());
        Assert.Equal(D2lJava.CosineWarmupTracker(), D2lPyTorch.CosineScheduler(20, 0.5, 0.01, 5));
    }

    [Theory]
    [InlineData("d2ljava:SquareRootTracker(lr=-1)", "lr must be")]
    [InlineData("d2ljava:DemoFactorTracker(factor=2)", "factor must be at most 1")]
    [InlineData("d2ljava:DemoFactorTracker(factor=0, cellVariableLr=0.3)", "factor must be")]
    [InlineData("d2ljava:DemoCosineTracker(maxUpdate=0)", "maxUpdate is")]
    [InlineData("d2ljava:CosineWarmupTracker(maxUpdate=5)", "must leave updates for the cosine")]
    [InlineData("d2lpytorch:SquareRootScheduler(lr=-1)", "lr must be")]
    [InlineData("d2lpytorch:FactorScheduler(factor=-1)", "factor must be")]
    [InlineData("d2lpytorch:CosineScheduler(20, warmup_steps=20)", "must leave updates for the cosine")]
    [InlineData("d2lpytorch:CosineScheduler(20, warmup_begin_lr=-1)", "warmupBeginLr must be")]
    public void Bad_input_is_refused_by_name(string text, string reason)
        => Assert.Contains(reason, Assert.Throws<ScheduleTextException>(() => Schedule.Parse(text)).Problem);
}
