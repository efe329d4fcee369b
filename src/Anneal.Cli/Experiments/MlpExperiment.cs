using Anneal.Modules;
using Anneal.Modules.Initial;
using Anneal.Modules.Models;

namespace Anneal.Cli.Experiments;

/// <summary>A perceptron with one hidden layer on Fashion-MNIST.</summary>
internal sealed class MlpExperiment : FashionExperiment
{
    public override string Name => "mlp";

    public override string Summary => "a perceptron of 784-256-10 on Fashion-MNIST";

    public override int Place => 4;

    public override IReadOnlyList<string> Schedules =>
    [
        "constant = constant(0.1)",
        "linear = linear(0.3, 0, over: rest)",
        "cosine = cosine(0.3, 0, over: rest)",
        "one-cycle = oneCycle(0.5, over: rest)",
    ];

    public override Module Network(ExperimentData data) => new MultilayerPerceptron(data.Training.InputShape.FlattenedLength, 256, data.Training.Classes).BeginWith(Initializer.XavierUniform());
}
