using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Tests.Schedules.Lint;

/// <summary>What people train with every day must not be warned about.</summary>
public class SensibleRecipesTests
{
    [Theory]
    [InlineData("constant(0.1)", "1000")]
    [InlineData("cosine(0.1, 0, over: rest)", "1000")]
    [InlineData("cosine(0.1, 0, over: rest)", "1000000000")]
    [InlineData("cosine(0.1, 0, over: 999)", "1000")]
    [InlineData("cosine(0.1, 0, over: rest).warmedUp(5%)", "1000")]
    [InlineData("cosine(0.1, 0, over: rest).warmedUp(1)", "1000")]
    [InlineData("cosine(0.1, 0, over: rest).warmedUp(5ep)", "90x500")]
    [InlineData("cosine(0.1, 0, over: 90).perEpoch(500)", "90x500")]
    [InlineData("cosine(0.1, 0, over: 85).warmedUp(5).perEpoch(500)", "90x500")]
    [InlineData("cosine(0.1, 0, over: 85).warmedUp(5).perEpoch(2)", "90x2")]
    [InlineData("cosine(0.1, 0.01, over: rest)", "1000")]
    [InlineData("linear(0.1, 0, over: rest).warmedUp(500)", "10000")]
    [InlineData("linear(0.001, 0.1, over: 100) then constant(0.1)", "1000")]
    [InlineData("linear(0.001, 0.1, over: 100)", "1000")]
    [InlineData("oneCycle(0.1, over: 1000)", "1000")]
    [InlineData("oneCycle(0.1, over: 1000, phases: 3, rise: 0.45)", "1000")]
    [InlineData("oneCycle(0.1, over: 1000).strict()", "1000")]
    [InlineData("oneCycleMomentum(over: 1000)", "1000")]
    [InlineData("pytorch:OneCycleLR(max_lr=0.1, total_steps=1000)", "1000")]
    [InlineData("warmRestarts(0.1, 0, over: 100, lengthen: 2)", "1500")]
    [InlineData("warmRestarts(0.1, 0, over: 100, times: 10)", "1000")]
    [InlineData("warmRestarts(0.1, 0, over: 100, times: 10)", "700")]
    [InlineData("pytorch:CosineAnnealingLR(lr=0.001, T_max=200)", "2000")]
    [InlineData("pytorch:CosineAnnealingLR(lr=0.1, T_max=1000)", "1000")]
    [InlineData("paddleocr:Cosine(learning_rate=0.1, epochs=20, step_each_epoch=100)", "20x100")]
    [InlineData("cyclic(0.001, 0.1, up: 50)", "1000")]
    [InlineData("cyclic(0.001, 0.1, up: 500)", "1000")]
    [InlineData("trapezoid(0.1, over: 1000)", "1000")]
    [InlineData("warmupStableDecay(0.1, warmup: 50, stable: 800, decay: 150)", "1000")]
    [InlineData("multiStep(0.1, factor: 0.1, at: [30, 60, 90])", "90")]
    [InlineData("multiStep(0.1, factor: 0.1, at: [300, 600])", "1000")]
    [InlineData("step(0.1, factor: 0.5, every: 30)", "90")]
    [InlineData("piecewise([0.01, 0.1, 0.01], at: [100, 500])", "1000")]
    [InlineData("constant(0.01).for(5) then cosine(0.1, 0, over: rest)", "1000")]
    [InlineData("exponential(0.0005, factor: 0.99995)", "2000")]
    [InlineData("inverseSquareRoot(0.1, timescale: 10000)", "100000")]
    [InlineData("noam(512, warmup: 4000)", "100000")]
    [InlineData("exponential(2, factor: 0.9).atLeast(0.01)", "50")]
    [InlineData("linear(0.01, 1, over: 5) * cosine(0.5, 0.01, over: 100)", "100")]
    [InlineData("pytorch:StepLR(lr=0.1, step_size=30)", "90")]
    public void A_sensible_recipe_has_no_finding(string schedule, string run)
        => Assert.Empty(LintRuleTests.Check(schedule, run));

    [Fact]
    public void Every_entry_of_the_catalogue_can_be_checked_at_any_length()
    {
        foreach (CatalogueEntry entry in Catalogue.Schedules.Concat(Catalogue.Dialects))
        {
            if (entry.Example.Length == 0 || !Schedule.TryParse(entry.Example, out Schedule? schedule, out _, RunLength.Of(20, 10)))
                continue;
            foreach (RunLength run in (RunLength[])[RunLength.Steps(1), RunLength.Steps(2), RunLength.Steps(7), RunLength.Of(20, 10), RunLength.Steps(1_000_000_000)])
                Assert.All(schedule.Check(run), finding => Assert.True(finding.Problem.Length > 20 && finding.Remedy.Length > 10));
        }
    }
}
