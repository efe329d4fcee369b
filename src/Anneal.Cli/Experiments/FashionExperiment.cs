using Anneal.Training.Metrics;

namespace Anneal.Cli.Experiments;

/// <summary>What the experiments on Fashion-MNIST share.</summary>
internal abstract class FashionExperiment : Experiment
{
    public override int Epochs => 10;

    public override int Batch => 256;

    public override string Optimizer => "sgd()";

    public override IReadOnlyList<Metric> MetricsFor(ExperimentData data) => [new Accuracy()];

    public override ExperimentData Load(DataSource source) => DownloadedData.FashionMnist(source);
}
