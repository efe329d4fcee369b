using Anneal.Modules;
using Anneal.Modules.Initial;
using Anneal.Modules.Models;

namespace Anneal.Cli.Experiments;

/// <summary>The book's experiment: LeNet with ReLUs and max-pools on Fashion-MNIST.</summary>
internal sealed class LeNetExperiment : FashionExperiment
{
    public override string Name => "lenet";

    public override string Summary => "LeNet (6 and 16 filters) on Fashion-MNIST, the schedules of the D2L chapter";

    public override int Place => 2;

    public override IReadOnlyList<string> Schedules =>
    [
        "constant = constant(0.3)",
        "square root = squareRoot(0.1).perEpoch(1ep)",
        "factor = exponential(0.5, factor: 0.9).atLeast(0.01).perEpoch(1ep)",
        "multi-factor = multiStep(0.5, factor: 0.5, at: [50%])",
        "cosine = cosine(0.3, 0.01, over: rest)",
        "warm-up + cosine = cosine(0.3, 0.01, over: rest).warmedUp(25%)",
    ];

    public override (int Epochs, IReadOnlyList<string> Schedules)? AsPrinted => (30,
    [
        "constant = constant(0.3)",
        "square root = squareRoot(0.1).perEpoch(1ep)",
        "factor = exponential(2, factor: 0.9).atLeast(0.01).perEpoch(1ep)",
        "multi-factor = multiStep(0.5, factor: 0.5, at: [15, 30]).perEpoch(1ep)",
        "cosine = cosine(0.3, 0.01, over: 20).perEpoch(1ep)",
        "warm-up + cosine = (linear(0, 0.3, over: 5) then cosine(0.3, 0.01, over: 15)).perEpoch(1ep)",
    ]);

    public override Module Network(ExperimentData data) => new LeNet().BeginWith(Initializer.XavierUniform());
}
