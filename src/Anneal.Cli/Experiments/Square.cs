using Anneal.Data;
using Anneal.Modules;
using Anneal.Modules.Models;
using Anneal.Training.Metrics;

namespace Anneal.Cli.Experiments;

/// <summary>The tutorial's experiment: learn y = x² from ten points, one update for each.</summary>
internal sealed class Square : Experiment
{
    public override string Name => "square";

    public override string Summary => "y = x² from ten points by a network of 1-3-5-10-5-1; built-in data, seconds";

    public override int Place => 1;

    public override int Epochs => 2000;

    public override int Batch => 1;

    public override int Seeds => 5;

    public override string Optimizer => "adam()";

    public override IReadOnlyList<string> Schedules =>
    [
        "cosine = cosineWave(0.001, 0, over: 200).perEpoch(1ep)",
        "exponential = exponential(0.0005, factor: 0.99995).perEpoch(1ep)",
        "constant = constant(0.0005)",
    ];

    public override IReadOnlyList<Metric> MetricsFor(ExperimentData data) => [new SquareError()];

    public override bool Shuffles => false;

    public override ExperimentData Load(DataSource source)
        => source.Path is null
            ? new(SquareFunction.Training, SquareFunction.Validation, "ten points of y = x², judged by nine between them")
            : throw new UserError("The square experiment has its data built in: leave out --data, or choose another experiment.");

    public override Module Network(ExperimentData data) => new SquareNetwork();
}
