using Anneal.Cli.Plans;
using Anneal.Dialects;
using Anneal.Optimizers;
using Anneal.Schedules;

namespace Anneal.Tests.Cli.Configuration.Forms;

public class PaddleOcrFormTests
{
    private static string File(string optimizer) => $"""
        Global: {"{"}epoch_num: 20, use_gpu: true{"}"}
        Optimizer:
        {string.Join('\n', optimizer.Split('\n').Select(line => "  " + line))}
        Train: {"{"}loader: {"{"}batch_size_per_card: 2{"}"}{"}"}
        Architecture: {"{"}model_type: rec{"}"}
        anneal: {"{"}experiment: square{"}"}
        """;

    public static TheoryData<string> Curves =>
    [
        "name: Cosine\nlearning_rate: 0.1\nwarmup_epoch: 2", "name: Cosine\nlearning_rate: 1e-3", "name: Linear\nlearning_rate: 0.1\nend_lr: 0.001\npower: 2\nwarmup_epoch: 1",
        "name: Step\nlearning_rate: 0.1\nstep_size: 5\ngamma: 0.5\nwarmup_epoch: 2", "name: Piecewise\ndecay_epochs: [5, 10]\nvalues: [0.1, 0.01, 0.001]\nwarmup_epoch: 1",
        "name: MultiStepDecay\nlearning_rate: 0.1\nmilestones: [3, 7]\ngamma: 0.3", "name: Const\nlearning_rate: 0.1\nwarmup_epoch: 3", "name: CyclicalCosine\nlearning_rate: 0.1\ncycle: 4",
        "name: OneCycle\nmax_lr: 0.05", "name: LinearWarmupCosine\nlearning_rate: 0.001\nwarmup_steps: 30", "learning_rate: 0.001",
    ];

    [Theory, MemberData(nameof(Curves))]
    public void The_curve_is_PaddleOCRs_at_every_update(string lr)
    {
        Plan plan = Read.Plan(File("name: Adam\nlr:\n" + string.Join('\n', lr.Split('\n').Select(line => "  " + line))));
        RunLength run = RunLength.Of(20, 37);
        Dictionary<string, object?> config = lr.Split('\n').Select(line => line.Split(": ")).ToDictionary(pair => pair[0], pair => pair[1].StartsWith('[') ? (object?)pair[1].Trim('[', ']').Split(", ") : pair[1]);
        Schedule expected = PaddleOcr.FromConfig(config, 20, 37), actual = Schedule.Parse(plan.Schedules[0].Text, run);
        for (long step = 0; step < run.Total; step++)
            Assert.Equal(expected.At(step), actual.At(step));
    }

    [Theory]
    [InlineData("name: Adam\nbeta1: 0.8\nbeta2: 0.99\nregularizer: {name: L2, factor: 3.0e-05}", "adam(beta1: 0.8, beta2: 0.99, weightDecay: 3E-05)")]
    [InlineData("name: AdamW\nweight_decay: 0.05", "adamW(weightDecay: 0.05)")]
    [InlineData("name: Momentum\nmomentum: 0.9\nregularizer: {name: L2, factor: 1e-4}", "sgd(momentum: 0.9, weightDecay: 0.0001)")]
    [InlineData("name: RMSProp", "rmsProp(alpha: 0.95, epsilon: 1e-6, epsilonInRoot: true)")]
    [InlineData("name: RMSProp\nmomentum: 0.9\nrho: 0.9", "rmsProp(alpha: 0.9, epsilon: 1e-6, momentum: 0.9, epsilonInRoot: true, rateInVelocity: true)")]
    [InlineData("name: Adadelta", "adadelta(rho: 0.95, epsilon: 1e-8)")]
    public void The_optimizer_has_PaddleOCRs_defaults(string optimizer, string rule)
    {
        Plan plan = Read.Plan(File(optimizer + "\nlr: {name: Const, learning_rate: 0.1}"));
        Assert.Equal(UpdateRule.Parse(rule), UpdateRule.Parse(plan.Optimizer));
        Assert.Equal((20, 2), (plan.Epochs, plan.Batch));
    }

    [Fact]
    public void Parameters_that_shall_not_decay_become_groups()
    {
        TrainingOptions options = Read.Plan(File("name: AdamW\nno_weight_decay_name: norm pos_embed\none_dim_param_no_weight_decay: true\nclip_norm_global: 5\nlr: {learning_rate: 0.1}")).Options;
        Assert.Equal(["*norm*", "*pos_embed*"], options.Groups[0].Match!);
        Assert.Equal((1, "0", 5d), (options.Groups[1].MostDimensions, options.Groups[1].WeightDecay, options.ClipNorm));
    }

    [Fact]
    public void What_is_not_used_is_named_one_by_one()
        => Assert.Equal(["Architecture", "Global.use_gpu", "Optimizer.beta1"], Read.File(File("name: Momentum\nmomentum: 0.9\nbeta1: 0.9\nlr: {learning_rate: 0.1}")).Request.Unused);

    [Theory]
    [InlineData("name: Adam\nlr: {name: Cosinus, learning_rate: 0.1}", "Did you mean 'Cosine'?")]
    [InlineData("name: Adam\nlr: {name: Cosine, learning_rate: 0.1, warmup_epochs: 2}", "line 4, column 42: lr: PaddleOCR's Cosine has no option 'warmup_epochs'. Did you mean 'warmup_epoch'? PaddleOCR itself would ignore it silently.")]
    [InlineData("name: Adma\nlr: {learning_rate: 0.1}", "there is no 'Adma'. Did you mean 'Adam'?")]
    [InlineData("name: Adam\nregularizer: {name: L1, factor: 1}\nlr: {learning_rate: 0.1}", "there is no 'L1'")]
    [InlineData("name: Momentum\nlr: {learning_rate: 0.1}", "Momentum needs 'momentum'")]
    [InlineData("name: Adam", "Optimizer needs 'lr'")]
    public void A_slip_is_refused_that_PaddleOCR_would_swallow(string optimizer, string says)
        => Assert.Contains(says, Read.Refused(File(optimizer)), StringComparison.Ordinal);
}
