using Anneal.Cli.Plans;
using Anneal.Dialects;
using Anneal.Optimizers;
using Anneal.Schedules;
using Direction = Anneal.Controllers.Direction;
using Margin = Anneal.Controllers.Margin;

namespace Anneal.Tests.Cli.Configuration.Forms;

public class PyTorchFormTests
{
    private const string Square = "\nepochs: 10\nanneal: {experiment: square}\n";

    private static readonly RunLength _run = RunLength.Of(10, 10);

    private static Plan Plan(string text) => Read.Plan(text + Square);

    [Theory]
    [InlineData("{name: StepLR, step_size: 3, gamma: 0.5}", "pytorch:StepLR(lr=0.1, step_size=3, gamma=0.5).perEpoch(10)")]
    [InlineData("{type: torch.optim.lr_scheduler.CosineAnnealingLR, T_max: 10}", "pytorch:CosineAnnealingLR(lr=0.1, t_max=10).perEpoch(10)")]
    [InlineData("{class: StepLR, step_size: 30, interval: step}", "pytorch:StepLR(lr=0.1, step_size=30)")]
    [InlineData("{_target_: torch.optim.lr_scheduler.OneCycleLR, max_lr: 0.3, total_steps: 100}", "pytorch:OneCycleLR(max_lr=0.3, total_steps=100)")]
    [InlineData("{class_path: torch.optim.lr_scheduler.ExponentialLR, init_args: {gamma: 0.9}}", "pytorch:ExponentialLR(lr=0.1, gamma=0.9).perEpoch(10)")]
    [InlineData("{name: ChainedScheduler, schedulers: [{name: ConstantLR, factor: 0.1, total_iters: 2}, {name: ExponentialLR, gamma: 0.9}]}", "pytorch:ChainedScheduler(lr=0.1, schedulers=[ConstantLR(factor=0.1, total_iters=2), ExponentialLR(gamma=0.9)]).perEpoch(10)")]
    [InlineData("{name: SequentialLR, milestones: [2], schedulers: [{name: LinearLR, start_factor: 0.1, total_iters: 2}, {name: CosineAnnealingLR, T_max: 8}]}", "pytorch:SequentialLR(lr=0.1, schedulers=[LinearLR(start_factor=0.1, total_iters=2), CosineAnnealingLR(t_max=8)], milestones=[2]).perEpoch(10)")]
    public void A_scheduler_is_PyTorchs_at_every_update(string scheduler, string text)
    {
        Schedule actual = Schedule.Parse(Plan($"optimizer: {{name: SGD, lr: 0.1}}\nlr_scheduler: {scheduler}").Schedules[0].Text, _run), expected = Schedule.Parse(text, _run);
        Assert.All(Enumerable.Range(0, 100), step => Assert.Equal(expected.At(step), actual.At(step)));
    }

    [Theory]
    [InlineData("{name: Adam, lr: 0.01, betas: [0.8, 0.99], weight_decay: 0.1}")]
    [InlineData("{type: torch.optim.Adam, lr: 0.01, betas: [0.8, 0.99], weight_decay: 0.1, fused: true}")]
    [InlineData("{class_path: torch.optim.Adam, init_args: {lr: 1e-2, betas: [0.8, 0.99], weight_decay: 0.1}}")]
    public void An_optimizer_is_PyTorchs_however_its_class_is_written(string optimizer)
    {
        Plan plan = Plan($"optimizer: {optimizer}");
        Assert.Equal(PyTorch.Adam(0.01, [0.8, 0.99], weightDecay: 0.1), UpdateRule.Parse(plan.Optimizer));
        Assert.Equal(0.01, Schedule.Parse(plan.Schedules[0].Text).At(0));
    }

    [Fact]
    public void An_optimizer_without_a_rate_has_PyTorchs()
        => Assert.Equal(0.001, Schedule.Parse(Plan("optimizer: {type: Adam}\nlr_scheduler: {name: StepLR, step_size: 3}").Schedules[0].Text, _run).At(0));

    [Fact]
    public void ReduceLROnPlateau_becomes_the_plateau()
    {
        PlateauPlan plateau = Plan("optimizer: {name: SGD, lr: 0.1}\nlr_scheduler: {name: ReduceLROnPlateau, mode: max, factor: 0.5, patience: 3, threshold_mode: abs, cooldown: 2, min_lr: 0.001, monitor: validation_val}").Options.Plateau!;
        Assert.Equal((Direction.Maximize, 0.5, 3, Margin.Absolute, 2, 0.01, "validation_val"), (plateau.Direction, plateau.Factor, plateau.Patience, plateau.Margin, plateau.Cooldown, plateau.MinimumScale, plateau.Metric));
    }

    [Fact]
    public void Batch_seed_clipping_and_accumulation_are_read()
    {
        Plan plan = Plan("optimizer: {name: SGD, lr: 0.1}\nbatch_size: 2\nseed: 3\ngradient_clip_val: 0.5\naccumulate_grad_batches: 4");
        Assert.Equal((2, 3, 0.5, 4, 10), (plan.Batch, plan.FirstSeed, plan.Options.ClipNorm, plan.Options.AccumulateOver, plan.Epochs));
    }

    [Theory]
    [InlineData("optimizer: {name: Adan, lr: 0.1}\nlr_scheduler: {name: StepLR, step_size: 3}", "PyTorch has no optimizer 'Adan' here.")]
    [InlineData("optimizer: {name: SGD, lr: 0.1, momentun: 0.9}", "'momentun' is no key of optimizer SGD. Did you mean 'momentum'?")]
    [InlineData("optimizer: {name: SGD, lr: 0.1}\nlr_scheduler: {name: StepLR, stepsize: 3}", "'stepsize' is no argument of StepLR. Did you mean 'step_size'?")]
    [InlineData("optimizer: {name: SGD, lr: 0.1}\nlr_scheduler: {name: StepLR}", "'StepLR' needs the argument 'step_size'")]
    [InlineData("optimizer: {name: SGD, lr: 0.1}\nlr_scheduler: {name: StepLR, step_size: 3, frequency: 2}", "a 'frequency' other than 1")]
    [InlineData("optimizer: {name: SGD, lr: 0.1}\nlr_scheduler: {name: ReduceLROnPlateau, patiense: 3}", "Did you mean 'patience'?")]
    [InlineData("optimizer: {name: SGD, lr: 0.1}\nlr_scheduler: {name: LambdaLR, lr_lambda: f}", "is code and cannot be read from text")]
    public void A_slip_is_refused_with_its_line(string text, string says)
    {
        string message = Read.Refused(text + Square);
        Assert.Contains(says, message, StringComparison.Ordinal);
        Assert.StartsWith("config.yaml, line ", message, StringComparison.Ordinal);
    }
}
