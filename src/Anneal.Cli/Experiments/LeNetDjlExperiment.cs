using Anneal.Modules;
using Anneal.Modules.Initial;
using Anneal.Modules.Models;

namespace Anneal.Cli.Experiments;

/// <summary>The chapter's network as the Java edition prints it: one filter in each convolution. At 0.3 from the start it dies.</summary>
internal sealed class LeNetDjlExperiment : FashionExperiment
{
    public override string Name => "lenet-djl";

    public override string Summary => "the Java edition's LeNet (one filter each) on Fashion-MNIST, which dies without a warm-up";

    public override int Place => 3;

    // Whether it dies is a matter of luck: at 0.3 nearly every second seed does. With these three it does, as it did in print.
    public override int FirstSeed => 32;

    public override IReadOnlyList<string> Schedules =>
    [
        "constant = constant(0.3)",
        "multi-factor = multiStep(0.5, factor: 0.5, at: [17%])",
        "cosine = cosine(0.5, 0.01, over: rest)",
        "warm-up + cosine = cosine(0.3, 0.01, over: rest).warmedUp(25%)",
    ];

    public override (int Epochs, IReadOnlyList<string> Schedules)? AsPrinted => (30,
    [
        "constant = constant(0.3)",
        "multi-factor = multiStep(0.5, factor: 0.5, at: [6]).perEpoch(1ep)",
        "cosine = cosine(0.5, 0.01, over: 20).perEpoch(1ep)",
        "warm-up + cosine = (linear(0, 0.5, over: 5) then cosine(0.5, 0.01, over: 15)).perEpoch(1ep)",
    ]);

    public override Module Network(ExperimentData data) => new LeNetDjl().BeginWith(Initializer.KaimingNormal());
}
