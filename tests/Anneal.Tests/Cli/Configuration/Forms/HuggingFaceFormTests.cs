using Anneal.Cli.Configuration;
using Anneal.Cli.Plans;
using Anneal.Dialects;
using Anneal.Schedules;
using Anneal.Tests.Data;

namespace Anneal.Tests.Cli.Configuration.Forms;

public sealed class HuggingFaceFormTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // A hundred rows, of which eighty are learned from.
    private TrainingFile Complete(string arguments)
    {
        _folder.Write("t.csv", Read.Table);
        return TrainingFile.Read(_folder.Write("args.yaml", arguments + "\nanneal: {data: {path: t.csv, target: y}}\n"), []).Complete(TextWriter.Null);
    }

    [Theory]
    [InlineData("num_train_epochs: 3\nper_device_train_batch_size: 8\nwarmup_ratio: 0.11", 30, 4, 3)]
    [InlineData("num_train_epochs: 3\nper_device_train_batch_size: 7\ngradient_accumulation_steps: 5", 9, 0, 3)]
    [InlineData("num_train_epochs: 2.5\nper_device_train_batch_size: 8", 25, 0, 3)]
    [InlineData("max_steps: 25\nper_device_train_batch_size: 8\nwarmup_steps: 5\nwarmup_ratio: 0.9", 25, 5, 3)]
    [InlineData("learning_rate: 5e-5", 30, 0, 3)]
    public void Updates_and_warm_up_are_counted_as_the_Trainer_counts_them(string arguments, int updates, int warmup, int epochs)
    {
        Plan plan = Complete(arguments + "\nlr_scheduler_type: cosine").Plan;
        Assert.Equal(epochs, plan.Epochs);
        Assert.Equal($"hf:get_scheduler(cosine, lr=5E-05, num_warmup_steps={warmup}, num_training_steps={updates})", plan.Schedules[0].Text);
        Schedule expected = HuggingFace.GetCosineScheduleWithWarmup(5e-5, warmup, updates), actual = Schedule.Parse(plan.Schedules[0].Text);
        Assert.All(Enumerable.Range(0, updates), step => Assert.Equal(expected.At(step), actual.At(step)));
    }

    [Fact]
    public void The_Trainers_defaults_hold()
    {
        Plan plan = Complete("learning_rate: 1e-3").Plan;
        Assert.Equal(("adamW(weightDecay: 0)", 8, 42, 1d, 0), (plan.Optimizer, plan.Batch, plan.FirstSeed, plan.Options.ClipNorm, plan.Options.Groups.Count));
        Assert.StartsWith("hf:get_scheduler(linear, lr=0.001", plan.Schedules[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Weight_decay_leaves_out_biases_and_norms_and_clipping_can_be_turned_off()
    {
        TrainingFile file = Complete("learning_rate: 1e-3\nweight_decay: 0.1\nmax_grad_norm: 0\nadam_beta2: 0.98\noptim: adamw_torch_fused\nbf16: true\nseed: 5");
        Assert.Equal(("adamW(beta2: 0.98, weightDecay: 0.1)", 5, null), (file.Plan.Optimizer, file.Plan.FirstSeed, file.Plan.Options.ClipNorm));
        Assert.Equal((1, "0"), (file.Plan.Options.Groups[0].MostDimensions, file.Plan.Options.Groups[0].WeightDecay));
        Assert.Equal(["bf16"], file.Request.Unused);
    }

    [Theory]
    [InlineData("constant", "hf:get_scheduler(constant, lr=0.001)")]
    [InlineData("constant_with_warmup", "hf:get_scheduler(constant_with_warmup, lr=0.001, num_warmup_steps=3)")]
    [InlineData("inverse_sqrt", "hf:get_scheduler(inverse_sqrt, lr=0.001, num_warmup_steps=3)")]
    [InlineData("polynomial\nlr_scheduler_kwargs: {power: 2, lr_end: 1e-6}", "hf:get_scheduler(polynomial, lr=0.001, num_warmup_steps=3, num_training_steps=30, power=2, lr_end=1e-6)")]
    [InlineData("cosine_with_min_lr\nlr_scheduler_kwargs: {min_lr_rate: 0.1}", "hf:get_scheduler(cosine_with_min_lr, lr=0.001, num_warmup_steps=3, num_training_steps=30, min_lr_rate=0.1)")]
    [InlineData("warmup_stable_decay\nlr_scheduler_kwargs: {num_decay_steps: 5}", "hf:get_scheduler(warmup_stable_decay, lr=0.001, num_warmup_steps=3, num_training_steps=30, num_decay_steps=5)")]
    public void Every_type_of_schedule_takes_what_it_takes_there(string type, string text)
    {
        Plan plan = Complete($"learning_rate: 1e-3\nwarmup_ratio: 0.1\nlr_scheduler_type: {type}").Plan;
        Assert.Equal(text, plan.Schedules[0].Text);
        Assert.NotNull(Schedule.Parse(text));
    }

    [Fact]
    public void A_plateau_watches_the_metric_for_the_best_model()
    {
        Plan plan = Complete("learning_rate: 1e-3\nlr_scheduler_type: reduce_lr_on_plateau\nlr_scheduler_kwargs: {factor: 0.5, patience: 2, min_lr: 1e-4}\nmetric_for_best_model: eval_mae").Plan;
        Assert.Equal(("0.001", "validation_mae", 0.5, 2, 0.1), (plan.Schedules[0].Text, plan.Options.Plateau!.Metric, plan.Options.Plateau.Factor, plan.Options.Plateau.Patience, plan.Options.Plateau.MinimumScale));
    }

    [Theory]
    [InlineData("learning_rate: 1e-3\nwarmup_ration: 0.1", "'warmup_ration' is no key of the arguments. Did you mean 'warmup_ratio'?")]
    [InlineData("learning_rate: 1e-3\noptim: adamw_8bit", "there is no 'adamw_8bit'")]
    [InlineData("learning_rate: 1e-3\nlr_scheduler_kwargs: {num_cycle: 2}", "Did you mean 'num_cycles'?")]
    [InlineData("learning_rate: 1e-3\nlr_scheduler_kwargs: {power: 2}", "'linear' does not use power")]
    public void A_slip_is_refused(string arguments, string says)
        => Assert.Contains(says, Read.Refused(arguments + "\nanneal: {experiment: square}\n"), StringComparison.Ordinal);
}
