using Anneal.Data;
using Anneal.Modules;
using Anneal.Modules.Models;
using Anneal.Training.Metrics;

namespace Anneal.Cli.Experiments;

/// <summary>ResNet-20 on CIFAR-10 or CIFAR-100, with random crops and flips.</summary>
internal sealed class ResNetExperiment : Experiment
{
    public override string Name => "resnet20";

    public override string Summary => "ResNet-20 on CIFAR-10 (or CIFAR-100: --data its folder) with crops and flips; hours on a CPU";

    public override int Place => 5;

    public override int Epochs => 30;

    public override int Batch => 128;

    public override int Seeds => 1;

    public override string Optimizer => "sgd(momentum: 0.9, weightDecay: 0.0001)";

    public override IReadOnlyList<string> Schedules =>
    [
        "multi-step = multiStep(0.1, factor: 0.1, at: [50%, 75%])",
        "cosine = cosine(0.1, 0, over: rest)",
        "warm-up + cosine = cosine(0.1, 0, over: rest).warmedUp(5%)",
        "one-cycle = oneCycle(0.2, over: rest)",
    ];

    public override IReadOnlyList<Metric> MetricsFor(ExperimentData data) => [new Accuracy(), new TopAccuracy(5)];

    public override ExperimentData Load(DataSource source)
        => DownloadedData.Cifar(source) with { Augmentations = [new RandomCrop(4), new RandomHorizontalFlip()] };

    public override Module Network(ExperimentData data) => new ResNet20(data.Training.Classes);
}
