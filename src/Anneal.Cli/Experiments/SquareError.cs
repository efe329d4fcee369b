using Anneal.Controllers;
using Anneal.Data;
using Anneal.Training.Metrics;

namespace Anneal.Cli.Experiments;

/// <summary>The tutorial's <c>val</c>: Σ ((net(x) − x·x) / x · x)², evaluated as it is written, so that the x cancels but for rounding.</summary>
internal sealed class SquareError : Metric
{
    public override string Name => "val";

    public override Direction Direction => Direction.Minimize;

    public override int Sums => 1;

    public override void Check(Dataset data) => NeedValues(data, Name);

    public override void Add(ReadOnlySpan<double> outputs, Batch batch, Span<double> sums)
    {
        ReadOnlySpan<float> inputs = batch.Inputs;
        for (int i = 0; i < inputs.Length; i++)
        {
            double x = inputs[i];
            double error = (outputs[i] - (x * x)) / x * x;
            sums[0] += error * error;
        }
    }

    public override double Value(ReadOnlySpan<double> sums) => sums[0];
}
