using Anneal.Schedules;
using Anneal.Schedules.Lint;

namespace Anneal.Tests.Schedules.Lint;

/// <summary>One claim per rule: where it fires. <see cref="SensibleRecipesTests"/> claims where all are silent.</summary>
public class LintRuleTests
{
    public static TheoryData<string, string, string, string> Mistakes => new()
    {
        { "ends-early", "cosine(0.1, 0.001, over: 800)", "1000", "use over: 1000" },
        { "ends-early", "cosine(0.1, 0.001, over: 700).warmedUp(100)", "1000", "use over: 900 in cosine(0.1, 0.001, over: 700)" },
        { "ends-early", "oneCycle(0.1, over: 1000)", "1500", ".stretchTo(1500)" },
        { "ends-late", "cosine(0.1, 0, over: 1000)", "800", "use over: 800" },
        { "ends-late", "linear(0.001, 0.1, over: 200) then cosine(0.1, 0, over: 2000)", "20x100", "use over: 1800 in cosine(0.1, 0, over: 2000)" },
        { "ends-late", "warmRestarts(0.1, 0, over: 100, times: 10)", "950", "train 1000 steps" },
        { "ends-late", "linear(0.001, 0.1, over: 200) then cosineWave(0.1, 0, over: 2000)", "20x100", "use over: 1800 in cosineWave(0.1, 0, over: 2000)" },
        { "ends-late", "paddleocr:Cosine(learning_rate=0.1, epochs=20, step_each_epoch=100, warmup_epoch=2)", "20x100", "use over: 1800" },
        { "ends-late", "warmRestarts(0.1, 0, over: 1500)", "1000", "train 1500 steps" },
        { "warmup-too-long", "cosine(0.1, 0, over: 500).warmedUp(2000)", "1000", "over: 50" },
        { "warmup-too-long", "noam(512, warmup: 4000)", "1000", "over: 50" },
        { "overrun", "oneCycle(0.1, over: 1000).strict()", "1200", "train 1000 steps" },
        { "overrun", "pytorch:OneCycleLR(max_lr=0.1, total_steps=1000)", "1200", "plan it for 1200 steps" },
        { "overrun", "pytorch:OneCycleLR(max_lr=0.1, total_steps=10)", "11", "train 10" },
        { "epochs-or-steps", "cosine(0.1, 0, over: 90)", "90x500", ".perEpoch(500)" },
        { "epochs-or-steps", "pytorch:CosineAnnealingLR(lr=0.1, T_max=90)", "90x500", ".perEpoch(500)" },
        { "epochs-or-steps", "cosine(0.1, 0, over: 45000).perEpoch(500)", "90x500", "over: 90" },
        { "first-rate-zero", "linear(0, 0.1, over: 100) then cosine(0.1, 0, over: 900)", "1000", "Start the warm-up at 0.0005" },
        { "last-rate-high", "linear(0.1, 0.05, over: 1000)", "1000", "to: 0.001" },
        { "last-rate-high", "warmRestarts(0.1, 0, over: 100)", "1050", "train 1000 or 1100 steps" },
        { "not-finite", "exponential(0.1, factor: 10)", "1000", ".atMost" },
        { "negative", "0.1 - linear(0, 0.3, over: 1000)", "1000", ".atLeast(0)" },
        { "grows-late", "exponential(0.001, factor: 1.01)", "1000", "by step 333" },
        { "peak-twice", "linear(0, 0.3, over: 5).for(6) then linear(0.3, 0, over: 14)", "20", ".warmedUp(steps)" },
        { "jump-up", "linear(0.001, 0.1, over: 100) then cosine(0.3, 0, over: 900)", "1000", "end at 0.3" },
        { "zero-inside", "piecewise([0.1, 0, 0.01], at: [300, 600])", "1000", ".atLeast(0.0001)" },
        { "unreached", "multiStep(0.1, factor: 0.1, at: [300, 600, 1500])", "1000", "Move it below 1000" },
        { "unreached", "constant(0.1).for(800) then cosine(0.1, 0, over: 400) then constant(0.01).for(100)", "1000", "by 201 steps" },
        { "flattened", "cosine(0.3, 0.01, over: 1000).atLeast(0.5)", "1000", "Lower the floor" },
        { "flattened", "cosine(0.3, 0.1, over: 1000).atMost(0.05)", "1000", "Raise the ceiling" },
    };

    [Theory, MemberData(nameof(Mistakes))]
    public void A_mistake_is_found_and_its_remedy_has_the_numbers(string code, string schedule, string run, string remedy)
    {
        Finding finding = Assert.Single(Check(schedule, run), finding => finding.Code == code);
        Assert.Contains(remedy, finding.Remedy);
        Assert.EndsWith(".", finding.Problem);
        Assert.EndsWith(".", finding.Remedy);
    }

    [Fact]
    public void Every_rule_has_a_mistake_in_this_table()
        => Assert.Equal(LintRule.All.Select(rule => rule.Code), Mistakes.Select(row => row.Data.Item1).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_rule_says_what_it_looks_for()
        => Assert.All(LintRule.All, rule => Assert.Matches("^[A-Z].*\\.$", rule.Meaning));

    [Theory]
    [InlineData("cosine(0.1, 0, over: 1000)", "800")]
    [InlineData("cosine(0.1, 0.001, over: 800)", "1000")]
    [InlineData("cosine(0.1, 0, over: 90)", "90x500")]
    [InlineData("cosine(0.1, 0, over: 500).warmedUp(2000)", "1000")]
    [InlineData("multiStep(0.1, factor: 0.1, at: [300, 600, 1500])", "1000")]
    public void One_mistake_is_one_finding(string schedule, string run) => Assert.Single(Check(schedule, run));

    [Fact]
    public void The_worst_finding_comes_first()
        => Assert.Equal(
            [Severity.Error, Severity.Warning],
            Check("linear(0, 0.1, over: 10) then linear(0.1, 0.01, over: 40).strict()", "60").Select(finding => finding.Severity));

    [Fact]
    public void A_run_of_a_thousand_million_steps_is_looked_at_in_thousands_of_places()
    {
        Subject subject = new(Schedule.WarmRestarts(0.1, 0.001, over: 10), RunLength.Steps(1_000_000_000));
        Assert.InRange(subject.Steps.Length, 1000, 20_000);
        Assert.Contains(999_999_999, subject.Steps);
    }

    [Fact]
    public void The_first_refused_step_is_found_exactly()
        => Assert.Equal(123_457, Assert.Single(Check("cosine(0.1, 0, over: 123457).strict()", "1000000"), finding => finding.Code == "overrun").Step);

    [Fact]
    public void A_finding_reads_as_two_lines()
        => Assert.StartsWith("warning ends-early at step 800: The schedule is over after 800 steps;", Check("cosine(0.1, 0.001, over: 800)", "1000")[0].ToString());

    internal static IReadOnlyList<Finding> Check(string schedule, string run) => Schedule.Parse(schedule, Run(run)).Check(Run(run));

    /// <summary>A run as this table writes it: 1000 steps, or 90x500 for epochs and their steps.</summary>
    private static RunLength Run(string text)
        => text.Split('x') is [string epochs, string steps] ? RunLength.Of(long.Parse(epochs), long.Parse(steps)) : RunLength.Steps(long.Parse(text));
}
