namespace Anneal.Training.Metrics;

/// <summary>The mean of (output − target)² over all values.</summary>
public sealed class SquaredError : ValueError
{
    /// <inheritdoc/>
    public override string Name => "mse";

    private protected override double Of(double difference) => difference * difference;
}
